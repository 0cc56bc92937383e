mock_provider "zohocrm" {
  mock_data "zohocrm_record_attachments" {
    defaults = {
      attachments = [{ id = "4876876000001021002", file_name = "Contract-4711-signed.pdf" }]
    }
  }
}

run "a_signed_contract" {
  command = plan

  variables {
    deal_id = "4876876000000376008"
  }

  assert {
    condition     = output.signed
    error_message = "The signed contract is not found."
  }
}
