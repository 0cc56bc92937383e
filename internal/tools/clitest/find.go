// Package clitest runs the real CLI, Terraform or OpenTofu, in acceptance tests: the one that TF_ACC_TERRAFORM_PATH
// names, else the one on the PATH.
package clitest

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// Acceptance skips a test where no acceptance tests are asked for.
func Acceptance(tb testing.TB) {
	tb.Helper()
	if os.Getenv("TF_ACC") == "" {
		tb.Skip("acceptance tests run where TF_ACC is set, as make test does")
	}
}

// found is the CLI that all tests of the binary run.
var found = sync.OnceValues(func() (terraformcli.CLI, error) {
	return terraformcli.Finder{
		Name:  os.Getenv("TF_ACC_TERRAFORM_PATH"),
		Fetch: func(context.Context, string) (string, error) { return "", errors.New("a test fetches nothing") },
	}.Find(context.Background())
})

// Find returns the CLI that acceptance tests run, and skips any other test run.
func Find(tb testing.TB) terraformcli.CLI {
	tb.Helper()
	Acceptance(tb)
	cli, err := found()
	if err != nil {
		tb.Fatal(err)
	}
	return cli
}

// Needs returns the CLI that acceptance tests run, and skips a test on one that lacks a feature, in the words that the
// gate of `make test` takes for an excuse.
func Needs(tb testing.TB, feature terraformcli.Feature) terraformcli.CLI {
	tb.Helper()
	cli := Find(tb)
	if reason := cli.Lacks(feature); reason != "" {
		tb.Skip(reason)
	}
	return cli
}
