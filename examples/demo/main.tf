# The attachments of one record. ZOHOCRM_API_DOMAIN and ZOHOCRM_OAUTH_TOKEN say whose record: `make demo` sets them to a
# server on this machine that replays Zoho's documented sample, you set them to your own organisation.

provider "zohocrm" {}

variable "module" {
  description = "API name of the record's module."
  type        = string
  default     = "Leads"
}

variable "record_id" {
  description = "Id of the record."
  type        = string
  default     = "4876876000000376008"
}

# A block of its own: where the read fails, the run stops. Inside a check block it would be a warning.
data "zohocrm_record_attachments" "demo" {
  module    = var.module
  record_id = var.record_id
}

locals {
  attachments = data.zohocrm_record_attachments.demo.attachments
}

check "has_a_picture" {
  assert {
    # Zoho may give an attachment no name: can() treats that as no match.
    condition     = anytrue([for a in local.attachments : can(regex("(?i)[.](jpe?g|png|gif|webp)$", a.file_name))])
    error_message = "${var.module} ${var.record_id} has no picture attached."
  }
}

check "every_attachment_has_an_owner" {
  assert {
    condition     = alltrue([for a in local.attachments : try(a.owner.id, null) != null])
    error_message = "Some attachments of ${var.module} ${var.record_id} have no owner."
  }
}

output "module" {
  value = var.module
}

output "record_id" {
  value = var.record_id
}

output "attachments" {
  value = local.attachments
}

output "total_size" {
  description = "Bytes of all attachments whose size Zoho tells."
  value       = sum(concat([0], [for a in local.attachments : a.size if a.size != null]))
}
