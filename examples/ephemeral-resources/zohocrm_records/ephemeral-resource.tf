# Checks every deal that was won; nothing of it is stored in the state or in a saved plan.
ephemeral "zohocrm_records" "won" {
  module = "Deals"
  where  = "Stage = 'Closed Won'"
  fields = ["Closing_Date"]
}

check "closing_dates" {
  assert {
    condition     = alltrue([for deal in ephemeral.zohocrm_records.won.records : deal["Closing_Date"] != null])
    error_message = "A deal that was won has no closing date."
  }
}
