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
  type = string
}

# Ephemeral: neither the state nor a saved plan contains them.
variable "client_secret" {
  type      = string
  sensitive = true
  ephemeral = true
}

variable "refresh_token" {
  type      = string
  sensitive = true
  ephemeral = true
}

provider "zohocrm" {
  api_domain    = "https://www.zohoapis.eu"
  client_id     = var.client_id
  client_secret = var.client_secret
  refresh_token = var.refresh_token
}
