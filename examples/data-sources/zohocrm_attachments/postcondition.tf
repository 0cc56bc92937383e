data "zohocrm_attachments" "deals" {
  module     = "Deals"
  record_ids = ["4876876000000376008", "4876876000000376009"]
  fields     = ["id", "File_Name"]
  on_error   = "collect"

  lifecycle {
    postcondition {
      condition = alltrue([for deal in self.records : deal.error == null])
      error_message = "Deals that could not be read:\n${join("\n", [
        for id, deal in self.records : deal.error.message if deal.error != null
      ])}"
    }

    postcondition {
      # A deal that could not be read is reported above.
      condition = alltrue([
        for deal in self.records :
        deal.error != null || anytrue([for a in coalesce(deal.attachments, []) : try(endswith(lower(a.file_name), "-signed.pdf"), false)])
      ])
      error_message = "Deals without a signed contract: ${join(", ", [
        for id, deal in self.records : id
        if deal.error == null && !anytrue([for a in coalesce(deal.attachments, []) : try(endswith(lower(a.file_name), "-signed.pdf"), false)])
      ])}."
    }
  }
}
