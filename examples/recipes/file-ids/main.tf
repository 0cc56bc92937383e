terraform {
  required_version = ">= 1.4" # terraform_data

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
  fields    = ["id", "File_Name", "$file_id"]
}

locals {
  attachments = { for a in data.zohocrm_record_attachments.record.attachments : a.id => a }
}

# Stands for the resources that use the files. A link has no file id.
resource "terraform_data" "file" {
  for_each = { for id, a in local.attachments : id => a if a.file_id != null }

  input = {
    file_id = each.value.file_id
    name    = each.value.file_name
  }
}

output "files" {
  value = { for id, file in terraform_data.file : id => file.output }
}
