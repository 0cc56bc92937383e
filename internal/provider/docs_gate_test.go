package provider_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// planJSON is what `terraform show -json` tells of a plan's conditions.
type planJSON struct {
	Errored bool
	Checks  []struct {
		Status    string
		Instances []struct{ Problems []struct{ Message string } }
	}
}

// findings plans into a file, and reads the conditions of the plan by `terraform show -json`.
func (c *cli) findings(wantStatus int) (errored bool, states, messages []string) {
	c.tb.Helper()
	if out, status := c.Run("plan", "-no-color", "-out=audit.tfplan"); status != wantStatus {
		c.tb.Fatalf("exit status %d, want %d:\n%s", status, wantStatus, out)
	}
	var plan planJSON
	if out := c.MustRun("show", "-json", "audit.tfplan"); json.Unmarshal([]byte(out), &plan) != nil {
		c.tb.Fatalf("not JSON:\n%s", out)
	}
	for _, check := range plan.Checks {
		states = append(states, check.Status)
		for _, instance := range check.Instances {
			for _, p := range instance.Problems {
				messages = append(messages, p.Message)
			}
		}
	}
	slices.Sort(messages)
	return plan.Errored, states, messages
}

// TestAccDocsGate holds what the recipes say of a pipeline that a postcondition gates: a finding fails the plan and the
// apply, outputs stay those of the last run that passed, and the plan tells a finding from a read that failed.
func TestAccDocsGate(t *testing.T) {
	t.Parallel()
	const first, second = "4876876000000376008", "4876876000000376009"
	signed := exampleRecords()["files"]
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", first, signed), zohocrmtest.WithRecord("Deals", second, signed))
	c := exampleNamed(t, "data-sources/zohocrm_attachments/postcondition.tf").prepare(t, mock)
	c.Write("outputs.tf", "output \"read\" {\n  value = [for deal in data.zohocrm_attachments.deals.records : length(deal.attachments)]\n}\n")
	c.MustRun("apply", "-auto-approve")
	before := c.MustRun("output", "-json")
	if errored, states, messages := c.findings(0); errored || !slices.Equal(states, []string{"pass"}) || messages != nil {
		t.Errorf("all signed: errored %t, %v, %q", errored, states, messages)
	}

	mock.SetRecord("Deals", second, rows.Attachments(1))
	unsigned := []string{"Deals without a signed contract: " + second + "."}
	if errored, states, messages := c.findings(1); !errored || !slices.Equal(states, []string{"fail"}) || !slices.Equal(messages, unsigned) {
		t.Errorf("one unsigned: errored %t, %v, %q", errored, states, messages)
	}
	if out, status := c.Run("apply", "-auto-approve"); status != 1 {
		t.Errorf("exit status %d:\n%s", status, out)
	}
	if after := c.MustRun("output", "-json"); after != before {
		t.Errorf("the outputs are %s, want those of the last run that passed, %s", after, before)
	}

	c.Env = append(c.Env, "ZOHOCRM_OAUTH_TOKEN=")
	if errored, states, messages := c.findings(1); !errored || slices.Contains(states, "fail") || messages != nil {
		t.Errorf("a read that failed: errored %t, %v, %q", errored, states, messages)
	}
}

// TestAccDocsChecks holds the same of a check, where nothing fails the plan: a failed read inside it is a problem that
// begins with the summary of the error.
func TestAccDocsChecks(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.CheckBlocks)
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	c := exampleNamed(t, "data-sources/zohocrm_record_attachments/check.tf").prepare(t, mock)
	const unsigned = "Deal 4876876000000376008 has no signed contract."
	if errored, states, messages := c.findings(0); errored || !slices.Equal(states, []string{"fail"}) ||
		!slices.Equal(messages, []string{unsigned}) {
		t.Errorf("unsigned: errored %t, %v, %q", errored, states, messages)
	}
	c.Env = append(c.Env, "ZOHOCRM_OAUTH_TOKEN=")
	if errored, _, messages := c.findings(0); errored || len(messages) != 1 ||
		!strings.HasPrefix(messages[0], "Missing Zoho CRM Credentials: ") {
		t.Errorf("a read that failed: errored %t, %q", errored, messages)
	}
}

// TestAccDocsShowEphemeral holds what the documentation says of `terraform show -json` with an ephemeral block: its checks
// are told as others are, but with a postcondition in the block Terraform before 1.15 crashes (hashicorp/terraform#37834).
func TestAccDocsShowEphemeral(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.EphemeralResources)
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	e := exampleNamed(t, "ephemeral-resources/zohocrm_record_attachments/ephemeral-resource.tf")
	c := e.prepare(t, mock)
	if _, states, messages := c.findings(0); !slices.Equal(states, []string{"fail"}) || len(messages) != 2 {
		t.Errorf("got %v, %q", states, messages)
	}
	if c.Product != terraformcli.Terraform {
		return
	}
	fixed := terraformcli.Feature{Name: "conditions of ephemeral resources in JSON", Terraform: 15, OpenTofu: 1}
	const fields = "  fields    = [\"id\", \"File_Name\", \"Size\", \"Owner\", \"Created_Time\"]\n"
	const condition = "  lifecycle {\n    postcondition {\n      condition     = length(self.attachments) > 0\n" +
		"      error_message = \"No file.\"\n    }\n  }\n"
	c.Write("main.tf", strings.Replace(e.config(t), fields, fields+condition, 1))
	c.MustRun("plan", "-out=audit.tfplan")
	out, status := c.Run("show", "-json", "audit.tfplan")
	if crashes := strings.Contains(out, "unsupported resource mode"); crashes != (c.Lacks(fixed) != "") || crashes == (status == 0) {
		t.Errorf("%s crashes: %t, exit status %d:\n%s", c, crashes, status, out)
	}
}

