data "zohocrm_records" "won" {
  module = "Deals"
  where  = "Stage = 'Closed Won' and Closing_Date >= '2026-01-01'"
}

data "zohocrm_attachments" "won" {
  module     = data.zohocrm_records.won.module
  record_ids = data.zohocrm_records.won.ids
  fields     = ["File_Name"]
  on_error   = "collect"
}

output "file_names" {
  value = { for id, deal in data.zohocrm_attachments.won.records : id => deal.attachments[*].file_name if deal.error == null }
}
