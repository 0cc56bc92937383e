terraform {
  required_version = ">= 1.5" # check blocks

  required_providers {
    zohocrm = { source = "terraform-zohocrm/zohocrm" }
  }
}

variable "deal_ids" {
  description = "Ids of the closed deals, 1 to 10,000."
  type        = list(string)

  validation {
    condition     = length(var.deal_ids) > 0
    error_message = "Name one deal at the least."
  }
}

data "zohocrm_attachments" "deals" {
  module     = "Deals"
  record_ids = var.deal_ids
  fields     = ["id", "File_Name"]
  on_error   = "collect" # a deleted deal does not hide the others
}

locals {
  deals = data.zohocrm_attachments.deals.records

  # A deal that could not be read is neither signed nor unsigned.
  unread = { for id, deal in local.deals : id => deal.error.message if deal.error != null }
  unsigned = [
    for id, deal in local.deals : id
    if deal.error == null && !anytrue([for a in coalesce(deal.attachments, []) : try(endswith(lower(a.file_name), "-signed.pdf"), false)])
  ]
}

check "signed_contracts" {
  assert {
    condition     = length(local.unsigned) == 0
    error_message = "Closed deals without a signed contract: ${join(", ", local.unsigned)}."
  }
}

check "deals_read" {
  assert {
    condition     = length(local.unread) == 0
    error_message = "Deals that could not be read: ${join("; ", [for id, why in local.unread : "${id}: ${why}"])}."
  }
}

output "unsigned" {
  value = local.unsigned
}

output "unread" {
  value = local.unread
}
