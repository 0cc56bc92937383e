package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// moduleTest runs `terraform test` on the module of testdata, with one folder's tests.
func moduleTest(t *testing.T, m *mock, filter string) (output string, status int) {
	t.Helper()
	c := newCLI(t, m, accessToken)
	if err := os.CopyFS(c.Dir, os.DirFS("testdata/module")); err != nil {
		t.Fatal(err)
	}
	folder, _ := filepath.Split(filepath.FromSlash(filter))
	return c.Run("test", "-no-color", "-test-directory="+filepath.Clean(folder), "-filter="+filepath.FromSlash(filter))
}

// A module is tested against the mock, with attachments of the test's own.
func TestAccModuleAgainstTheMock(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.ModuleTests)
	m := start(t, false, "-record", "Deals/4876876000000376008=testdata/module/signed.json",
		"-record", "Deals/4876876000000376009=testdata/module/unsigned.json")
	output, status := moduleTest(t, m, "tests/signed.tftest.hcl")
	if status != 0 || !strings.Contains(output, "Success! 2 passed, 0 failed.") {
		t.Errorf("exit status %d\n%s", status, output)
	}
	if got := m.stop(); !strings.HasSuffix(got, "\n2 requests, 3 attachments, 0 faults\n") {
		t.Errorf("the mock's terminal:\n%s", got)
	}
}

// Terraform's own mock of a provider gives no attachments and cannot be given any (hashicorp/terraform#38369): where this
// fails because it can, the documentation on testing modules is out of date. OpenTofu's can be given whole ones.
func TestAccModuleAgainstMockProvider(t *testing.T) {
	t.Parallel()
	product := clitest.Needs(t, terraformcli.MockProviders).Product
	const (
		refused = "incompatible types; expected object type, found tuple"
		partly  = "Values provided for override / mock must match resource fields types"
		passed  = "Success! 1 passed, 0 failed."
	)
	for test, want := range map[string]map[terraformcli.Product]string{
		"nothing": {terraformcli.Terraform: passed, terraformcli.OpenTofu: passed},
		"some":    {terraformcli.Terraform: refused, terraformcli.OpenTofu: partly},
		"whole":   {terraformcli.Terraform: refused, terraformcli.OpenTofu: passed},
	} {
		t.Run(test, func(t *testing.T) {
			t.Parallel()
			m := start(t, false)
			output, status := moduleTest(t, m, "mocked/"+test+".tftest.hcl")
			output = regexp.MustCompile(`\s+`).ReplaceAllString(output, " ") // the CLI breaks lines
			if !strings.Contains(output, want[product]) || (status == 0) != (want[product] == passed) {
				t.Errorf("exit status %d\n%s\nwant %s", status, output, want[product])
			}
			if got := m.stop(); got != "\n0 requests, 0 attachments, 0 faults\n" {
				t.Errorf("the mock's terminal:\n%s", got)
			}
		})
	}
}
