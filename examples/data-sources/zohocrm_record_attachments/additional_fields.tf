data "zohocrm_record_attachments" "deal" {
  module    = "Deals"
  record_id = "4876876000000376008"
  fields    = ["id", "Attachment_Source__s"]
}

output "sources" {
  # The values are JSON. A key whose value is null is omitted.
  value = {
    for a in data.zohocrm_record_attachments.deal.attachments :
    a.id => try(jsondecode(a.additional_fields["Attachment_Source__s"]), null)
  }
}
