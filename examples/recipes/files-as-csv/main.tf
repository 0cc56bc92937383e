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
  fields    = ["id", "File_Name", "Size", "Created_Time", "Owner"]
}

locals {
  header = ["id", "file_name", "size", "created_time", "owner"]

  rows = [
    for a in data.zohocrm_record_attachments.record.attachments :
    [a.id, a.file_name, a.size, a.created_time, try(coalesce(a.owner.email, a.owner.name), null)]
  ]

  # File names are untrusted: an apostrophe before = + - or @ prevents CSV (formula) injection. A null cell is empty.
  cells = [
    for row in concat([local.header], local.rows) : [
      for cell in row :
      replace(try(coalesce(tostring(cell)), ""), "/^([\\s\\pZ\\pC]*[=+\\-@＝＋－＠])/", "'$1")
    ]
  ]
}

output "csv" {
  description = "RFC 4180: every cell quoted, lines that end in CR LF."
  value       = join("", [for row in local.cells : "${join(",", [for cell in row : "\"${replace(cell, "\"", "\"\"")}\""])}\r\n"])
}
