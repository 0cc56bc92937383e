package provider_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// class is what becomes of a read that meets a fault.
type class int

const (
	passes  class = iota // tried again: whole after one fault or two, an error where it goes on for ever
	ends                 // an error, always
	unclear              // whole or an error, by where it strikes: a token that comes twice on the last page does no harm
)

type fault struct {
	kind  faults.Kind
	class class
	slow  bool // takes its time, which passes in a bubble
}

func faultTable() []fault {
	zoho := faults.ZohoError
	return []fault{
		{faults.TooManyRequests(), passes, false},
		{faults.RateLimitExceeded("1"), passes, false},
		{faults.GatewayThrottle(200), passes, false},
		{faults.GatewayThrottle(400), passes, false},
		{faults.GatewayThrottle(500), passes, false},
		{faults.InternalError(), passes, false},
		{faults.BadGateway(), passes, false},
		{faults.ServiceUnavailable("2"), passes, false},
		{faults.GatewayTimeout(), passes, false},
		{faults.HangUp(), passes, false},
		{faults.EmptyBody(), passes, false},
		{faults.InvalidToken(), ends, false},
		{faults.NoPermission(), ends, false},
		{faults.ExpiredPageToken(), ends, false},
		{faults.PageTokenMismatch(), ends, false},
		{zoho(400, "INVALID_DATA", `{"resource_path_index":1}`, "the related id given seems to be invalid"), ends, false},
		{faults.TooManyRequests("86400"), ends, false},
		{faults.HTMLPage(), ends, false},
		{faults.ErrorInside200(), ends, false},
		{faults.Redirect(307, "http://127.0.0.1:1/"), ends, false},
		{faults.HugeBody(17 << 20), ends, false},
		{faults.GzipBomb(1 << 30), ends, false},
		{faults.PageBody(`{}`), ends, false},
		{faults.PageBody(`{"data":null}`), ends, false},
		{faults.PageBody(`{"data":[null],"info":{"more_records":false}}`), ends, false},
		{faults.NeverResponds(), passes, true},
		{faults.Stall(), unclear, true},
		{faults.SlowBody(1, time.Second), unclear, true},
		{faults.CutBody(), unclear, false},
		{faults.ResetConnection(), unclear, false},
		{faults.HalfJSON(), unclear, false},
		{faults.WithoutData(), unclear, false},
		{faults.WithoutInfo(), unclear, false},
		{faults.WithoutMoreRecords(), unclear, false},
		{faults.EmptyPagePromisingMore(), unclear, false},
		{faults.NoContent(), unclear, false},
		{faults.RepeatedToken(), unclear, false},
		{faults.TokenRing(), unclear, false},
		{faults.TokenStops(), unclear, false},
		{faults.SameRows(), unclear, false},
		{faults.SwappedRow(), unclear, false},
		{faults.ErrorAmongRows(), unclear, false},
		{faults.FewerRows(), unclear, false},
		{faults.RepeatedRows(1), unclear, false},
	}
}

// believed reports whether a fault that strikes so many times, 0 being always, is a server that says in a form that Zoho
// documents that there are no further rows, or says so of the same rows again and again: no client can know better.
func (f fault) believed(pages, at, times int) bool {
	switch f.kind.String() {
	case faults.NoContent().String():
		return at == 1 && pages > 0 // the record has no attachments
	case faults.SameRows().String():
		return at == pages && pages > 1 && times != 1 // two walks in a row bring the same rows, and no more are promised
	case faults.SwappedRow().String():
		return at > 1 && at <= pages && (times == 0 || times == 2 && at == pages) // likewise
	case faults.WithoutInfo().String():
		return at < pages // a page that is not full
	}
	return false
}

// pageRows is the number of rows on a page of the fault table's walks.
const pageRows = 3

// TestFaultTable has every fault strike walks of 0, 1, 3 and 60 pages, on the first page, in the middle and on the last,
// once, twice and for ever. Every cell ends in the whole list or in one error, and never in a part of the list.
func TestFaultTable(t *testing.T) {
	t.Parallel()
	var cells, whole, failed atomic.Int64
	t.Run("cells", func(t *testing.T) {
		for _, f := range faultTable() {
			for _, pages := range []int{0, 1, 3, 60} {
				for _, at := range slices.Compact([]int{1, max(1, (pages+1)/2), max(1, pages)}) {
					for _, times := range []int{1, 2, 0} {
						if f.believed(pages, at, times) {
							continue
						}
						t.Run(fmt.Sprintf("%s on page %d of %d, %d times", f.kind, at, pages, times), func(t *testing.T) {
							t.Parallel()
							cells.Add(1)
							if strike(t, f, pages, at, times) {
								whole.Add(1)
							} else {
								failed.Add(1)
							}
						})
					}
				}
			}
		}
	})
	t.Logf("summary: fault table of %d cells: %d whole lists, %d errors, no part of a list", cells.Load(), whole.Load(), failed.Load())
	if whole.Load() < 200 || failed.Load() < 200 {
		t.Error("the table is lopsided: hardly a cell ends in a whole list, or hardly one in an error")
	}
}

// strike reads a walk that meets a fault, and reports whether the list came whole.
func strike(t *testing.T, f fault, pages, at, times int) (whole bool) {
	t.Helper()
	count := max(0, pages*pageRows-1)
	on := faults.NthPage(at)
	if times > 0 {
		on = on.Times(times)
	}
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(count)), zohocrmtest.WithPageRows(pageRows),
		zohocrmtest.WithFaults(faults.Fault{On: on, Kind: f.kind}))
	var state map[string]any
	var diags []*tfprotov6.Diagnostic
	withMock(t, mock, f.slow, func(t *testing.T, p *protocol) {
		state, diags = p.read(t.Context(), lead.with(block{"fields": fields("id")}))
	})
	if len(diags) > 0 {
		if len(diags) > 1 || diags[0].Severity != tfprotov6.DiagnosticSeverityError {
			t.Errorf("got %v, want one error", summaries(diags))
		}
		if state["attachments"] != nil {
			t.Errorf("the state holds a part of the list beside the error %v", summaries(diags))
		}
		if f.class == passes && times > 0 {
			t.Errorf("a fault that passes did not: %v", summaries(diags))
		}
		return false
	}
	var got, want []string
	for _, attachment := range attachmentsOf(t, state) {
		got = append(got, attachment["id"].(string))
	}
	for i := count - 1; i >= 0; i-- {
		want = append(want, rows.AttachmentID(i))
	}
	if !slices.Equal(got, want) {
		t.Errorf("no error, and %d attachments of %d", len(got), count)
	}
	if f.class == ends || f.class == passes && times == 0 {
		t.Error("no error")
	}
	return true
}
