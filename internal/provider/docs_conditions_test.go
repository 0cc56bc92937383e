package provider_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
)

var conditionRow = regexp.MustCompile("(?m)^\\| .* \\| .* \\| `(.*)` \\|$")

// TestDocsConditions holds that every condition in the table is one, and finds what it is meant to find; so do the other ways to write
// one that the table names.
func TestDocsConditions(t *testing.T) {
	t.Parallel()
	of := func(rows ...string) coql.Records {
		records, err := coql.Of(rows...)
		if err != nil {
			t.Fatal(err)
		}
		return records
	}
	organization := coql.Organization{
		"Deals": of(`{"id": "1", "Deal_Name": "Fleet renewal", "Stage": "Closed Won", "Amount": 2000, "Closing_Date": "2026-01-01",
			"Modified_Time": "2026-01-01T02:00:00+02:00", "Owner": {"id": "4876876000000327001", "name": "Boyle"},
			"Account_Name": {"id": "7", "name": "Zylker"}, "Contact_Name": null}`,
			`{"id": "2", "Deal_Name": "O'Neil", "Stage": "Lost", "Amount": 1, "Closing_Date": "2025-12-31",
			"Modified_Time": "2025-12-31T23:59:59+00:00", "Contact_Name": {"id": "8"}}`),
		"Leads": of(`{"id": "1", "Converted__s": true}`),
	}
	_, section, _ := strings.Cut(pageNamed(t, "docs/data-sources/records.md").source, "\n## How do I write a condition?\n")
	section, _, _ = strings.Cut(section, "\n## ")
	rows := conditionRow.FindAllStringSubmatch(section, -1)
	if len(rows) < 13 {
		t.Fatalf("%d conditions are in the table", len(rows))
	}
	rows = append(rows, []string{"", `Stage = "Closed Won"`}, []string{"", "Converted__s = true"})
	for _, row := range rows {
		condition, module, want := row[1], "Deals", `"id":"1"`
		switch {
		case strings.Contains(condition, "Converted__s"):
			module = "Leads"
		case strings.Contains(condition, "O''Neil"):
			want = `"id":"2"`
		}
		if err := catalog.CheckCondition(condition); err != nil {
			t.Errorf("%s: %v", condition, err)
		}
		body, err := json.Marshal(map[string]string{"select_query": "select id from " + module + " where (" + condition + ") and id > 0"})
		if err != nil {
			t.Fatal(err)
		}
		if got := organization.Respond(string(body), coql.Rules{}); got.Status != 200 || got.Rows != 1 || !strings.Contains(got.Body, want) {
			t.Errorf("%s: %d %s", condition, got.Status, got.Body)
		}
	}
}
