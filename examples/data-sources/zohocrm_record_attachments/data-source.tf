data "zohocrm_record_attachments" "lead" {
  module    = "Leads"
  record_id = "4876876000000376008"
  fields    = ["id", "Owner", "File_Name", "Created_Time", "Parent_Id"]
}

output "file_names" {
  value = data.zohocrm_record_attachments.lead.attachments[*].file_name
}
