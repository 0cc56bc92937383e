data "zohocrm_records" "won" {
  module = "Deals"
  where  = "Stage = 'Closed Won' and Closing_Date >= '2026-01-01'"
}

data "zohocrm_attachments" "won" {
  module     = "Deals"
  record_ids = data.zohocrm_records.won.ids
  fields     = ["File_Name"]

  lifecycle {
    postcondition {
      condition = alltrue([
        for deal in self.records : anytrue([for a in deal.attachments : try(endswith(a.file_name, "-signed.pdf"), false)])
      ])
      error_message = "Deals without a signed contract: ${join(", ", [
        for id, deal in self.records :
        id if !anytrue([for a in deal.attachments : try(endswith(a.file_name, "-signed.pdf"), false)])
      ])}."
    }
  }
}
