data "zohocrm_record_attachments" "deal" {
  module    = "Deals"
  record_id = "4876876000000376008"
  fields    = ["id", "Size"]
}

output "total_bytes" {
  # A size may be null, and sum() rejects an empty list.
  value = sum(concat([0], [for a in data.zohocrm_record_attachments.deal.attachments : a.size if a.size != null]))
}
