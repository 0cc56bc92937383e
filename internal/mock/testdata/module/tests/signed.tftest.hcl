run "a_deal_with_a_signed_contract" {
  command = plan

  variables {
    deal_id = "4876876000000376008"
  }

  assert {
    condition     = output.signed
    error_message = "The signed contract is not found."
  }
}

run "a_deal_without" {
  command = plan

  variables {
    deal_id = "4876876000000376009"
  }

  assert {
    condition     = !output.signed
    error_message = "A signed contract is found where there is none."
  }
}
