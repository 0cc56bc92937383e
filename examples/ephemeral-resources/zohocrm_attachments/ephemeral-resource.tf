# Checks who attached what; nothing of it is stored in the state or in a saved plan.
ephemeral "zohocrm_attachments" "deals" {
  module     = "Deals"
  record_ids = ["4876876000000376008", "4876876000000376009"]
  fields     = ["id", "Owner"]
  on_error   = "collect"
}

check "deals" {
  assert {
    condition     = alltrue([for deal in ephemeral.zohocrm_attachments.deals.records : deal.error == null])
    error_message = "A deal could not be read."
  }

  assert {
    # A deal that could not be read has no list, and is reported above.
    condition = alltrue(flatten([
      for deal in ephemeral.zohocrm_attachments.deals.records :
      [for a in coalesce(deal.attachments, []) : can(regex("@zohocorp[.]com$", a.owner.email))]
    ]))
    error_message = "A deal has a file that belongs to somebody outside the company."
  }
}
