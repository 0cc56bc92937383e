package provider_test

import (
	"fmt"
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// fiveFields are those of the rows of [dealPages].
var fiveFields = fields("Amount", "Closing_Date", "Deal_Name", "Owner", "Stage")

// dealPages are n deals of five fields, 2,000 on a page.
func dealPages(n int) []coqlResponse {
	const size = 2000
	var pages []coqlResponse
	for first := 0; first < n; first += size {
		var rows []string
		for i := first; i < min(n, first+size); i++ {
			rows = append(rows, fmt.Sprintf(`{"Deal_Name":"Deal %d","Stage":"Closed Won","Amount":%d.50,"Closing_Date":"2026-01-05",`+
				`"Owner":{"name":"Boyle","id":"4876876000000327001"},"id":"%d"}`, i, i, 4876876000000376008+i))
		}
		pages = append(pages, coqlResponse{http.StatusOK, found(first+size < n, rows...)})
	}
	return pages
}

// readingPages returns a read of pages that cost nothing to make.
func readingPages(tb testing.TB, pages []coqlResponse, newServer newServer) func() []byte {
	tb.Helper()
	s := &coqlScript{responses: pages}
	p := newProtocolOf(tb, newServer, map[string]string{"ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token}, provider.WithTransport(s)).of(foundRecords)
	wantNone(tb, p.configure(nil))
	config := dynamic(tb, p.sourceType(), won.with(block{"fields": fiveFields, "max_records": 100_000}))
	return func() []byte {
		s.queries = nil
		resp, err := p.server.ReadDataSource(tb.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: foundRecords, Config: config})
		if err != nil {
			tb.Fatal(err)
		}
		wantNone(tb, resp.Diagnostics)
		return resp.State.MsgPack
	}
}

// TestFindCost holds what one more record of five fields allocates, from the page to Terraform's answer. The numbers are those
// of the whole process, so no test runs beside it.
func TestFindCost(t *testing.T) {
	const most, mostBytes = 36, 4_000
	spent := func(n int) (allocations, bytes float64) {
		read := readingPages(t, dealPages(n), ownServer)
		read()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		read()
		runtime.ReadMemStats(&after)
		return float64(after.Mallocs - before.Mallocs), float64(after.TotalAlloc - before.TotalAlloc)
	}
	fewAllocations, fewBytes := spent(1000)
	manyAllocations, manyBytes := spent(11_000)
	allocations, bytes := (manyAllocations-fewAllocations)/10_000, (manyBytes-fewBytes)/10_000
	if allocations > most || bytes > mostBytes {
		t.Errorf("one more record costs %.1f allocations and %.0f bytes, at most %d and %d are meant", allocations, bytes, most, mostBytes)
	}
	t.Logf("one more record: %.1f allocations, %.0f bytes", allocations, bytes)
}

// BenchmarkFind finds records of five fields.
func BenchmarkFind(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("records=%d", n), func(b *testing.B) {
			var atEnd, highest uint64
			pages := dealPages(n)
			read := readingPages(b, pages, provider.NewObserved(func() { atEnd = max(atEnd, memoryHeld()) }))
			debug.FreeOSMemory()
			before := memoryHeld()
			b.ReportAllocs()
			began := processorTime()
			for b.Loop() {
				kept = nil
				highest = max(highest, watchMemory(func() { kept = read() }))
			}
			if spent := processorTime() - began; spent > 0 {
				b.ReportMetric(float64(spent.Nanoseconds())/float64(b.N), "cpu-ns/op")
			}
			b.ReportMetric(float64(atEnd-min(atEnd, before)), "read-end-B")
			b.ReportMetric(float64(highest-min(highest, before)), "peak-B")
			b.ReportMetric(float64(len(kept)), "state-B")
			if !strings.Contains(string(kept), "Deal 0") {
				b.Error("the state lacks a record")
			}
		})
	}
}
