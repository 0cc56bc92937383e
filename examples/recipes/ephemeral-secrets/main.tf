terraform {
  required_version = ">= 1.10" # ephemeral variables; OpenTofu has them from 1.11 on

  required_providers {
    zohocrm = {
      source  = "terraform-zohocrm/zohocrm"
      version = "~> 0.1"
    }
  }
}

variable "client_id" {
  description = "Id of the self client."
  type        = string
}

# Ephemeral: neither the state nor a saved plan contains them.
variable "client_secret" {
  description = "Secret of the self client."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "refresh_token" {
  description = "Refresh token of the self client."
  type        = string
  sensitive   = true
  ephemeral   = true
}

provider "zohocrm" {
  api_domain    = "https://www.zohoapis.eu"
  client_id     = var.client_id
  client_secret = var.client_secret
  refresh_token = var.refresh_token
}

data "zohocrm_record_attachments" "deal" {
  module    = "Deals"
  record_id = "4876876000000376008"
  fields    = ["id", "File_Name"]
}

output "file_names" {
  value = data.zohocrm_record_attachments.deal.attachments[*].file_name
}
