terraform {
  required_version = ">= 1.5" # check blocks

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

variable "max_bytes" {
  description = "Size in bytes above which a file is too large."
  type        = number
  default     = 10485760 # 10 MiB
}

variable "not_before" {
  description = "Time before which a file is too old, such as 2024-01-01T00:00:00Z."
  type        = string

  validation {
    condition     = can(timecmp(var.not_before, var.not_before))
    error_message = "Write a time of RFC 3339, such as 2024-01-01T00:00:00Z."
  }
}

data "zohocrm_record_attachments" "record" {
  module    = var.module
  record_id = var.record_id
  fields    = ["id", "File_Name", "Size", "Created_Time"]
}

locals {
  attachments = data.zohocrm_record_attachments.record.attachments

  too_large = [for a in local.attachments : a if try(a.size > var.max_bytes, false)]
  too_old   = [for a in local.attachments : a if try(timecmp(a.created_time, var.not_before) < 0, false)]

  # Zoho may omit a size or a time. Files without one are reported too.
  unknown = [for a in local.attachments : a if a.size == null || !can(timecmp(a.created_time, var.not_before))]
}

check "no_large_file" {
  assert {
    condition     = length(local.too_large) == 0
    error_message = "Larger than ${var.max_bytes} bytes: ${join(", ", [for a in local.too_large : coalesce(a.file_name, a.id)])}."
  }
}

check "no_old_file" {
  assert {
    condition     = length(local.too_old) == 0
    error_message = "Older than ${var.not_before}: ${join(", ", [for a in local.too_old : coalesce(a.file_name, a.id)])}."
  }
}

check "size_and_time_known" {
  assert {
    condition     = length(local.unknown) == 0
    error_message = "Without a size or a time: ${join(", ", [for a in local.unknown : coalesce(a.file_name, a.id)])}."
  }
}

output "too_large" {
  value = local.too_large[*].id
}

output "too_old" {
  value = local.too_old[*].id
}
