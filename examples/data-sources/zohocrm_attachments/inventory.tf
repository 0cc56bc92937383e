data "zohocrm_attachments" "deals" {
  module     = "Deals"
  record_ids = ["4876876000000376008", "4876876000000376009"]
  fields     = ["id", "File_Name", "Size", "Created_Time"]
}

output "files" {
  # A map, not a list: Terraform compares lists with those of the last run in quadratic time.
  value = merge([
    for id, deal in data.zohocrm_attachments.deals.records : {
      for a in coalesce(deal.attachments, []) : "${id}/${a.id}" => {
        record_id = id
        name      = a.file_name
        size      = a.size
        created   = a.created_time
      }
    }
  ]...)
}
