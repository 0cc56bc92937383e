// Command terraform-provider-zohocrm serves the Terraform provider for Zoho CRM.
package main

import (
	"context"
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
)

// version is the provider's version; a release sets it at link time.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "serve for a debugger such as delve, and print what to set TF_REATTACH_PROVIDERS to")
	flag.Parse()

	err := providerserver.Serve(context.Background(), provider.New(version), providerserver.ServeOpts{
		Address:         provider.Address,
		Debug:           *debug,
		ProtocolVersion: 6,
	})
	if err != nil {
		log.Fatal(err)
	}
}
