module github.com/terraform-zohocrm/terraform-provider-zohocrm

go 1.26.0