// TestAccDocsCheckWarns holds what a check turns into a warning, and what not.
func TestAccDocsCheckWarns(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.CheckBlocks)
	const (
		e        = "data-sources/zohocrm_record_attachments/check.tf"
		id       = `"4876876000000376008"`
		variable = "\nvariable \"id\" {\n  default = \"acme\"\n}\n"
	)
	for name, test := range map[string]struct {
		config, variable string
		fault            []faults.Fault
		status           int
		says             string
	}{
		"an outage": {
			"", "", []faults.Fault{{On: faults.EveryCall(), Kind: faults.ServiceUnavailable()}}, 0, "Warning: Zoho CRM Server Error",
		},
		"no credentials":   {"", "ZOHOCRM_OAUTH_TOKEN=", nil, 0, "Warning: Missing Zoho CRM Credentials"},
		"a wrong variable": {"var.id", "", nil, 0, "Warning: Malformed Record ID"},
		"a wrong constant": {`"acme"`, "", nil, 1, "Error: Malformed Record ID"},
		"a wrong setting":  {"", "ZOHOCRM_API_DOMAIN=https://crm.zoho.eu", nil, 1, "Error: Wrong Zoho Server"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := exampleNamed(t, e).prepare(t, zohocrmtest.StartMock(t, zohocrmtest.WithFaults(test.fault...)))
			c.Env = append(c.Env, "ZOHOCRM_MAX_RETRIES=0", test.variable)
			if test.config != "" {
				c.Write("main.tf", strings.Replace(readText(t, repository+"/examples/"+e), "= "+id, "= "+test.config, 1)+variable)
			}
			if out, status := c.Run("plan", "-no-color"); status != test.status || !strings.Contains(out, test.says) {
				t.Errorf("exit status %d, want %d and %q:\n%s", status, test.status, test.says, out)
			}
		})
	}
}

// TestAccDocsDependsOn holds when a block is read that depends on a resource: by apply where the resource has changes, and
// as any other where it has none.
func TestAccDocsDependsOn(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	c := newCLI(t, mock)
	config := readText(t, repository+"/examples/data-sources/zohocrm_record_attachments/all_fields.tf")
	c.Write("main.tf", strings.Replace(config, "\n}\n", "\n  depends_on = [terraform_data.first]\n}\n", 1)+
		"\nvariable \"input\" {\n  default = \"a\"\n}\n\nresource \"terraform_data\" \"first\" {\n  input = var.input\n}\n")
	for _, step := range []struct {
		args  []string
		calls int // since the first
	}{
		{[]string{"plan"}, 0},
		{[]string{"apply", "-auto-approve"}, 1},
		{[]string{"plan"}, 2},
		{[]string{"plan", "-var=input=b", "-out=saved.tfplan"}, 2},
		{[]string{"apply", "saved.tfplan"}, 3},
	} {
		c.MustRun(step.args...)
		if got := len(mock.Requests()); got != step.calls {
			t.Errorf("%v: %d calls, want %d", step.args, got, step.calls)
		}
	}
}

// TestAccDocsChunks holds that more records than a block takes are read by several, one for each chunk.
func TestAccDocsChunks(t *testing.T) {
	t.Parallel()
	e := exampleNamed(t, "data-sources/zohocrm_attachments/chunks.tf")
	c := e.prepare(t, zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1))))
	c.Write("main.tf", strings.Replace(e.config(t), "10000", "2", 1))
	got := c.apply()
	var names map[string][]string
	if err := json.Unmarshal(got.outputs["file_names"], &names); err != nil || got.status != 0 || len(names) != 3 {
		t.Errorf("%v: %s", err, got)
	}
	if blocks := strings.Fields(c.MustRun("state", "list")); len(blocks) != 2 {
		t.Errorf("the blocks are %v, want two", blocks)
	}
}

// TestAccDocsDestroy holds what becomes of terraform destroy where the record was deleted in Zoho CRM.
func TestAccDocsDestroy(t *testing.T) {
	t.Parallel()
	e := exampleNamed(t, "data-sources/zohocrm_record_attachments/file_ids.tf")
	c := e.prepare(t, zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(exampleRecords()["files"])))
	c.MustRun("apply", "-auto-approve")
	c.Env = append(c.Env, "ZOHOCRM_API_DOMAIN="+zohocrmtest.StartMock(t).URL()) // where there is no record
	if out, status := c.Run("destroy", "-auto-approve", "-no-color"); status != 1 || !strings.Contains(out, "Error: Unknown Record") {
		t.Errorf("exit status %d:\n%s", status, out)
	}
	if out := c.MustRun("destroy", "-auto-approve", "-no-color", "-refresh=false"); !strings.Contains(out, "2 destroyed") {
		t.Errorf("got:\n%s", out)
	}
}
