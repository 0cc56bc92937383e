mock_provider "zohocrm" {}

run "no_attachments" {
  command = plan

  variables {
    deal_id = "4876876000000376008"
  }

  assert {
    condition     = length(data.zohocrm_record_attachments.deal.attachments) == 0 && !output.signed
    error_message = "There are attachments."
  }
}
