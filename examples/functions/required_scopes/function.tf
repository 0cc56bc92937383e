# ZohoCRM.modules.deals.READ,ZohoCRM.modules.attachments.READ: as Zoho's API console takes them for a self client's code.
output "scopes" {
  value = join(",", provider::zohocrm::required_scopes("Deals"))
}
