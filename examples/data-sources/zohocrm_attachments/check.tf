check "signed_contracts" {
  data "zohocrm_attachments" "deals" {
    module     = "Deals"
    record_ids = ["4876876000000376008", "4876876000000376009"]
    fields     = ["id", "File_Name"]
  }

  assert {
    # With on_error = "collect", a deal that could not be read has no list.
    condition = alltrue([
      for deal in data.zohocrm_attachments.deals.records :
      anytrue([for a in coalesce(deal.attachments, []) : try(endswith(lower(a.file_name), "-signed.pdf"), false)])
    ])
    error_message = "Deals without a signed contract: ${join(", ", [
      for id, deal in data.zohocrm_attachments.deals.records : deal.error == null ? id : "${id} (not read)"
      if !anytrue([for a in coalesce(deal.attachments, []) : try(endswith(lower(a.file_name), "-signed.pdf"), false)])
    ])}."
  }
}
