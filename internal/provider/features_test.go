package provider_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// feature is what Terraform and OpenTofu have from some minor version 1.x on.
type feature struct {
	name                string
	terraform, openTofu int
}

var (
	ephemeralResources = feature{"ephemeral resources", 10, 11}
	providerFunctions  = feature{"functions of providers", 8, 7}
)

// theCLI is the one that the acceptance tests run.
var theCLI = sync.OnceValues(func() (terraformcli.CLI, error) {
	name := os.Getenv("TF_ACC_TERRAFORM_PATH")
	if name == "" {
		name = terraformcli.Terraform.Executable()
	}
	return terraformcli.Finder{Name: name}.Find(context.Background())
})

// needs is for acceptance tests of a feature: it skips them on a CLI that is too old to have it. It returns the CLI.
func needs(tb testing.TB, f feature) terraformcli.CLI {
	tb.Helper()
	if os.Getenv("TF_ACC") == "" {
		tb.Skip("acceptance tests run with TF_ACC=1 set, as make test does")
	}
	tool, err := theCLI()
	if err != nil {
		tb.Fatal(err)
	}
	var major, minor int
	if _, err := fmt.Sscanf(tool.Version, "%d.%d", &major, &minor); err != nil {
		tb.Fatalf("the version of %s: %v", tool, err)
	}
	since := f.terraform
	if tool.Product == terraformcli.OpenTofu {
		since = f.openTofu
	}
	if major == 1 && minor < since {
		tb.Skipf("%s has no %s: those came with 1.%d", tool, f.name, since)
	}
	return tool
}
