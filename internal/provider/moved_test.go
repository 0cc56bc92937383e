package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestRowsThatMove has two rows change places between two pages: the list is read again, and nothing of the first walk is left in
// the result or in the warning, for every source.
func TestRowsThatMove(t *testing.T) { bySource(t, testRowsThatMove) }

func testRowsThatMove(t *testing.T, connected connect) {
	const count = 2*pageRows + 1
	for typeName, config := range map[string]block{recordAttachments: lead, manyAttachments: deals(ids(1)).with(collecting)} {
		config = config.with(block{"fields": fields("id", "Size")})
		t.Run(typeName, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(count, rows.Value("Size", `"12 MB"`))),
				zohocrmtest.WithPageRows(pageRows),
				zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2).Times(2), Kind: faults.SwappedRow()}))
			state, diags := connected(t, mock).of(typeName).read(t.Context(), config)
			if len(diags) != 1 || diags[0].Summary != "Values of an Unexpected Type" || !strings.Contains(diags[0].Detail, "\n  - Size: 7") {
				t.Errorf("got %v", summaries(diags))
			}
			if typeName == manyAttachments {
				state = recordsOf(t, state)["1"]
			}
			seen := make(map[any]bool)
			for _, attachment := range attachmentsOf(t, state) {
				seen[attachment["id"]] = true
			}
			if len(seen) != count || len(attachmentsOf(t, state)) != count {
				t.Errorf("%d attachments, %d ids, want %d", len(attachmentsOf(t, state)), len(seen), count)
			}
			if n := len(mock.Requests()); n != 2+3+3 {
				t.Errorf("%d requests, want 8", n)
			}
		})
	}
}

// TestRowsThatMoveEveryTime has other rows of the first page come again in each of three walks: an error, and no part of a list.
func TestRowsThatMoveEveryTime(t *testing.T) { bySource(t, testRowsThatMoveEveryTime) }

func testRowsThatMoveEveryTime(t *testing.T, connected connect) {
	for typeName, config := range map[string]block{recordAttachments: lead, manyAttachments: deals(ids(1))} {
		t.Run(typeName, func(t *testing.T) {
			t.Parallel()
			walk := 0
			moving := faults.Func("moving", func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
				walk++
				_, _ = fmt.Fprintf(w, `{"data":[{"id":"%s"},{"id":"%d"}],"info":{"more_records":false}}`, rows.AttachmentID(5), walk)
			})
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(6)), zohocrmtest.WithPageRows(pageRows),
				zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2), Kind: moving}))
			state, diags := connected(t, mock).of(typeName).read(t.Context(), config)
			wantError(t, diags, "", "Inconsistent Pagination", "in each of 3 attempts", "faster than they can be read")
			if state["attachments"] != nil || state["records"] != nil || len(mock.Requests()) != 6 {
				t.Errorf("%d requests, state %v", len(mock.Requests()), state)
			}
		})
	}
}
