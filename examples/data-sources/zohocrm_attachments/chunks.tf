variable "deal_ids" {
  type    = list(string)
  default = ["4876876000000376008", "4876876000000376009", "4876876000000376010"]
}

data "zohocrm_attachments" "deals" {
  for_each = { for i, ids in chunklist(var.deal_ids, 10000) : i => ids }

  module     = "Deals"
  record_ids = each.value
  fields     = ["id", "File_Name"]

  # The blocks share the concurrent requests, so each takes as long as all.
  timeouts = { read = "30m" }
}

locals {
  deals = merge([for block in data.zohocrm_attachments.deals : block.records]...)
}

output "file_names" {
  value = { for id, deal in local.deals : id => coalesce(deal.attachments, [])[*].file_name }
}
