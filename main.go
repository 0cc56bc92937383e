// Command terraform-provider-zohocrm serves the Terraform provider for Zoho CRM.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
)

// version is the provider's version; a release sets it at link time.
var version = "dev"

func main() {
	// What net/http says goes through the standard logger into Terraform's log, where nothing masks it: bytes that a server sends
	// after a response, which may be what it was sent, and with GODEBUG=http2debug every header. The provider's own log does not go
	// through it.
	log.SetOutput(io.Discard)

	debug := flag.Bool("debug", false, "serve for a debugger such as delve, and print what to set TF_REATTACH_PROVIDERS to")
	flag.Parse()

	var options []tf6server.ServeOpt
	if *debug {
		options = append(options, tf6server.WithManagedDebug())
	}
	if err := tf6server.Serve(provider.Address, provider.NewServer(provider.New(version)), options...); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
