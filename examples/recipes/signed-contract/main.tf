terraform {
  required_version = ">= 1.5" # check blocks

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

check "signed_contract" {
  # Scoped to the check: a failed read is a warning here, and the run continues.
  data "zohocrm_record_attachments" "deal" {
    module    = "Deals"
    record_id = var.deal_id
    fields    = ["id", "File_Name"]
  }

  assert {
    condition = anytrue([
      for a in data.zohocrm_record_attachments.deal.attachments : try(endswith(lower(a.file_name), "-signed.pdf"), false)
    ])
    error_message = "Deal ${var.deal_id} has no signed contract."
  }
}
