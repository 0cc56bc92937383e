terraform {
  required_version = ">= 1.10" # ephemeral variables; OpenTofu has them from 1.11 on

  required_providers {
    zohocrm = {
      source  = "terraform-zohocrm/zohocrm"
      version = "~> 0.1"
    }
  }
}

# Ephemeral: neither the state nor a saved plan contains them.
variable "eu_oauth_token" {
  description = "Access token of the organisation in the European Union."
  type        = string
  sensitive   = true
  ephemeral   = true
}

variable "us_oauth_token" {
  description = "Access token of the organisation in the United States."
  type        = string
  sensitive   = true
  ephemeral   = true
}

provider "zohocrm" {
  alias       = "eu"
  api_domain  = "https://www.zohoapis.eu"
  oauth_token = var.eu_oauth_token
}

provider "zohocrm" {
  alias       = "us"
  api_domain  = "https://www.zohoapis.com"
  oauth_token = var.us_oauth_token
}

data "zohocrm_record_attachments" "eu" {
  provider = zohocrm.eu

  module    = "Accounts"
  record_id = "4876876000000376008"
  fields    = ["id", "File_Name"]
}

data "zohocrm_record_attachments" "us" {
  provider = zohocrm.us

  module    = "Accounts"
  record_id = "2876819000001234567"
  fields    = ["id", "File_Name"]
}

output "file_names" {
  value = {
    eu = data.zohocrm_record_attachments.eu.attachments[*].file_name
    us = data.zohocrm_record_attachments.us.attachments[*].file_name
  }
}
