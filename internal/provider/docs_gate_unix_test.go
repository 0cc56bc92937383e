//go:build unix

package provider_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// TestAccDocsGateScript runs the script of the recipes where the plan of an earlier run, which passed, is still there: it ends
// with the plan's status, and shows the plan of this run or none.
func TestAccDocsGateScript(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.CheckBlocks)
	_, section, _ := strings.Cut(pageNamed(t, "docs/guides/recipes.md").source, "\n## Gate a pipeline\n")
	script := readPage("the section", section).code[0].text
	const id = `"4876876000000376009"`
	const variable = "variable \"since\" {\n  default = 1\n  validation {\n    condition     = var.since > 0\n" +
		"    error_message = \"No.\"\n  }\n}\n"
	for name, test := range map[string]struct {
		old, with string // in the configuration
		file      string // one more
		errored   bool
		kinds     []string // of what is checked; nil where no plan is shown
		status    int
	}{
		"all is well":            {"", "", "", false, []string{"resource"}, 0},
		"a finding":              {"-signed.pdf", "-countersigned.pdf", "", true, []string{"resource"}, 1},
		"a validation":           {"", "", variable, false, []string{"resource", "var"}, 0},
		"a wrong literal":        {id, `"acme"`, "", false, nil, 1},
		"a wrong provider block": {"", "", "provider \"zohocrm\" {\n  api_domain = \"https://crm.zoho.eu\"\n}\n", false, nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := exampleNamed(t, "data-sources/zohocrm_attachments/postcondition.tf")
			c := e.prepare(t, zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(exampleRecords()["files"])))
			c.MustRun("plan", "-out=audit.tfplan")
			c.Write("main.tf", strings.ReplaceAll(e.config(t), test.old, test.with))
			c.Write("more.tf", test.file)
			out, status := c.runScript(script)
			if status != test.status {
				t.Errorf("exit status %d, want %d:\n%s", status, test.status, out)
			}
			var plan struct {
				Errored bool
				Checks  []struct{ Address struct{ Kind string } }
			}
			_, shown, found := strings.Cut(out, "\n{")
			if found != (test.kinds != nil) || found && json.Unmarshal([]byte("{"+shown), &plan) != nil {
				t.Fatalf("a plan is shown: %t\n%s", found, out)
			}
			var kinds []string
			for _, check := range plan.Checks {
				kinds = append(kinds, check.Address.Kind)
			}
			slices.Sort(kinds)
			if plan.Errored != test.errored || !slices.Equal(kinds, test.kinds) {
				t.Errorf("errored %t, %q:\n%s", plan.Errored, kinds, out)
			}
		})
	}
}

// runScript runs a shell script that calls terraform, and jq, which shows all that it reads.
func (c *cli) runScript(script string) (out string, status int) {
	c.tb.Helper()
	bin := c.tb.TempDir()
	if err := os.Symlink(c.Path, filepath.Join(bin, "terraform")); err != nil {
		c.tb.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bin, "jq"), []byte("#!/bin/sh\necho\ncat\n"), 0o700); err != nil {
		c.tb.Fatal(err)
	}
	shell := *c.CLI
	shell.Path = "/bin/sh"
	shell.Env = append(slices.Clone(c.Env), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return shell.Run("-e", "-c", script)
}
