locals {
  owners = ["4876876000000327001", "4876876000000327002"]
  since  = formatdate("YYYY-MM-DD'T'hh:mm:ss'+00:00'", timeadd(plantimestamp(), "-2160h")) # 90 days; COQL takes no Z
}

data "zohocrm_records" "stale" {
  module = "Deals"
  where  = <<-EOT
    (Stage not in ('Closed Won', 'Closed Lost') and Modified_Time < '${local.since}')
    and Owner in ${provider::zohocrm::coql_literal(local.owners)}
  EOT
  fields = ["Deal_Name", "Owner"]
}

output "stale" {
  value = { for id, deal in data.zohocrm_records.stale.records : id => deal["Deal_Name"] }
}
