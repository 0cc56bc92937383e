package provider_test

import (
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// terraformsParallelism is how many blocks Terraform reads at a time by default.
const terraformsParallelism = 10

// benchRecords are numbers of records, and of attachments that each has.
var benchRecords = []struct{ records, rows int }{{1000, 3}, {100, 1000}}

// BenchmarkRecordsMemory tells what the process holds of memory, as [BenchmarkMemory] does.
func BenchmarkRecordsMemory(b *testing.B) {
	for _, size := range benchRecords {
		b.Run(fmt.Sprintf("records=%d/rows=%d", size.records, size.rows), func(b *testing.B) {
			mock := zohocrmtest.StartMock(b, zohocrmtest.WithGzip(), zohocrmtest.WithAnyRecord(rows.Attachments(size.rows, rows.LinkEvery(10))))
			makePages(b, mock, size.records)
			var atEnd, highest uint64
			read := measure(b, mock, provider.NewObserved(func() { atEnd = max(atEnd, memoryHeld()) })).
				reading(manyAttachments, block{"module": "Deals", "record_ids": idsUpTo(size.records)})
			for b.Loop() {
				kept = nil
				debug.FreeOSMemory()
				highest = max(highest, watchMemory(func() { kept = read() }))
			}
			b.ReportMetric(float64(len(kept)), "state-B")
			b.ReportMetric(float64(atEnd), "read-end-B")
			b.ReportMetric(float64(highest), "peak-B")
		})
	}
}

// BenchmarkRecords reads many records with all fields: by one block, and by a block for each, ten at a time, as Terraform
// does with for_each.
func BenchmarkRecords(b *testing.B) {
	for _, size := range benchRecords {
		mock := zohocrmtest.StartMock(b, zohocrmtest.WithGzip(), zohocrmtest.WithAnyRecord(rows.Attachments(size.rows, rows.LinkEvery(10))))
		m := measure(b, mock, ownServer)
		ways := []struct {
			name string
			read func() []byte
		}{
			{"block", m.reading(manyAttachments, block{"module": "Deals", "record_ids": idsUpTo(size.records)})},
			{"for_each", m.readingEach(size.records)},
		}
		makePages(b, mock, size.records)
		for _, way := range ways {
			b.Run(fmt.Sprintf("records=%d/rows=%d/way=%s", size.records, size.rows, way.name), func(b *testing.B) {
				runtime.GC()
				b.ReportAllocs()
				began := processorTime()
				for b.Loop() {
					kept = way.read()
				}
				if spent := processorTime() - began; spent > 0 {
					b.ReportMetric(float64(spent.Nanoseconds())/float64(b.N), "cpu-ns/op")
				}
			})
		}
	}
}

// BenchmarkApply has the real CLI read a thousand records of a server that takes 20 ms for a call and serves twenty at
// once: by one block, and by a block for each.
func BenchmarkApply(b *testing.B) {
	const records, each, most = 1000, 3, 20
	ids := fmt.Sprintf("[for n in range(%d) : tostring(1000 + n)]", records)
	for _, way := range []struct{ name, config string }{
		{"block", `
			data "zohocrm_attachments" "deals" {
			  module     = "Deals"
			  record_ids = ` + ids + `
			}

			output "attachments" {
			  value = sum([for deal in data.zohocrm_attachments.deals.records : length(deal.attachments)])
			}`},
		{"for_each", `
			data "zohocrm_record_attachments" "deals" {
			  for_each  = toset(` + ids + `)
			  module    = "Deals"
			  record_id = each.key
			}

			output "attachments" {
			  value = sum([for deal in data.zohocrm_record_attachments.deals : length(deal.attachments)])
			}`},
	} {
		b.Run(fmt.Sprintf("records=%d/rows=%d/way=%s", records, each, way.name), func(b *testing.B) {
			mock := zohocrmtest.StartMock(b, zohocrmtest.WithAnyRecord(rows.Attachments(each)), zohocrmtest.WithLatency(20*time.Millisecond),
				zohocrmtest.WithConcurrencyLimit(most))
			c := newCLI(b, mock)
			c.Env = append(c.Env, fmt.Sprintf("ZOHOCRM_MAX_CONCURRENT_REQUESTS=%d", most))
			c.Write("main.tf", way.config)
			for b.Loop() {
				c.MustRun("apply", "-auto-approve", "-no-color")
			}
			if got, want := c.MustRun("output", "-raw", "attachments"), fmt.Sprint(records*each); got != want {
				b.Errorf("%s attachments, want %s", got, want)
			}
			if calls := len(mock.Requests()); calls%records != 0 {
				b.Errorf("%d calls, want one for each record", calls)
			}
			b.ReportMetric(float64(mock.MaxInFlight()), "at-once")
		})
	}
}

// makePages has the mock make its pages.
func makePages(b *testing.B, mock *zohocrmtest.Mock, records int) {
	b.Helper()
	client, err := zohocrm.New(zohocrm.Config{APIDomain: mock.URL(), Tokens: zohocrm.StaticToken(zohocrmtest.Token)})
	if err != nil {
		b.Fatal(err)
	}
	requests := make([]zohocrm.Request, records)
	for i := range requests {
		requests[i] = zohocrm.Request{Module: "Deals", RecordID: strconv.Itoa(i + 1), Fields: defaultFields}
	}
	err = client.EachRecord(b.Context(), requests, func(_ int, attachments iter.Seq2[api.Attachment, error]) error {
		for _, err := range attachments {
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// readingEach returns a read of each record by a block of its own, ten at a time. Of the states it returns the last.
func (m *measured) readingEach(records int) func() []byte {
	m.tb.Helper()
	reads := make([]func() []byte, records)
	for i := range reads {
		reads[i] = m.reading(recordAttachments, block{"module": "Deals", "record_id": strconv.Itoa(i + 1)})
	}
	states := make([][]byte, records)
	return func() []byte {
		var group errgroup.Group
		group.SetLimit(terraformsParallelism)
		for i, read := range reads {
			group.Go(func() error {
				states[i] = read()
				return nil
			})
		}
		_ = group.Wait()
		return states[records-1]
	}
}
