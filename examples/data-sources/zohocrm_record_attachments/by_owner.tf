data "zohocrm_record_attachments" "deal" {
  module    = "Deals"
  record_id = "4876876000000376008"
  fields    = ["id", "File_Name", "Owner"]
}

output "files_by_owner" {
  # coalesce() takes the first that is neither null nor empty; where there is no owner at all, try() has the last word.
  value = {
    for a in data.zohocrm_record_attachments.deal.attachments :
    try(coalesce(a.owner.email, a.owner.name, a.owner.id), "nobody") => a.file_name...
  }
}
