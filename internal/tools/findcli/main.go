// Command findcli finds the CLI to run the acceptance tests and the documentation generator with, fetching Terraform
// where there is none, and prints what it found as assignments for a POSIX shell:
//
//	CLI_PATH=/usr/local/bin/tofu CLI_NAME='OpenTofu 1.12.6' CLI_REGISTRY=registry.opentofu.org
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/shell"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

func main() {
	finder := terraformcli.Finder{Fetch: terraformcli.FetchTerraform(os.Stderr)}
	flag.StringVar(&finder.Name, "cli", "", "`name` or path of the CLI; empty for terraform or tofu on the PATH, else a fetched Terraform")
	flag.StringVar(&finder.InstallDir, "install-dir", ".build/terraform", "`folder` for a fetched Terraform")
	only := flag.String("only", "", "the one `product` that will do, Terraform or OpenTofu; empty for either")
	flag.Parse()
	if *only != "" {
		finder.Products = []terraformcli.Product{terraformcli.Product(*only)}
	}
	if err := run(finder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(finder terraformcli.Finder) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	cli, err := finder.Find(ctx)
	if err != nil {
		return err
	}
	fmt.Println(assignments(cli))
	return nil
}

// assignments are the shell's words for what was found.
func assignments(cli terraformcli.CLI) string {
	return fmt.Sprintf("CLI_PATH=%s CLI_NAME=%s CLI_REGISTRY=%s",
		shell.Word(cli.Path), shell.Word(cli.String()), shell.Word(cli.Product.RegistryHost()))
}
