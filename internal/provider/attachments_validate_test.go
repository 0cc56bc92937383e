package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// TestRecordsValidate holds what is refused as written, at its attribute.
func TestRecordsValidate(t *testing.T) { bySource(t, testRecordsValidate) }

func testRecordsValidate(t *testing.T, connected connect) {
	tests := map[string]struct {
		config             block
		attribute, summary string // empty where nothing is wrong
		words              []string
	}{
		"as it is meant":       {config: block{}},
		"ten thousand records": {config: block{"record_ids": idsUpTo(10_000)}},
		"one more": {
			block{"record_ids": idsUpTo(10_001)},
			"record_ids", "Too Many Records",
			[]string{"has 10,001 ids", "at most 10,000 records", "{ for i, ids in chunklist(var.ids, 10000) : i => ids }"},
		},
		"no records": {config: block{"record_ids": []any{}}},
		"a null id": {
			block{"record_ids": []any{"1", nil}}, "record_ids[1]", "Malformed Record ID", []string{"record_ids[1] is null."},
		},
		"a word for an id": {
			block{"record_ids": []any{"1", "2", "acme"}},
			"record_ids[2]", "Malformed Record ID",
			[]string{`record_ids[2] is "acme"`, "1 to 20 digits"},
		},
		"an id of an export": {
			block{"record_ids": []any{"1", "zcrm_4876876000000376008"}},
			"record_ids[1]", "Malformed Record ID",
			[]string{"record_ids[1] is", `[for id in ... : trimprefix(id, "zcrm_")]`},
		},
		"an id with white space": {
			block{"record_ids": []any{"1 "}}, "record_ids[0]", "Malformed Record ID", []string{"[for id in ... : trimspace(id)]"},
		},
		"an address for an id": {
			block{"record_ids": []any{"https://crm.zoho.eu/crm/tab/Deals/1"}},
			"record_ids[0]", "Malformed Record ID",
			[]string{`parse_record_url("https://...").record_id`},
		},
		"ids not known":      {config: block{"record_ids": unknown}},
		"an id not known":    {config: block{"record_ids": []any{"1", unknown}}},
		"on_error fail":      {config: block{"on_error": "fail"}},
		"on_error collect":   {config: block{"on_error": "collect"}},
		"on_error not known": {config: block{"on_error": unknown}},
		"on_error something": {
			block{"on_error": "Collect"}, "on_error", "Invalid on_error Value", []string{`"Collect"`, `"fail"`, `"collect"`},
		},
		"a display name":       {block{"module": "Price Books"}, "module", "Malformed Module Name", nil},
		"no fields":            {block{"fields": []any{}}, "fields", "No Fields", nil},
		"no time":              {block{"timeouts": block{"read": "0s"}}, "timeouts.read", "Invalid Read Timeout", nil},
		"a record named twice": {config: block{"record_ids": ids(1, 1)}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			diags := connected(t, zohocrmtest.StartMock(t)).of(manyAttachments).validate(deals(ids(1, 2)).with(test.config))
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

// TestRecordsValidateSaysEnough holds that thousands of bad ids make a few errors.
func TestRecordsValidateSaysEnough(t *testing.T) {
	t.Parallel()
	bad := make([]any, 5000)
	for i := range bad {
		bad[i] = fmt.Sprintf("deal-%d", i)
	}
	diags := newProtocol(t, nil).of(manyAttachments).validate(deals(bad))
	if len(diags) != 5 || attributeOf(diags[4]) != "record_ids[4]" {
		t.Errorf("%d errors", len(diags))
	}
}
