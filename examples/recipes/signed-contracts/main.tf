terraform {
  required_version = ">= 1.5" # check blocks

  required_providers {
    zohocrm = {
      source  = "terraform-zohocrm/zohocrm"
      version = "~> 0.1"
    }
  }
}

variable "deal_ids" {
  description = "Ids of closed deals."
  type        = set(string)
}

module "signed_contract" {
  source   = "../signed-contract"
  for_each = var.deal_ids

  deal_id = each.value
}
