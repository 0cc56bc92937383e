mock_provider "zohocrm" {
  override_data {
    target = data.zohocrm_record_attachments.deal
    values = {
      attachments = [{
        id                 = "4876876000001021002"
        file_name          = "Contract-4711-signed.pdf"
        size               = 48213
        additional_fields  = {}
        attachment_type    = null
        created_by         = null
        created_time       = null
        editable           = null
        file_id            = null
        link_url           = null
        modified_by        = null
        modified_time      = null
        owner              = null
        parent_id          = null
        se_module          = null
        sharing_permission = null
        state              = null
        type               = null
      }]
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
