data "zohocrm_record_attachments" "lead" {
  module    = "Leads"
  record_id = "4876876000000376008"
}

output "attachments" {
  value = data.zohocrm_record_attachments.lead.attachments
}
