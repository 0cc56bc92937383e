package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/shell"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// welcome shows what is served and how to ask for it.
func (s *screen) welcome(o options, scenarios []cassettes.Scenario, url string) {
	s.Line("%s", s.Style(terminal.Bold, "Zoho CRM's API, played on this machine: "+url))
	if o.recorded() {
		s.Line("%s; -list names them. %s", recordings(o, len(scenarios)), accepted(o))
		s.Line("A recording serves one record and one choice of fields, and no others; without it, the mock serves any.")
	} else {
		s.madeUp(o)
	}
	if len(o.faultTexts) > 0 {
		s.Line("Faults: %s", strings.Join(o.faultTexts, ", "))
	}

	token := zohocrmtest.Token
	if len(o.tokens) > 0 {
		token = o.tokens[0]
	}
	s.Line("\nIn another terminal:\n")
	s.export("ZOHOCRM_API_DOMAIN", url)
	s.export("ZOHOCRM_OAUTH_TOKEN", token)
	s.unset("ZOHOCRM_ORGANIZATION_ID", "ZOHOCRM_REFRESH_TOKEN", "ZOHOCRM_CLIENT_ID", "ZOHOCRM_CLIENT_SECRET")
	s.Line("\nor, for tokens that are requested as needed, in place of ZOHOCRM_OAUTH_TOKEN:\n")
	s.export("ZOHOCRM_ACCOUNTS_URL", url)
	s.export("ZOHOCRM_CLIENT_ID", accounts.ClientID)
	s.export("ZOHOCRM_CLIENT_SECRET", accounts.ClientSecret)
	s.export("ZOHOCRM_ORGANIZATION_ID", accounts.OrganizationID)
	s.unset("ZOHOCRM_OAUTH_TOKEN", "ZOHOCRM_REFRESH_TOKEN")
	s.Line("\nor, with a refresh token, in place of ZOHOCRM_ORGANIZATION_ID:\n")
	s.export("ZOHOCRM_REFRESH_TOKEN", accounts.RefreshToken)
	s.unset("ZOHOCRM_OAUTH_TOKEN", "ZOHOCRM_ORGANIZATION_ID")
	s.Line("\nWhat a provider block sets takes precedence over these: remove it there. Then `terraform plan` with a main.tf such as this:\n")
	s.Line("%s", example(o, scenarios))
	s.Line("Requests, as they arrive; Ctrl-C ends:\n")
}

// madeUp shows which records there are.
func (s *screen) madeUp(o options) {
	listed := len(o.records) > 0 // whether files list attachments of records
	for _, f := range o.found {
		s.Line("COQL finds %s in %s%s.", terminal.Plural(f.records.Len(), "record"), f.module, withAttachments(f))
		listed = listed || len(f.own) > 0
	}
	for _, r := range o.records {
		s.Line("%s/%s has %s.", r.module, r.id, terminal.Plural(len(r.rows), "attachment"))
	}
	has := "has " + terminal.Plural(o.attachments, "attachment")
	switch {
	case o.attachments >= 0 && listed:
		s.Line("Every record of any module whose attachments no file lists %s. %s", has, accepted(o))
	case o.attachments >= 0:
		s.Line("Every record of any module %s. %s", has, accepted(o))
	case o.byDefault:
		s.Line("%s is Zoho's documented sample, with %s. Every other record of any module has 0 to 3.", sampleRecord(),
			terminal.Plural(len(sample().rows), "attachment"))
		s.Line("Of some records, the name of one attachment ends in -signed.pdf. %s", accepted(o))
	case slices.ContainsFunc(o.found, func(f found) bool { return f.madeUp }):
		s.Line("Records that are made up have 0 to 3 attachments. There are no other records. %s", accepted(o))
	case len(o.found) > 0:
		s.Line("There are no other records and no other attachments. %s", accepted(o))
	default:
		s.Line("There are no other records. %s", accepted(o))
	}
}

