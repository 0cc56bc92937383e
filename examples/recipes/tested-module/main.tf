terraform {
  required_providers {
    zohocrm = {
      source  = "terraform-zohocrm/zohocrm"
      version = "~> 0.1"
    }
  }
}

variable "module" {
  description = "API name of the record's module."
  type        = string
}

variable "record_id" {
  description = "Id of the record."
  type        = string
}

data "zohocrm_record_attachments" "record" {
  module    = var.module
  record_id = var.record_id
}

output "file_names" {
  value = data.zohocrm_record_attachments.record.attachments[*].file_name
}

output "total_bytes" {
  value = sum(concat([0], [for a in data.zohocrm_record_attachments.record.attachments : a.size if a.size != null]))
}
