terraform {
  required_version = ">= 1.5" # check blocks

  required_providers {
    zohocrm = {
      source  = "terraform-zohocrm/zohocrm"
      version = "~> 0.1"
    }
  }
}

variable "since" {
  description = "The first closing date to look at, such as 2026-01-01; null for the last seven days."
  type        = string
  default     = null

  validation {
    condition     = var.since == null || can(regex("^\\d{4}-\\d{2}-\\d{2}$", var.since))
    error_message = "Write a date as 2026-01-01."
  }
}

data "zohocrm_records" "closed" {
  module = "Deals"
  where  = "Stage = 'Closed Won' and Closing_Date >= '${local.since}'"
  fields = ["Deal_Name", "Owner", "Account_Name.Account_Name"]
}

data "zohocrm_attachments" "closed" {
  module     = data.zohocrm_records.closed.module
  record_ids = data.zohocrm_records.closed.ids
  fields     = ["File_Name"]
  on_error   = "collect" # a deal that cannot be read does not hide the others
}

locals {
  since = coalesce(var.since, formatdate("YYYY-MM-DD", timeadd(plantimestamp(), "-168h")))

  found = data.zohocrm_records.closed.records
  read  = data.zohocrm_attachments.closed.records

  # A deal that could not be read is neither signed nor unsigned.
  unread = { for id, deal in local.read : id => deal.error.message if deal.error != null }
  unsigned = {
    for id, deal in local.read : id => {
      name    = local.found[id]["Deal_Name"]
      owner   = try(jsondecode(local.found[id]["Owner"]).name, null)
      account = local.found[id]["Account_Name.Account_Name"]
    }
    if deal.error == null && !anytrue([for a in coalesce(deal.attachments, []) : try(endswith(lower(a.file_name), "-signed.pdf"), false)])
  }
}

check "signed_contracts" {
  assert {
    condition = length(local.unsigned) == 0
    error_message = "Closed deals without a signed contract: ${join("; ", [
      for id, deal in local.unsigned : "${coalesce(deal.name, id)} (${coalesce(deal.owner, "no owner")})"
    ])}."
  }
}

check "deals_read" {
  assert {
    condition     = length(local.unread) == 0
    error_message = "Deals that could not be read: ${join("; ", [for id, why in local.unread : "${id}: ${why}"])}."
  }
}

output "checked" {
  description = "How many closed deals were found, and since when."
  value       = { since = local.since, deals = length(local.read) }
}

output "unsigned" {
  value = local.unsigned
}

output "unread" {
  value = local.unread
}