// withAttachments tells how many of the records that COQL finds bring attachments.
func withAttachments(f found) string {
	records, attachments := 0, 0
	for _, r := range f.own {
		attachments += len(r.rows)
		if len(r.rows) > 0 {
			records++
		}
	}
	if records == 0 {
		return ""
	}
	return fmt.Sprintf(", %d of them with %s", records, terminal.Plural(attachments, "attachment"))
}

func recordings(o options, n int) string {
	if o.recordings != "" {
		return terminal.Plural(n, "recording") + " of " + o.recordings
	}
	return terminal.Plural(n, "recording") + " of Zoho's documented responses, written down by hand"
}

func accepted(o options) string {
	if len(o.tokens) > 0 {
		return "Other access tokens are rejected."
	}
	return "Any access token is accepted."
}

func (s *screen) export(name, value string) {
	s.Line("  export %s=%s", name, shell.Word(value))
}

func (s *screen) unset(names ...string) { s.Line("  unset %s", strings.Join(names, " ")) }

// example is a configuration whose plan asks for something that is served.
func example(o options, scenarios []cassettes.Scenario) string {
	if len(o.found) > 0 && (!o.byDefault || o.attachments < 0) {
		return fmt.Sprintf(foundExample, o.found[0].module)
	}
	all, _ := cassettes.ScenarioNamed(cassettes.AllFields)
	chosen := all
	if len(o.records) > 0 {
		chosen.Module, chosen.RecordID = o.records[0].module, o.records[0].id
	} else if len(scenarios) > 0 && !slices.ContainsFunc(scenarios, func(s cassettes.Scenario) bool { return s.Name == cassettes.AllFields }) {
		chosen = scenarios[0]
	}
	if chosen.IsQuery() {
		return fmt.Sprintf(queryExample, chosen.Module, chosen.Where, strings.Join(chosen.Fields, `", "`))
	}
	fields := ""
	if !slices.Equal(chosen.Fields, all.Fields) { // a recording knows no other fields than its own
		fields = fmt.Sprintf("    fields    = [\"%s\"]\n", strings.Join(chosen.Fields, `", "`))
	}
	return fmt.Sprintf(`  terraform {
    required_providers {
      zohocrm = { source = "terraform-zohocrm/zohocrm" }
    }
  }

  data "zohocrm_record_attachments" "example" {
    module    = %q
    record_id = %q
%s  }

  output "file_names" {
    value = data.zohocrm_record_attachments.example.attachments[*].file_name
  }
`, chosen.Module, chosen.RecordID, fields)
}

// foundExample finds every record of a module and reads its attachments.
const foundExample = `  terraform {
    required_providers {
      zohocrm = { source = "terraform-zohocrm/zohocrm" }
    }
  }

  data "zohocrm_records" "example" {
    module = %q
  }

  data "zohocrm_attachments" "example" {
    module     = data.zohocrm_records.example.module
    record_ids = data.zohocrm_records.example.ids
  }

  output "file_names" {
    value = { for id, record in data.zohocrm_attachments.example.records : id => record.attachments[*].file_name }
  }
`

// queryExample asks for what a recording of COQL is of.
const queryExample = `  terraform {
    required_providers {
      zohocrm = { source = "terraform-zohocrm/zohocrm" }
    }
  }

  data "zohocrm_records" "example" {
    module = %q
    where  = %q
    fields = ["%s"]
  }

  output "records" {
    value = data.zohocrm_records.example.records
  }
`

// list names scenarios and what each of them is asked for.
func (s *screen) list(scenarios []cassettes.Scenario) {
	table := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tMODULE\tRECORD ID\tTITLE")
	for _, c := range scenarios {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", c.Name, c.Module, cmp.Or(c.RecordID, "-"), c.Title)
	}
	_ = table.Flush() // as with the other lines, a terminal that is gone is no trouble of ours
}
