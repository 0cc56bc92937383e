package provider_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// Where the text of a page leads: the list of records empty, errors collected.
var (
	listOfIDs   = regexp.MustCompile(`(?m)^( *)record_ids( *)= .*\n`)
	listOfDeals = regexp.MustCompile(`(?m)^( *default *= )\["\d+.*\]\n`)
	onError     = regexp.MustCompile(`(?m)^ *on_error .*\n`)
)

// withNoRecords empties the list that follows "record_ids =", or the default of the variable that it is taken from.
func withNoRecords(config string) string {
	if listOfDeals.MatchString(config) {
		return listOfDeals.ReplaceAllString(config, "${1}[]\n")
	}
	return listOfIDs.ReplaceAllString(config, "${1}record_ids${2}= []\n")
}

// collectingErrors adds on_error = "collect" to each block of many records that lacks it.
func collectingErrors(config string) string {
	const line = "  on_error = \"collect\"\n"
	return listOfIDs.ReplaceAllStringFunc(onError.ReplaceAllString(config, ""), func(ids string) string { return ids + line })
}

// TestAccExampleStates runs every example of the pages in each state that the pages lead to: records that do not exist, all
// of them or one; a list that is empty; attachments of nulls; each with errors collected too. Whatever then comes is a
// finding of the example's, or an error of the provider's, and never one of the expressions. Where errors are collected, and
// where nothing is listed, the provider has no error.
func TestAccExampleStates(t *testing.T) {
	t.Parallel()
	type state struct {
		name    string
		change  func(string) string // of the text; nil for the example as it is, whatever it reads
		records map[string]string   // kinds, by the record's id
		quiet   bool                // whether the provider has nothing to say
	}
	const (
		first, second = "4876876000000376008", "4876876000000376009"
		missing       = "none but missing records"
	)
	emptied := func(config string) string { return collectingErrors(withNoRecords(config)) }
	states := []state{
		{"a missing record", nil, map[string]string{first: "files"}, false},
		{missing, nil, nil, false},
		{"collect", collectingErrors, map[string]string{first: "files", second: "none"}, true},
		{"collect, a missing record", collectingErrors, map[string]string{first: "files"}, true},
		{"collect, a missing record beside nulls", collectingErrors, map[string]string{second: "nulls"}, true},
		{"collect, none but missing records", collectingErrors, nil, true},
		{"an empty list", withNoRecords, nil, true},
		{"collect, an empty list", emptied, nil, true},
	}
	ran := make(map[string]bool)
	for _, e := range examples() {
		config := e.config(t)
		if strings.Contains(config, "zohocrm_records") {
			continue // TestAccExamples says which records are found
		}
		for _, s := range states {
			text := config
			if s.change != nil {
				text = s.change(config)
			}
			if !listOfIDs.MatchString(config) && s.name != missing || s.change != nil && text == config {
				continue // an example of one record, which is there or not
			}
			ran[s.name] = true
			t.Run(e.path+", "+s.name, func(t *testing.T) {
				t.Parallel()
				var options []zohocrmtest.MockOption
				for id, kind := range s.records {
					for _, module := range []string{"Deals", "Leads", "Accounts"} {
						options = append(options, zohocrmtest.WithRecord(module, id, exampleRecords()[kind]))
					}
				}
				c := e.prepare(t, zohocrmtest.StartMock(t, options...))
				if s.change != nil {
					c.Write("main.tf", text)
				}
				if c.refusesTooNew(config) {
					return
				}
				wantFindings(t, c.plan(), s.quiet) // all is known: an apply has no more to say
			})
		}
	}
	for _, s := range states {
		if !ran[s.name] {
			t.Errorf("no example was run in the state %q", s.name)
		}
	}
}

// wantFindings fails the test where a run ends with anything but findings and, unless it has to be quiet, errors of the
// provider.
func wantFindings(t *testing.T, got outcome, quiet bool) {
	t.Helper()
	findings := []string{"Check block assertion failed", "Resource postcondition failed"}
	if !quiet {
		findings = append(findings, provider.Summaries()...)
	}
	if slices.Contains(provider.Summaries(), "No Records") {
		findings = append(findings, "No Records") // until an empty list is an empty map
	}
	for _, d := range got.diagnostics {
		_, d, _ = strings.Cut(d, ": ")
		if summary, _, _ := strings.Cut(d, ": "); !slices.Contains(findings, summary) {
			t.Errorf("not a finding: %s", d)
		}
	}
	if got.status != 0 && len(got.diagnostics) == 0 {
		t.Errorf("exit status %d, and nothing said", got.status)
	}
}
