package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestAccEphemeralEchoed has the test framework's echo provider keep what Terraform does not: the data source of the same
// configuration reads the same.
func TestAccEphemeralEchoed(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.EphemeralResources)
	replay := zohocrmtest.StartReplay(t)
	full := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Verbatim(fullRow, `{"id":"1"}`)))
	none := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(0)))
	tests := map[string]struct {
		server interface{ URL() string }
		fields string
		count  int
	}{
		"documented sample": {replay, `["id", "Owner", "File_Name", "Created_Time", "Parent_Id"]`, 2},
		"every key":         {full, "null", 2},
		"no attachments":    {none, "null", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			providers := factories(environmentFor(test.server))
			providers["echo"] = echoprovider.NewProviderServer()
			inputs := `{
				module    = "Leads"
				record_id = "4876876000000376008"
				fields    = ` + test.fields + `
				timeouts  = { read = "1m" }
			}`
			echoed, read := tfjsonpath.New("data"), "data.zohocrm_record_attachments.lead"
			same := []statecheck.StateCheck{
				statecheck.ExpectKnownValue("echo.test", echoed.AtMapKey("attachments"), knownvalue.ListSizeExact(test.count)),
			}
			for _, attribute := range []string{"module", "record_id", "fields", "timeouts", "attachments"} {
				same = append(same, statecheck.CompareValuePairs("echo.test", echoed.AtMapKey(attribute), read, tfjsonpath.New(attribute), compare.ValuesSame()))
			}
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: providers,
				Steps: []resource.TestStep{{
					Config: `
						ephemeral "zohocrm_record_attachments" "lead" ` + inputs + `

						data "zohocrm_record_attachments" "lead" ` + inputs + `

						provider "echo" {
						  data = ephemeral.zohocrm_record_attachments.lead
						}

						resource "echo" "test" {}`,
					ConfigStateChecks: same,
				}},
			})
		})
	}
}

const (
	ephemeralDeal = `
		ephemeral "zohocrm_record_attachments" "deal" {
		  module    = "Deals"
		  record_id = "4876876000000376008"
		}`
	ephemeralDealCheck = `
		check "deal" {
		  assert {
		    condition     = length(ephemeral.zohocrm_record_attachments.deal.attachments) == 3
		    error_message = "Not three."
		  }
		}`
)

// TestAccEphemeralReads holds when an ephemeral resource asks Zoho: once for a plan, and once for an apply.
func TestAccEphemeralReads(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.EphemeralResources)
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
	c := newCLI(t, mock)
	c.Write("main.tf", ephemeralDeal+ephemeralDealCheck)
	steps := []struct {
		args  []string
		reads int
	}{
		{[]string{"validate"}, 0},
		{[]string{"apply", "-auto-approve"}, 2},
		{[]string{"plan", "-detailed-exitcode", "-out=saved.tfplan"}, 1},
		{[]string{"apply", "saved.tfplan"}, 1},
		{[]string{"plan", "-refresh=false"}, 1},
		{[]string{"plan", "-destroy"}, 0},
	}
	for _, step := range steps {
		before := len(mock.Requests())
		if out := c.MustRun(append(step.args, "-no-color")...); strings.Contains(out, "Not three.") {
			t.Errorf("%v: the check failed:\n%s", step.args, out)
		}
		if reads := len(mock.Requests()) - before; reads != step.reads {
			t.Errorf("%v: %d reads, want %d", step.args, reads, step.reads)
		}
	}
}

// TestAccEphemeralKnownAfterApply reads a record whose id is known only after apply: the plan reads nothing.
func TestAccEphemeralKnownAfterApply(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.EphemeralResources)
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(2)))
	c := newCLI(t, mock)
	c.Write("main.tf", `
		resource "terraform_data" "deal" {
		  input = "4876876000000376008"
		}`+strings.Replace(ephemeralDeal, `"4876876000000376008"`, "terraform_data.deal.output", 1)+ephemeralDealCheck)
	c.MustRun("plan", "-out=saved.tfplan")
	if n := len(mock.Requests()); n > 0 {
		t.Errorf("the plan made %d requests", n)
	}
	if out := c.MustRun("apply", "-no-color", "saved.tfplan"); !strings.Contains(out, "Not three.") {
		t.Errorf("the check did not see two attachments:\n%s", out)
	}
}

