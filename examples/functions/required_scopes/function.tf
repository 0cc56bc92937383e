# ZohoCRM.modules.deals.READ,ZohoCRM.coql.READ,ZohoCRM.modules.attachments.READ: as Zoho's API console takes them.
output "scopes" {
  value = join(",", provider::zohocrm::required_scopes("Deals", "zohocrm_records", "zohocrm_attachments"))
}
