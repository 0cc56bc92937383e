# Names and e-mail addresses are checked, but neither the state nor a saved plan holds any of them.
ephemeral "zohocrm_record_attachments" "deal" {
  module    = "Deals"
  record_id = "4876876000000376008"
  fields    = ["id", "File_Name", "Size", "Owner", "Created_Time"]
}

check "deal" {
  assert {
    # A file may have no name: try() treats that as no match.
    condition = anytrue([
      for a in ephemeral.zohocrm_record_attachments.deal.attachments : try(endswith(lower(a.file_name), "-signed.pdf"), false)
    ])
    error_message = "Deal 4876876000000376008 has no signed contract."
  }

  assert {
    condition = alltrue([
      for a in ephemeral.zohocrm_record_attachments.deal.attachments : can(regex("@zohocorp[.]com$", a.owner.email))
    ])
    error_message = "Deal 4876876000000376008 has a file that belongs to somebody outside the company."
  }
}
