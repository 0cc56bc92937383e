package provider_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// TestAccDocsReads holds what the documentation says of when a data source is read.
func TestAccDocsReads(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][2]int{
		"data-sources/zohocrm_record_attachments/data-source.tf":               {1, 0},
		"data-sources/zohocrm_record_attachments/check.tf":                     {1, 1},
		"data-sources/zohocrm_attachments/data-source.tf":                      {2, 0}, // of two records
		"data-sources/zohocrm_attachments/check.tf":                            {2, 2},
		"ephemeral-resources/zohocrm_attachments/ephemeral-resource.tf":        {2, 2},
		"ephemeral-resources/zohocrm_record_attachments/ephemeral-resource.tf": {1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(zohocrmtest.Attachments(1)))
			e := exampleNamed(t, name)
			c := e.prepare(t, mock)
			if c.refusesTooNew(e.config(t)) {
				return
			}
			c.MustRun("plan", "-out=saved.tfplan")
			planned := len(mock.Requests())
			c.MustRun("apply", "saved.tfplan")
			if got := [2]int{planned, len(mock.Requests()) - planned}; got != want {
				t.Errorf("read %d times by plan and apply, want %d", got, want)
			}
		})
	}
}

// TestAccDocsPeople holds what the documentation says of people in the state, and how to leave them out.
func TestAccDocsPeople(t *testing.T) {
	t.Parallel()
	docs := pageNamed(t, "docs/data-sources/record_attachments.md")
	_, section, _ := strings.Cut(docs.source, "\n## What lands in the state\n")
	without := readPage("the section", section).code[0].text
	for text, want := range map[string]bool{
		exampleNamed(t, "data-sources/zohocrm_record_attachments/all_fields.tf").config(t): true,
		without: false,
	} {
		mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(zohocrmtest.Attachments(3)))
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
