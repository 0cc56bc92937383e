data "zohocrm_attachments" "deals" {
  module     = "Deals"
  record_ids = ["4876876000000376008", "4876876000000376009"]
  fields     = ["id", "File_Name"]
}

output "file_names" {
  # With on_error = "collect", the list of a deal that could not be read is null.
  value = { for id, deal in data.zohocrm_attachments.deals.records : id => coalesce(deal.attachments, [])[*].file_name }
}
