package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestRecordsTypeMismatches holds that there is one warning a read, for all records, which names those whose values they are:
// a few of them, in the order of their ids.
func TestRecordsTypeMismatches(t *testing.T) {
	t.Parallel()
	mismatched := rows.Verbatim(`{"id":"3","Size":"12 MB"}`, `{"id":"2","Size":"1","Owner":7}`)
	good := zohocrmtest.WithAnyRecord(rows.Attachments(1))
	for name, test := range map[string]struct {
		options []zohocrmtest.MockOption
		records int
		want    string
	}{
		"every record": {
			[]zohocrmtest.MockOption{zohocrmtest.WithAnyRecord(mismatched)},
			20,
			":\n  - Owner: 20, of the records 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 10 others" +
				"\n  - Size: 20, of the records 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 10 others",
		},
		"one of them": {
			[]zohocrmtest.MockOption{good, zohocrmtest.WithRecord("Deals", "7", mismatched)},
			20,
			":\n  - Owner: 1, of record 7\n  - Size: 1, of record 7",
		},
		"two of them": {
			[]zohocrmtest.MockOption{good, zohocrmtest.WithRecord("Deals", "12", mismatched), zohocrmtest.WithRecord("Deals", "7", mismatched)},
			20,
			":\n  - Owner: 2, of the records 7 and 12\n  - Size: 2, of the records 7 and 12",
		},
		"ten of ten": {
			[]zohocrmtest.MockOption{zohocrmtest.WithAnyRecord(rows.Verbatim(`{"id":"3","Size":"12 MB"}`, `{"id":"4","Size":[]}`))},
			10,
			":\n  - Size: 20, of the records 1, 2, 3, 4, 5, 6, 7, 8, 9 and 10",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, test.options...)
			state, diags := connected(t, mock).of(manyAttachments).read(t.Context(), deals(idsUpTo(test.records)))
			if len(diags) != 1 || diags[0].Severity != tfprotov6.DiagnosticSeverityWarning || !strings.HasSuffix(diags[0].Detail, test.want) {
				t.Errorf("got %q, want one warning that ends with %q", summaries(diags), test.want)
			}
			if got := len(recordsOf(t, state)); got != test.records {
				t.Errorf("%d records", got)
			}
		})
	}
}
