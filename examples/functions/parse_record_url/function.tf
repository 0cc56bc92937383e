locals {
  # The URL that the browser shows while the deal is open.
  deal = provider::zohocrm::parse_record_url("https://crm.zoho.eu/crm/org20061/tab/Potentials/4876876000000376008")
}

data "zohocrm_record_attachments" "deal" {
  module    = local.deal.module
  record_id = local.deal.record_id
}

# { api_domain = "https://www.zohoapis.eu", module = "Deals", record_id = "4876876000000376008" }
output "deal" {
  value = local.deal
}
