check "signed_contracts" {
  data "zohocrm_attachments" "deals" {
    module     = "Deals"
    record_ids = ["4876876000000376008", "4876876000000376009"]
    fields     = ["id", "File_Name"]
  }

  assert {
    condition = alltrue([
      for deal in data.zohocrm_attachments.deals.records :
      anytrue([for a in deal.attachments : try(endswith(a.file_name, "-signed.pdf"), false)])
    ])
    error_message = "Deals without a signed contract: ${join(", ", [
      for id, deal in data.zohocrm_attachments.deals.records :
      id if !anytrue([for a in deal.attachments : try(endswith(a.file_name, "-signed.pdf"), false)])
    ])}."
  }
}
