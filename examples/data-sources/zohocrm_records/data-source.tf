data "zohocrm_records" "won" {
  module = "Deals"
  where  = "Stage = 'Closed Won' and Closing_Date >= '2026-01-01'"
  fields = ["Deal_Name"]
}

output "won" {
  value = { for id, deal in data.zohocrm_records.won.records : id => deal["Deal_Name"] }
}
