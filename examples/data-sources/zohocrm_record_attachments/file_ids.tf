data "zohocrm_record_attachments" "deal" {
  module    = "Deals"
  record_id = "4876876000000376008"
  fields    = ["id", "File_Name", "$file_id"]
}

# Stands for any resource that uses a file id. A link has none.
resource "terraform_data" "file" {
  for_each = { for a in data.zohocrm_record_attachments.deal.attachments : a.id => a if a.file_id != null }

  input = each.value.file_id
}

output "file_ids" {
  value = { for id, file in terraform_data.file : id => file.output }
}
