terraform {
  required_providers {
    zohocrm = {
      source  = "terraform-zohocrm/zohocrm"
      version = "~> 0.1"
    }
  }
}

provider "zohocrm" {} # ZOHOCRM_API_DOMAIN and ZOHOCRM_OAUTH_TOKEN select the organisation

data "zohocrm_records" "won" {
  module = "Deals"
  where  = "Stage = 'Closed Won' and Closing_Date >= '2026-01-01'"
  fields = ["Deal_Name", "Owner"]
}

data "zohocrm_attachments" "won" {
  module     = "Deals"
  record_ids = data.zohocrm_records.won.ids
  fields     = ["File_Name"]
  on_error   = "collect" # a deal that cannot be read does not hide the others
}

output "unsigned" {
  value = {
    for id, deal in data.zohocrm_attachments.won.records : id => data.zohocrm_records.won.records[id]["Deal_Name"]
    # A file may have no name: try() treats that as no match.
    if deal.error == null && !anytrue([for a in coalesce(deal.attachments, []) : try(endswith(lower(a.file_name), "-signed.pdf"), false)])
  }
}

output "unread" {
  value = { for id, deal in data.zohocrm_attachments.won.records : id => deal.error.message if deal.error != null }
}
