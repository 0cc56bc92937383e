terraform {
  required_providers {
    zohocrm = { source = "terraform-zohocrm/zohocrm" }
  }
}

variable "deal_id" {
  description = "Id of the deal."
  type        = string
}

data "zohocrm_record_attachments" "deal" {
  module    = "Deals"
  record_id = var.deal_id
}

output "signed" {
  description = "Whether the deal has a signed contract."
  value       = anytrue([for a in data.zohocrm_record_attachments.deal.attachments : try(endswith(a.file_name, "-signed.pdf"), false)])
}
