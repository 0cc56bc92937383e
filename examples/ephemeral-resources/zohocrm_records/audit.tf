ephemeral "zohocrm_records" "won" {
  module = "Deals"
  where  = "Stage = 'Closed Won' and Closing_Date >= '2026-01-01'"
}

ephemeral "zohocrm_attachments" "won" {
  module     = "Deals"
  record_ids = ephemeral.zohocrm_records.won.ids
  fields     = ["File_Name"]
}

check "signed_contracts" {
  assert {
    condition = alltrue([
      for deal in ephemeral.zohocrm_attachments.won.records :
      anytrue([for a in deal.attachments : try(endswith(lower(a.file_name), "-signed.pdf"), false)])
    ])
    error_message = "A deal that was won has no signed contract." # ephemeral values are not allowed in it
  }
}
