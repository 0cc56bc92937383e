// Command terraform-provider-zohocrm serves the Terraform provider for Zoho CRM.
package main

import (
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
)

// version is the provider's version; a release sets it at link time.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "serve for a debugger such as delve, and print what to set TF_REATTACH_PROVIDERS to")
	flag.Parse()

	var options []tf6server.ServeOpt
	if *debug {
		options = append(options, tf6server.WithManagedDebug())
	}
	if err := tf6server.Serve(provider.Address, provider.NewServer(provider.New(version)), options...); err != nil {
		log.Fatal(err)
	}
}
