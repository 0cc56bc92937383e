package provider_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// oddRecords are records whose values an encoding may get wrong.
var oddRecords = []string{
	`{"id":"5","Name":"e\u0301 is not \u00e9","Size":1.50,"Owner":{"name":"n","id":"1"}}`,
	`{"id":"98765432109876543210","Name":null,"Size":12345678901234567890123,"Owner":[]}`,
	`{"id":"40","Name":"` + strings.Repeat("long ", 20_000) + `","Size":1e400,"Owner":true}`,
	`{"id":"6","Name":"\u0000<&>\u2028","Size":-0.0,"Owner":null}`,
	`{"id":"7","Name":""}`,
}

// foundCases are those of the source that finds records.
func foundCases(t *testing.T) map[string]differentialCase {
	t.Helper()
	odd, err := coql.Of(oddRecords...)
	if err != nil {
		t.Fatal(err)
	}
	records := zohocrmtest.StartMock(t, zohocrmtest.WithRecords("Deals", odd))
	withoutKeys := zohocrmtest.StartMock(t, zohocrmtest.WithRecords("Deals", odd),
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.MissingKeys()}))
	failing := zohocrmtest.StartMock(t, zohocrmtest.WithFaults(faults.Fault{
		On:   faults.EveryCall(),
		Kind: zohoSays(400, "SYNTAX_ERROR", `{"near":"and"}`, "error occured while parsing the query"),
	}))
	all := block{"module": "Deals", "fields": fields("Name", "Size", "Owner"), "timeouts": block{"read": "1m"}}
	return map[string]differentialCase{
		"found, odd values":        {foundRecords, all, records},
		"found, the id named":      {foundRecords, all.with(block{"fields": fields("id", "Name")}), records},
		"found, no fields":         {foundRecords, block{"module": "Deals"}, records},
		"found, nothing":           {foundRecords, all.with(block{"where": "id < 5"}), records},
		"found, without the keys":  {foundRecords, all, withoutKeys},
		"found, too many":          {foundRecords, all.with(block{"max_records": 4}), records},
		"found, an error":          {foundRecords, all.with(block{"where": "a = 1"}), failing},
		"found, unknown condition": {foundRecords, all.with(block{"where": unknown}), records},
		"found, unknown fields":    {foundRecords, all.with(block{"fields": unknown}), records},
		"found, unknown maximum":   {foundRecords, all.with(block{"max_records": unknown}), records},
	}
}
