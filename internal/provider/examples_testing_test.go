package provider_test

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// moduleTests are the files of `terraform test` among the examples.
func moduleTests(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(repository, "examples", "recipes", "*", "tests", "*.tftest.hcl"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("no module tests: %v", err)
	}
	return files
}

// TestAccExampleTestedModule runs the tests of a module against the recordings, where they pass, and against other
// attachments, where they fail: so they look at what was read.
func TestAccExampleTestedModule(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.ModuleTests)
	e := exampleNamed(t, "recipes/tested-module")
	for _, file := range moduleTests(t) {
		if filepath.Base(filepath.Dir(filepath.Dir(file))) != "tested-module" {
			t.Errorf("%s is not run", file)
		}
	}
	c := e.prepare(t, zohocrmtest.StartReplay(t))
	if out := c.MustRun("test", "-no-color"); !strings.Contains(out, "1 passed, 0 failed") {
		t.Errorf("got:\n%s", out)
	}
	c = e.prepare(t, zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(exampleRecords()["files"])))
	if out, status := c.Run("test", "-no-color"); status != 1 || !strings.Contains(out, "The files are Contract-2022-signed.pdf, ") {
		t.Errorf("exit status %d, got:\n%s", status, out)
	}
}

// TestAccDocsMockProvider holds why the documentation sends those who test modules to the mock: mock_provider leaves the
// list empty (hashicorp/terraform#38369), and takes no value for it.
func TestAccDocsMockProvider(t *testing.T) {
	t.Parallel()
	tool := clitest.Needs(t, terraformcli.MockProviders)
	refused := map[terraformcli.Product]string{
		terraformcli.Terraform: "expected object type, found tuple",
		terraformcli.OpenTofu:  "Invalid mock/override field `attachments`",
	}[tool.Product]
	const run = `
		variables {
		  module    = "Leads"
		  record_id = "4876876000000376008"
		}

		run "names" {
		  assert {
		    condition     = length(output.file_names) == 0
		    error_message = "There are files."
		  }
		}`
	const values = `attachments = [{ id = "1", file_name = "Image.jpg" }]`
	for name, test := range map[string]struct {
		mock   string
		status int
		says   string
	}{
		"left alone": {`mock_provider "zohocrm" {}`, 0, "1 passed, 0 failed"},
		"mock_data": {
			"mock_provider \"zohocrm\" {\n mock_data \"zohocrm_record_attachments\" {\n defaults = { " + values + " }\n }\n}", 1,
			refused,
		},
		"override_data": {
			"mock_provider \"zohocrm\" {}\noverride_data {\n target = data.zohocrm_record_attachments.record\n values = { " + values + " }\n}",
			1, refused,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t)
			c := exampleNamed(t, "recipes/tested-module").prepare(t, mock)
			c.Write(filepath.Join("tests", "documented_sample.tftest.hcl"), test.mock+run)
			out, status := c.Run("test", "-no-color")
			if status != test.status || !strings.Contains(unwrapped(out), test.says) {
				t.Errorf("exit status %d, want %d and %q:\n%s", status, test.status, test.says, out)
			}
			if asked := mock.URIs(); len(asked) > 0 {
				t.Errorf("asked %v", asked)
			}
		})
	}
}

// TestAccDocsMockProviderMany holds what mock_provider makes of many records, an empty map, of which any condition over all of
// its elements is true; and that it had no ephemeral resources when this was written (hashicorp/terraform#38608).
func TestAccDocsMockProviderMany(t *testing.T) {
	t.Parallel()
	tool := clitest.Needs(t, terraformcli.MockProviders)
	const run = "mock_provider \"zohocrm\" {}\n\nrun \"none\" {\n  assert {\n    condition     = output.records == 0 && output.all\n" +
		"    error_message = \"There are records.\"\n  }\n}\n"
	c := newCLI(t, zohocrmtest.StartMock(t))
	config := readText(t, repository+"/examples/data-sources/zohocrm_attachments/data-source.tf") +
		"\noutput \"records\" {\n  value = length(data.zohocrm_attachments.deals.records)\n}\n" +
		"\noutput \"all\" {\n  value = alltrue([for deal in data.zohocrm_attachments.deals.records : false])\n}\n"
	c.Write("main.tf", config)
	c.Write("none.tftest.hcl", run)
	if out := c.MustRun("test", "-no-color"); !strings.Contains(out, "1 passed, 0 failed") {
		t.Errorf("got:\n%s", out)
	}
	if tool.Product == terraformcli.Terraform {
		const provider, values = "mock_provider \"zohocrm\" {}\n", "{ records = { \"1\" = { attachments = [], error = null } } }\n"
		for _, value := range []string{
			"mock_provider \"zohocrm\" {\n  mock_data \"zohocrm_attachments\" {\n    defaults = " + values + "  }\n}\n",
			provider + "\noverride_data {\n  target = data.zohocrm_attachments.deals\n  values = " + values + "}\n",
		} {
			c.Write("none.tftest.hcl", strings.Replace(run, provider, value, 1))
			if out := c.MustRun("test", "-no-color"); !strings.Contains(out, "1 passed, 0 failed") || strings.Contains(out, "Warning") {
				t.Errorf("a value for the map is not ignored without a message:\n%s\n%s", value, out)
			}
		}
	}
	mocked := terraformcli.Feature{Name: "mocks of ephemeral resources", Terraform: 15}
	if tool.Product != terraformcli.Terraform || tool.Lacks(terraformcli.EphemeralResources) != "" || tool.Lacks(mocked) == "" {
		return // newer ones may have them
	}
	c.Write("ephemeral.tf", readText(t, repository+"/examples/ephemeral-resources/zohocrm_attachments/ephemeral-resource.tf"))
	if out, status := c.Run("test", "-no-color"); status != 1 || !strings.Contains(out, "No ephemeral resource types in mock providers") {
		t.Errorf("exit status %d:\n%s", status, out)
	}
}

