package provider_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestAccDocsReads holds what the documentation says of when a block is read: by a plan, by an apply of it, by an apply
// without one, each counted in calls; and whether a plan on unchanged data is empty.
func TestAccDocsReads(t *testing.T) {
	t.Parallel()
	const empty, changes = 0, 2 // exit statuses of plan -detailed-exitcode
	type reads struct{ plan, saved, apply, exitStatus int }
	for name, want := range map[string]reads{
		"data-sources/zohocrm_record_attachments/data-source.tf":               {1, 0, 1, empty},
		"data-sources/zohocrm_record_attachments/check.tf":                     {1, 1, 2, changes},
		"data-sources/zohocrm_attachments/data-source.tf":                      {2, 0, 2, empty}, // of two records
		"data-sources/zohocrm_attachments/check.tf":                            {2, 2, 4, changes},
		"data-sources/zohocrm_records/attachments.tf":                          {1, 0, 1, empty}, // no record, no further call
		"ephemeral-resources/zohocrm_records/audit.tf":                         {1, 1, 2, empty},
		"ephemeral-resources/zohocrm_attachments/ephemeral-resource.tf":        {2, 2, 4, empty},
		"ephemeral-resources/zohocrm_record_attachments/ephemeral-resource.tf": {1, 1, 2, empty},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
			e := exampleNamed(t, name)
			c := e.prepare(t, mock)
			if c.refusesTooNew(e.config(t)) {
				return
			}
			before := 0
			calls := func(args ...string) int {
				c.MustRun(args...)
				made := len(mock.Requests()) - before
				before += made
				return made
			}
			got := reads{plan: calls("plan", "-out=saved.tfplan"), saved: calls("apply", "saved.tfplan"), apply: calls("apply", "-auto-approve")}
			var printed string
			printed, got.exitStatus = c.Run("plan", "-detailed-exitcode", "-no-color")
			if got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			if prints := strings.Contains(printed, rows.AttachmentID(0)); prints != (want.exitStatus == changes) {
				t.Errorf("the plan prints what was read: %t\n%s", prints, printed)
			}
		})
	}
}

// TestAccDocsRefresh holds which commands read besides plan and apply: those that refresh, a plan that is not to refresh, and a
// destroy, unless that does not refresh.
func TestAccDocsRefresh(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	c := newCLI(t, mock)
	c.writeExample("data-sources/zohocrm_record_attachments/all_fields.tf")
	c.MustRun("apply", "-auto-approve")
	for _, test := range []struct {
		command string
		reads   int
	}{
		{"refresh", 1},
		{"plan -refresh-only", 1},
		{"plan -refresh=false", 1},
		{"plan -destroy -refresh=false", 0},
		{"destroy -auto-approve", 1},
	} {
		before := len(mock.Requests())
		c.MustRun(strings.Fields(test.command)...)
		if reads := len(mock.Requests()) - before; reads != test.reads {
			t.Errorf("%s reads %d times, want %d", test.command, reads, test.reads)
		}
	}
}

// TestAccDocsTimes holds what the documentation says of conditions with a time: one of this year is evaluated by the plan, and one with
// timestamp() makes each apply read, so that no plan is empty.
func TestAccDocsTimes(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.CheckBlocks) // plantimestamp() came with them
	docs := pageNamed(t, "docs/data-sources/records.md")
	i := slices.IndexFunc(docs.inline, func(code string) bool { return strings.Contains(code, `"YYYY"`) })
	if i < 0 {
		t.Fatalf("%s does not say how to write this year", docs.name)
	}
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithRecords("Deals", exampleDeals(t, "files")))
	c := newCLI(t, mock)
	use := func(condition string) {
		c.Write("main.tf", "data \"zohocrm_records\" \"closed\" {\n  module = \"Deals\"\n  where  = "+condition+
			"\n}\n\noutput \"ids\" {\n  value = data.zohocrm_records.closed.ids\n}\n")
	}
	use(docs.inline[i])
	c.MustRun("plan")
	want := time.Now().UTC().Format("(Closing_Date >= '2006-") + "01-01')"
	if asked := mock.Requests(); len(asked) != 1 || !strings.Contains(asked[0].Body, want) {
		t.Fatalf("want one query with %s, got %+v", want, asked)
	}
	use(strings.Replace(docs.inline[i], "plantimestamp", "timestamp", 1))
	for reads := 2; reads <= 3; reads++ {
		c.MustRun("apply", "-auto-approve")
		if asked := mock.Requests(); len(asked) != reads {
			t.Errorf("%d queries, want %d", len(asked), reads)
		}
	}
	if out, status := c.Run("plan", "-detailed-exitcode", "-no-color"); status != 2 {
		t.Errorf("exit status %d:\n%s", status, out)
	}
}

// TestAccDocsWrongVariable holds what the documentation says of a wrong variable where there is no provider block: the CLI
// speaks of a block first, and the provider then names the variable.
func TestAccDocsWrongVariable(t *testing.T) {
	t.Parallel()
	c := newCLI(t, zohocrmtest.StartMock(t))
	c.Env = append(c.Env, "ZOHOCRM_API_DOMAIN=https://crm.zoho.eu")
	c.writeExample("data-sources/zohocrm_record_attachments/data-source.tf")
	out, status := c.Run("plan", "-no-color")
	_, after, found := strings.Cut(out, "Error: Invalid provider configuration")
	if status != 1 || !found || !strings.Contains(after, "Error: Wrong Zoho Server") ||
		!strings.Contains(unwrapped(after), "environment variable ZOHOCRM_API_DOMAIN") {
		t.Errorf("exit status %d:\n%s", status, out)
	}
}

// TestDocsAttributeNames holds what the documentation says of the name of an attribute in fields: of attachments it is an error.
func TestDocsAttributeNames(t *testing.T) {
	t.Parallel()
	p, named := newProtocol(t, nil), block{"fields": fields("file_name")}
	wantNone(t, p.of(foundRecords).validate(won.with(named)))
	wantError(t, p.of(recordAttachments).validate(lead.with(named)), `fields<"file_name">`, "Malformed Field Name")
}

// TestAccDocsPeople holds what the documentation says of people in the state, and how to leave them out.
func TestAccDocsPeople(t *testing.T) {
	t.Parallel()
	docs := pageNamed(t, "docs/data-sources/record_attachments.md")
	_, section, _ := strings.Cut(docs.source, "\n## What is stored in the state?\n")
	const line = "fields = ["
	said := readPage("the section", section).inline
	i := slices.IndexFunc(said, func(code string) bool { return strings.HasPrefix(code, line) })
	if i < 0 {
		t.Fatalf("the section does not say which fields leave the people out: %q", said)
	}
	all := exampleNamed(t, "data-sources/zohocrm_record_attachments/all_fields.tf").config(t)
	without := strings.Replace(all, "\n}\n", "\n  "+said[i]+"\n}\n", 1)
	for text, want := range map[string]bool{all: true, without: false} {
		mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
		c := newCLI(t, mock)
		c.Write("main.tf", text)
		c.MustRun("plan", "-out=saved.tfplan")
		c.MustRun("apply", "saved.tfplan")
		if len(mock.Requests()) == 0 {
			t.Error("nothing was read")
		}
		for _, file := range []string{"terraform.tfstate", "saved.tfplan/tfstate"} {
			if got := strings.Contains(secretscan.Files(t, c.Dir)[file], "@example.com"); got != want {
				t.Errorf("%s holds addresses: %v, want %v, of\n%s", file, got, want, text)
			}
		}
	}
}
