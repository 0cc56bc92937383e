data "zohocrm_record_attachments" "deal" {
  module    = "Deals"
  record_id = "4876876000000376008"
  fields    = ["id", "File_Name"]

  lifecycle {
    postcondition {
      condition     = anytrue([for a in self.attachments : try(endswith(lower(a.file_name), "-signed.pdf"), false)])
      error_message = "Deal ${self.record_id} has no signed contract."
    }
  }
}