// TestAccEphemeralFailingRead holds that a failing read is an error, since an ephemeral block is no part of a check.
func TestAccEphemeralFailingRead(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.EphemeralResources)
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.NoPermission()}))
	c := newCLI(t, mock)
	c.Write("main.tf", ephemeralDeal+ephemeralDealCheck)
	if out, status := c.Run("plan", "-no-color"); status != 1 || !strings.Contains(out, "Error: Missing Permission in Zoho CRM") {
		t.Errorf("exit status %d, want 1 and an error:\n%s", status, out)
	}
}

// TestAccEphemeralLimits holds what Terraform refuses of ephemeral values, which the documentation tells.
func TestAccEphemeralLimits(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.EphemeralResources)
	const files = "ephemeral.zohocrm_record_attachments.deal.attachments[*].file_name"
	tests := map[string]struct {
		config string
		status int
		says   string
	}{
		"root output":               {ephemeralDeal + "\noutput \"x\" {\n  value = " + files + "\n}", 1, "output"},
		"ephemeral root output":     {ephemeralDeal + "\noutput \"x\" {\n  value = " + files + "\n  ephemeral = true\n}", 1, "output"},
		"for_each":                  {ephemeralDeal + "\nresource \"terraform_data\" \"x\" {\n  for_each = toset(" + files + ")\n}", 1, "Invalid for_each argument"},
		"argument of a resource":    {ephemeralDeal + "\nresource \"terraform_data\" \"x\" {\n  input = " + files + "\n}", 1, "ephemeral value"},
		"inside a check":            {"check \"deal\" {" + ephemeralDeal + strings.TrimPrefix(strings.TrimSpace(ephemeralDealCheck), `check "deal" {`), 1, `Blocks of type "ephemeral" are not expected here`},
		"an assertion's message":    {ephemeralDeal + strings.NewReplacer("== 3", "== 4", "Not three.", "Not four: ${join(\" \", "+files+")}.").Replace(ephemeralDealCheck), 0, "Error message refers to ephemeral values"},
		"a postcondition, allowed":  {strings.TrimSuffix(ephemeralDeal, "}") + "lifecycle {\n postcondition {\n condition = length(self.attachments) == 4\n error_message = \"Not four.\"\n}\n}\n}", 1, "Not four."},
		"a precondition, allowed":   {ephemeralDeal + "\nresource \"terraform_data\" \"x\" {\nlifecycle {\n precondition {\n condition = length(" + files + ") == 4\n error_message = \"Not four.\"\n}\n}\n}", 1, "Not four."},
		"for_each of its own, fine": {strings.Replace(ephemeralDeal, `record_id = "4876876000000376008"`, "record_id = each.key\n for_each = toset([\"1\", \"2\"])", 1), 0, `ephemeral.zohocrm_record_attachments.deal["2"]`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
			c := newCLI(t, mock)
			c.Write("main.tf", test.config)
			out, status := c.Run("apply", "-auto-approve", "-no-color")
			if status != test.status || !strings.Contains(out, test.says) {
				t.Errorf("exit status %d, want %d and %q:\n%s", status, test.status, test.says, out)
			}
			for _, name := range []string{"Quote", "Plan <draft>"} {
				if strings.Contains(out, name) {
					t.Errorf("a file is named:\n%s", out)
				}
			}
		})
	}
}

// TestAccEphemeralExample runs the registry's example over the recorded data: both assertions hold.
func TestAccEphemeralExample(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.EphemeralResources)
	replay := zohocrmtest.StartReplay(t)
	c := newCLI(t, replay)
	c.writeExample("ephemeral-resources/zohocrm_record_attachments/ephemeral-resource.tf")
	if out := c.MustRun("apply", "-auto-approve", "-no-color"); strings.Contains(out, "failed") {
		t.Errorf("an assertion failed:\n%s", out)
	}
	if n := strings.Count(c.Read("terraform.tfstate"), `"status": "pass"`); n != 2 { // the check and its only object
		t.Errorf("%d passes in the state, want 2:\n%s", n, c.Read("terraform.tfstate"))
	}
}
