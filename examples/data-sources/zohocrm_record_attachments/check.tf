check "signed_contract" {
  data "zohocrm_record_attachments" "deal" {
    module    = "Deals"
    record_id = "4876876000000376008"
    fields    = ["id", "File_Name"]
  }

  assert {
    condition     = anytrue([for a in data.zohocrm_record_attachments.deal.attachments : try(endswith(lower(a.file_name), "-signed.pdf"), false)])
    error_message = "Deal 4876876000000376008 has no signed contract."
  }
}
