data "zohocrm_record_attachments" "deal" {
  module    = "Deals"
  record_id = "4876876000000376008"
  fields    = ["id", "File_Name"]
}

output "file_names" {
  value = data.zohocrm_record_attachments.deal.attachments[*].file_name
}
