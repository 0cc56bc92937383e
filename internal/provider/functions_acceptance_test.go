package provider_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestAccParseRecordURL runs the registry's example: from an address to the attachments.
func TestAccParseRecordURL(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.ProviderFunctions)
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	c := newCLI(t, mock)
	c.writeExample("functions/parse_record_url/function.tf")
	c.MustRun("apply", "-auto-approve", "-no-color")
	want := `{"api_domain":"https://www.zohoapis.eu","module":"Deals","record_id":"4876876000000376008"}`
	if got := strings.TrimSpace(c.MustRun("output", "-json", "deal")); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	uris := mock.URIs()
	if len(uris) != 1 || !strings.HasPrefix(uris[0], "/crm/v8/Deals/4876876000000376008/Attachments?") {
		t.Errorf("asked %v", uris)
	}
}

// TestAccParseRecordURLKnownAfterApply has an address that is known only after apply; and one that says, on Terraform,
// which API domain the provider asks. OpenTofu takes the latter for a self-reference.
func TestAccParseRecordURLKnownAfterApply(t *testing.T) {
	t.Parallel()
	tool := clitest.Needs(t, terraformcli.ProviderFunctions)
	c := newCLI(t, zohocrmtest.StartMock(t)).withoutCredentials()
	c.Write("main.tf", `
		resource "terraform_data" "url" {
		  input = "https://crm.zoho.in/crm/org20061/tab/PriceBooks/1"
		}

		output "module" {
		  value = provider::zohocrm::parse_record_url(terraform_data.url.output).module
		}`)
	if tool.Product == terraformcli.Terraform {
		c.Write("provider.tf", `
			provider "zohocrm" {
			  api_domain = provider::zohocrm::parse_record_url("https://crmsandbox.zohocloud.ca/crm/acme/tab/SalesOrders/1").api_domain
			}`)
	}
	if out := c.MustRun("plan", "-no-color"); !strings.Contains(out, "module = (known after apply)") {
		t.Errorf("the plan knows the module:\n%s", out)
	}
	c.MustRun("apply", "-auto-approve", "-no-color")
	if got := c.MustRun("output", "-raw", "module"); got != "Price_Books" {
		t.Errorf("the module is %q", got)
	}
}

// TestAccFunctionsRefuse holds how Terraform prints what a function refuses, at its argument.
func TestAccFunctionsRefuse(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.ProviderFunctions)
	const form = "Open the record in the browser and copy its address, which looks like " +
		"https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008."
	tests := map[string]struct{ call, want string }{
		"list view": {
			`parse_record_url("https://crm.zoho.eu/crm/org20061/tab/Deals/custom-view/1/list")`,
			`Invalid value for "url" parameter: the address has "custom-view" where the record id should be, which is 1 to 20 digits. ` + form,
		},
		"look-alike": {
			`parse_record_url("https://crm.zoho.eu.evil.example/crm/tab/Deals/1")`,
			`Invalid value for "url" parameter: "crm.zoho.eu.evil.example" is not a host of the Zoho CRM web app`,
		},
		"null": {`parse_record_url(null)`, `Invalid value for "url" parameter: argument must not be null.`},
		"display name": {
			`required_scopes("Price Books")`,
			`Invalid value for "module" parameter: "Price Books" is not an API name of a module: these consist of letters, digits and ` +
				`underscores, and do not begin with a digit. This looks like the name that the web app shows. Use "Price_Books".`,
		},
		"null module": {`required_scopes(null)`, `Invalid value for "module" parameter: argument must not be null.`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCLI(t, zohocrmtest.StartMock(t)).withoutCredentials()
			c.Write("main.tf", "output \"x\" {\n  value = provider::zohocrm::"+test.call+"\n}\n")
			if out, status := c.Run("plan", "-no-color"); status != 1 || !strings.Contains(unwrapped(out), test.want) {
				t.Errorf("exit status %d, want 1 and\n%s\n%s", status, test.want, out)
			}
		})
	}
}

// TestAccRequiredScopes runs the registry's example, and asks the console, before there are any credentials.
func TestAccRequiredScopes(t *testing.T) {
	t.Parallel()
	tool := clitest.Needs(t, terraformcli.ProviderFunctions)
	c := newCLI(t, zohocrmtest.StartMock(t)).withoutCredentials()
	c.writeExample("functions/required_scopes/function.tf")
	c.MustRun("apply", "-auto-approve", "-no-color")
	const scopes = "ZohoCRM.modules.deals.READ,ZohoCRM.coql.READ,ZohoCRM.modules.attachments.READ"
	if got := c.MustRun("output", "-raw", "scopes"); got != scopes {
		t.Errorf("the scopes are %s, want %s", got, scopes)
	}
	if tool.Product == terraformcli.OpenTofu {
		return // its console has no functions of providers
	}
	command := c.Command("console")
	command.Stdin = strings.NewReader(`join(" ", provider::zohocrm::required_scopes("Vehicles"))`)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	got, want := strings.TrimSpace(string(out)), `"ZohoCRM.modules.custom.READ ZohoCRM.modules.attachments.READ"`
	if err != nil || !strings.HasSuffix(got, want) {
		t.Errorf("the console printed %s, want %s: %v\n%s", got, want, err, stderr.String())
	}
}
