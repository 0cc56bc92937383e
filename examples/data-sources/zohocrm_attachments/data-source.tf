data "zohocrm_attachments" "deals" {
  module     = "Deals"
  record_ids = ["4876876000000376008", "4876876000000376009"]
  fields     = ["id", "File_Name"]
  on_error   = "collect"
}

output "file_names" {
  value = { for id, deal in data.zohocrm_attachments.deals.records : id => deal.attachments[*].file_name if deal.error == null }
}

output "unread" {
  value = { for id, deal in data.zohocrm_attachments.deals.records : id => deal.error.message if deal.error != null }
}
