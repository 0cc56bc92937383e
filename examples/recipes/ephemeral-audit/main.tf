terraform {
  required_version = ">= 1.10" # ephemeral resources; OpenTofu has them from 1.11 on

  required_providers {
    zohocrm = {
      source  = "terraform-zohocrm/zohocrm"
      version = "~> 0.1"
    }
  }
}

variable "deal_id" {
  description = "Id of a closed deal."
  type        = string
}

variable "domain" {
  description = "Domain of the company's e-mail addresses, such as example.com."
  type        = string
}

# Nothing that is read is stored in the state or in a saved plan.
ephemeral "zohocrm_record_attachments" "deal" {
  module    = "Deals"
  record_id = var.deal_id
  fields    = ["id", "File_Name", "Owner"]
}

check "signed_contract" {
  assert {
    condition = anytrue([
      for a in ephemeral.zohocrm_record_attachments.deal.attachments : try(endswith(lower(a.file_name), "-signed.pdf"), false)
    ])
    error_message = "Deal ${var.deal_id} has no signed contract."
  }
}

check "owners" {
  assert {
    # An owner without an address fails the check.
    condition = alltrue([
      for a in ephemeral.zohocrm_record_attachments.deal.attachments : try(endswith(lower(a.owner.email), "@${var.domain}"), false)
    ])
    error_message = "Deal ${var.deal_id} has a file whose owner is not known to be of ${var.domain}."
  }
}
