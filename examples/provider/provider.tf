terraform {
  required_providers {
    zohocrm = {
      source  = "terraform-zohocrm/zohocrm"
      version = "~> 0.1"
    }
  }
}

provider "zohocrm" {} # ZOHOCRM_API_DOMAIN and ZOHOCRM_OAUTH_TOKEN say which organisation

check "signed_contract" {
  data "zohocrm_record_attachments" "deal" {
    module    = "Deals"
    record_id = "4876876000000376008"
    fields    = ["id", "File_Name", "Size", "Owner", "Created_Time"]
  }

  assert {
    # A file may have no name: try() takes that for no match.
    condition     = anytrue([for a in data.zohocrm_record_attachments.deal.attachments : try(endswith(a.file_name, "-signed.pdf"), false)])
    error_message = "Deal 4876876000000376008 has no signed contract."
  }
}