// TestAccDocsMockProviderValues holds that the mocks of the documentation stand in for records, and for a child module that reads
// attachments.
func TestAccDocsMockProviderValues(t *testing.T) {
	t.Parallel()
	if tool := clitest.Needs(t, terraformcli.MockProviders); tool.Product != terraformcli.Terraform {
		return
	}
	docs := pageNamed(t, "docs/guides/testing.md")
	i := slices.IndexFunc(docs.code, func(b codeBlock) bool { return strings.HasPrefix(b.text, "mock_provider ") })
	if i < 0 {
		t.Fatalf("%s has no mock_provider", docs.name)
	}
	mock := zohocrmtest.StartMock(t)
	c := newCLI(t, mock)
	c.writeExample("data-sources/zohocrm_records/data-source.tf")
	c.Write("attachments.tf", `
		module "attachments" {
		  source = "./attachments"
		  ids    = data.zohocrm_records.won.ids
		}

		output "file_names" {
		  value = module.attachments.file_names
		}`)
	if err := os.CopyFS(filepath.Join(c.Dir, "attachments"), fstest.MapFS{"main.tf": &fstest.MapFile{Data: []byte(`
		terraform {
		  required_providers {
		    zohocrm = { source = "terraform-zohocrm/zohocrm" }
		  }
		}

		variable "ids" {
		  type = list(string)
		}

		data "zohocrm_attachments" "won" {
		  module     = "Deals"
		  record_ids = var.ids
		}

		output "file_names" {
		  value = { for id, deal in data.zohocrm_attachments.won.records : id => deal.attachments[*].file_name }
		}`)}}); err != nil {
		t.Fatal(err)
	}
	c.MustRun("get", "-no-color")
	c.Write("mocked.tftest.hcl", docs.code[i].text+`
		run "mocked" {
		  assert {
		    condition     = output.won == { "12" = "Fleet renewal" } && output.file_names["12"][0] == "Fleet-signed.pdf"
		    error_message = "Not what the mocks have."
		  }
		}`)
	if out := c.MustRun("test", "-no-color"); !strings.Contains(out, "1 passed, 0 failed") {
		t.Errorf("got:\n%s", out)
	}
	if asked := mock.URIs(); len(asked) > 0 {
		t.Errorf("asked %v", asked)
	}
}

// TestAccDocsMockCommands runs every `make mock` of the documentation: each serves, or prints what it is asked for.
func TestAccDocsMockCommands(t *testing.T) {
	t.Parallel()
	clitest.Acceptance(t)
	program := filepath.Join(t.TempDir(), "mock")
	if out, err := exec.Command("go", "build", "-o", program, repository+"/internal/mock").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	command := regexp.MustCompile(`make mock(?: ARGS="([^"]*)")?`)
	commands := make(map[string]bool)
	for _, p := range pages(t) {
		for _, match := range command.FindAllStringSubmatch(p.source, -1) {
			commands[match[1]] = true
		}
	}
	if len(commands) < 5 {
		t.Fatalf("the commands found are %v, too few to be all", commands)
	}
	for args := range commands {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			asked := strings.Fields(strings.NewReplacer(
				"folder", filepath.Join(repository, "internal", "zohocrm", "zohocrmtest", "cassettes", "recordings"),
				"deals.json", filepath.Join(repository, "internal", "mock", "testdata", "module", "deals.json"),
				"signed.json", filepath.Join(repository, "internal", "mock", "testdata", "module", "signed.json"),
			).Replace(args))
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			mock := exec.CommandContext(ctx, program, append(asked, "-address", "127.0.0.1:0")...)
			out, err := mock.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			var said strings.Builder
			mock.Stderr = &said
			if err := mock.Start(); err != nil {
				t.Fatal(err)
			}
			serves := false
			for lines := bufio.NewScanner(out); lines.Scan() && !serves; {
				said.WriteString(lines.Text() + "\n")
				serves = strings.HasPrefix(lines.Text(), "Requests, as they arrive")
			}
			if serves {
				cancel()
			}
			if err := mock.Wait(); !serves && err != nil || said.Len() == 0 {
				t.Errorf("%v:\n%s", err, said.String())
			}
			if tells := strings.Contains(args, "-list") || strings.Contains(args, "-help"); tells == serves {
				t.Errorf("serves: %v", serves)
			}
		})
	}
}
