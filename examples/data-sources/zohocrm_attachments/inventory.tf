data "zohocrm_attachments" "deals" {
  module     = "Deals"
  record_ids = ["4876876000000376008", "4876876000000376009"]
  fields     = ["id", "File_Name", "Size", "Created_Time"]
}

output "files" {
  # One list of all files, each with the record that it is attached to.
  value = flatten([
    for id, deal in data.zohocrm_attachments.deals.records : [
      for a in deal.attachments : {
        record_id = id
        id        = a.id
        name      = a.file_name
        size      = a.size
        created   = a.created_time
      }
    ]
  ])
}
