package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// TestQueryValidate holds what is refused as written, at its attribute.
func TestQueryValidate(t *testing.T) { bySource(t, testQueryValidate) }

func testQueryValidate(t *testing.T, connected connect) {
	many := make([]any, 50)
	for i := range many {
		many[i] = fmt.Sprintf("F%d", i)
	}
	where := func(condition any) block { return block{"where": condition} }
	tests := map[string]struct {
		config             block
		attribute, summary string // empty where nothing is wrong
		words              []string
	}{
		"as it is meant":        {config: block{}},
		"a heredoc":             {config: where("Stage = 'Closed Won'\n\tand Amount > 5\n")},
		"words inside quotes":   {config: where("Name = 'limit (order by' and B = \"it's\"")},
		"a condition not known": {config: where(unknown)},
		"no condition":          {config: where(nil)},
		"an empty condition":    {where(""), "where", "Malformed Condition", []string{"where is empty", "Omit it"}},
		"a blank condition":     {where("\n "), "where", "Malformed Condition", nil},
		"an open quote":         {where("A = 'O'Brien'"), "where", "Malformed Condition", []string{"A quote (')", "coql_literal"}},
		"an open parenthesis":   {where("(A = 1"), "where", "Malformed Condition", []string{"is not closed"}},
		"a closing parenthesis": {where("A = 1) or (B = 2"), "where", "Malformed Condition", []string{"has not opened"}},
		"another clause":        {where("A = 1 Order  By B"), "where", "Malformed Condition", []string{`"Order By"`, "max_records"}},
		"a limit":               {where("A = 1 limit 5"), "where", "Malformed Condition", []string{`"limit"`}},
		"a control character":   {where("A = '\x1b[31m'"), "where", "Malformed Condition", []string{`"\x1b"`}},
		"a display name":        {block{"module": "Price Books"}, "module", "Malformed Module Name", nil},
		"no fields":             {block{"fields": []any{}}, "fields", "No Fields", []string{"the ids alone"}},
		"49 fields and the id":  {config: block{"fields": append(slices.Clone(many[:49]), "id")}},
		"50 fields":             {block{"fields": many}, "fields", "Too Many Fields", []string{"50 names besides id", "records is 49 names"}},
		"a path":                {config: block{"fields": fields("Account_Name.Account_Name", "$currency_symbol")}},
		"a display name's field": {
			block{"fields": fields("Deal Name")}, `fields<"Deal Name">`, "Malformed Field Name", []string{"Account_Name.Account_Name"},
		},
		"joined fields": {
			block{"fields": fields("Deal_Name,Stage")},
			`fields<"Deal_Name,Stage">`, "Malformed Field Name",
			[]string{`as a separate element: ["Deal_Name", "Stage"].`},
		},
		"an empty field":    {block{"fields": fields("")}, `fields<"">`, "Malformed Field Name", []string{"A name in fields is empty."}},
		"no unit":           {block{"timeouts": block{"read": "10"}}, "timeouts.read", "Invalid Read Timeout", []string{`"10m"`}},
		"SQL":               {block{"fields": fields("id from Leads")}, `fields<"id from Leads">`, "Malformed Field Name", nil},
		"an aggregate":      {block{"fields": fields("COUNT(id)")}, `fields<"COUNT(id)">`, "Malformed Field Name", nil},
		"a null field":      {block{"fields": []any{nil}}, "fields<null>", "Malformed Field Name", []string{"is null"}},
		"fields not known":  {config: block{"fields": unknown}},
		"a field not known": {config: block{"fields": []any{"A", unknown}}},
		"no records": {
			block{"max_records": 0}, "max_records", "Invalid max_records Value", []string{"max_records is 0", "1 to 100,000"},
		},
		"too many records":  {block{"max_records": 100_001}, "max_records", "Invalid max_records Value", []string{"several blocks"}},
		"most records":      {config: block{"max_records": 100_000}},
		"records not known": {config: block{"max_records": unknown}},
		"no time":           {block{"timeouts": block{"read": "0s"}}, "timeouts.read", "Invalid Read Timeout", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			diags := connected(t, zohocrmtest.StartMock(t)).of(foundRecords).validate(won.with(test.config))
			if test.summary == "" {
				wantNone(t, diags)
				return
			}
			wantError(t, diags, test.attribute, test.summary, test.words...)
			for line := range strings.SplitSeq(print80(diags[0]), "\n") {
				if len([]rune(line)) > 80 {
					t.Errorf("wider than 80 columns: %s", line)
				}
			}
		})
	}
}
