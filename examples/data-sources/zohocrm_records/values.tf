data "zohocrm_records" "won" {
  module = "Deals"
  where  = "Stage = 'Closed Won'"
  fields = ["Deal_Name", "Amount", "Owner", "Account_Name.Account_Name"]
}

output "won" {
  value = {
    for id, deal in data.zohocrm_records.won.records : id => {
      name    = deal["Deal_Name"]
      amount  = tonumber(coalesce(deal["Amount"], 0))     # a text, or null
      owner   = try(jsondecode(deal["Owner"]).name, null) # {"id":"…","name":"…"}, or null
      account = deal["Account_Name.Account_Name"]         # nothing to decode
    }
  }
}
