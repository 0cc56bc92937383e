package provider_test

import (
	"bytes"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflog"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// ids makes numbers ids of records in a block.
func ids(numbers ...int) []any {
	list := make([]any, len(numbers))
	for i, n := range numbers {
		list[i] = strconv.Itoa(n)
	}
	return list
}

// idsUpTo are the ids 1 to n.
func idsUpTo(n int) []any {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i + 1
	}
	return ids(numbers...)
}

// deals is a block that reads deals.
func deals(recordIDs []any) block {
	return block{"module": "Deals", "record_ids": recordIDs, "fields": fields("id")}
}

var collecting = block{"on_error": "collect"}

// recordsOf returns the records of a state that has a result.
func recordsOf(tb testing.TB, state map[string]any) map[string]map[string]any {
	tb.Helper()
	results, ok := state["records"].(map[string]any)
	if !ok {
		tb.Fatalf("records is %#v, want a map", state["records"])
	}
	records := make(map[string]map[string]any, len(results))
	for id, result := range results {
		records[id] = result.(map[string]any)
	}
	return records
}

// deleted has a record answer as one that does not exist any more.
func deleted(id string) faults.Fault {
	return faults.Fault{
		On:   faults.EveryCall().Record("Deals", id),
		Kind: zohoSays(400, "INVALID_DATA", `{"resource_path_index":1}`, "the related id given seems to be invalid"),
	}
}

// TestRecords holds that each record comes to what a read of it alone comes to, and the configuration to itself.
func TestRecords(t *testing.T) { bySource(t, testRecords) }

func testRecords(t *testing.T, connected connect) {
	list := map[string]rows.Rows{
		"11": rows.Attachments(450, rows.LinkEvery(3), rows.Shuffled(5)),
		"12": rows.Attachments(0),
		"13": rows.Verbatim(fullRow, `{"id":"1"}`, `{}`),
	}
	var records []zohocrmtest.MockOption
	for id, r := range list {
		records = append(records, zohocrmtest.WithRecord("Deals", id, r))
	}
	p := connected(t, zohocrmtest.StartMock(t, records...))
	config := block{"module": "Deals", "record_ids": ids(12, 11, 13, 11), "timeouts": block{"read": "1m"}}
	state, diags := p.of(manyAttachments).read(t.Context(), config)
	wantNone(t, diags)
	got := recordsOf(t, state)
	if len(got) != len(list) {
		t.Errorf("%d records, want %d", len(got), len(list))
	}
	for id := range list {
		alone := p.mustRead(block{"module": "Deals", "record_id": id})
		want := map[string]any{"attachments": make([]any, len(alone)), "error": nil}
		for i, attachment := range alone {
			want["attachments"].([]any)[i] = attachment
		}
		if !reflect.DeepEqual(got[id], want) {
			t.Errorf("record %s:\ngot  %v\nwant %v", id, got[id], want)
		}
	}
	delete(state, "records")
	if want := map[string]any{
		"module": "Deals", "record_ids": ids(12, 11, 13, 11), "fields": nil, "on_error": nil, "timeouts": map[string]any{"read": "1m"},
	}; !reflect.DeepEqual(state, want) {
		t.Errorf("got  %v\nwant %v", state, want)
	}
}

// TestNoRecords holds that no ids are no records, and no call.
func TestNoRecords(t *testing.T) { bySource(t, testNoRecords) }

func testNoRecords(t *testing.T, connected connect) {
	for _, onError := range []any{nil, "fail", "collect"} {
		mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
		state, diags := connected(t, mock).of(manyAttachments).read(
			t.Context(), deals(nil).with(block{"record_ids": []any{}, "on_error": onError}),
		)
		wantNone(t, diags)
		if records, ok := state["records"].(map[string]any); !ok || len(records) > 0 {
			t.Errorf("on_error %v: records is %#v, want an empty map", onError, state["records"])
		}
		if calls := len(mock.Requests()); calls > 0 {
			t.Errorf("on_error %v: %d calls", onError, calls)
		}
	}
}

// TestRecordsAsk holds the wire form of the requests: one for each record and page, however often a record is named.
func TestRecordsAsk(t *testing.T) { bySource(t, testRecordsAsk) }

func testRecordsAsk(t *testing.T, connected connect) {
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	_, diags := connected(t, mock).of(manyAttachments).read(
		t.Context(), deals(ids(2, 1, 2, 2)).with(block{"fields": fields("id", "File_Name")}),
	)
	wantNone(t, diags)
	got := mock.URIs()
	slices.Sort(got)
	want := []string{
		"/crm/v8/Deals/1/Attachments?fields=File_Name%2Cid&per_page=200",
		"/crm/v8/Deals/2/Attachments?fields=File_Name%2Cid&per_page=200",
	}
	if !slices.Equal(got, want) {
		t.Errorf("asked %v\nwant  %v", got, want)
	}
}

// TestThousandRecords reads a thousand records, some of two pages, of a server that allows five requests at a time and
// whose every hundredth answer is a 503: all are there, by one successful call for each record and page.
func TestThousandRecords(t *testing.T) {
	t.Parallel()
	const count, pages = 1000, 1010
	records := []zohocrmtest.MockOption{zohocrmtest.WithAnyRecord(rows.Attachments(3)), zohocrmtest.WithConcurrencyLimit(5)}
	for n := 100; n <= count; n += 100 {
		records = append(records, zohocrmtest.WithRecord("Deals", strconv.Itoa(n), rows.Attachments(201)))
	}
	calls := 0
	hundredth := faults.OnCall(func(faults.Call) bool {
		calls++
		return calls%100 == 0
	})
	mock := zohocrmtest.StartMock(
		t, append(records, zohocrmtest.WithFaults(faults.Fault{On: hundredth, Kind: faults.ServiceUnavailable()}))...,
	)
	state, diags := connected(t, mock).of(manyAttachments).read(t.Context(), deals(idsUpTo(count)))
	wantNone(t, diags)
	got := recordsOf(t, state)
	for n := 1; n <= count; n++ {
		want := 3
		if n%100 == 0 {
			want = 201
		}
		if rows, _ := got[strconv.Itoa(n)]["attachments"].([]any); len(rows) != want {
			t.Errorf("record %d: %d attachments, want %d", n, len(rows), want)
		}
	}
	answered, failed := make(map[string]int), 0
	for _, r := range mock.Requests() {
		switch r.Status {
		case http.StatusOK:
			answered[r.URI]++
		case http.StatusServiceUnavailable:
			failed++
		}
	}
	for uri, n := range answered {
		if n != 1 {
			t.Errorf("%s was answered %d times", uri, n)
		}
	}
	if len(answered) != pages || failed < pages/100 {
		t.Errorf("%d pages and %d faults, want %d and %d or more", len(answered), failed, pages, pages/100)
	}
}

// startTogether starts a mock whose first n answers come only when n requests are under way.
func startTogether(tb testing.TB, n int) *zohocrmtest.Mock {
	tb.Helper()
	return zohocrmtest.StartMock(tb, zohocrmtest.WithAnyRecord(rows.Attachments(3)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.Together(n)}))
}

// TestRecordsConcurrently holds that the setting decides how many requests are under way, and that all of them are.
func TestRecordsConcurrently(t *testing.T) {
	t.Parallel()
	for _, most := range []int{1, 7, 20} {
		mock := startTogether(t, most)
		p := newProtocol(t, environmentFor(mock))
		wantNone(t, p.configure(block{"max_concurrent_requests": most}))
		_, diags := p.of(manyAttachments).read(t.Context(), block{"module": "Deals", "record_ids": idsUpTo(200), "timeouts": block{"read": "1m"}})
		wantNone(t, diags)
		if got := mock.MaxInFlight(); got != most {
			t.Errorf("max_concurrent_requests = %d: %d at once", most, got)
		}
	}
}

// TestRecordsShareTheThrottle has blocks of both kinds read at once: their requests share one limit.
func TestRecordsShareTheThrottle(t *testing.T) {
	t.Parallel()
	const most = 5
	mock := startTogether(t, most)
	p := newProtocol(t, environmentFor(mock))
	wantNone(t, p.configure(block{"max_concurrent_requests": most}))
	var reads sync.WaitGroup
	for i := range 3 {
		reads.Go(func() {
			if _, diags := p.of(manyAttachments).read(t.Context(), deals(idsUpTo(50))); len(diags) > 0 {
				t.Errorf("block %d: %v", i, summaries(diags))
			}
		})
		reads.Go(func() {
			if _, diags := p.read(t.Context(), block{"module": "Deals", "record_id": "1"}); len(diags) > 0 {
				t.Errorf("record %d: %v", i, summaries(diags))
			}
		})
	}
	reads.Wait()
	if got := mock.MaxInFlight(); got != most {
		t.Errorf("%d requests at once, want %d", got, most)
	}
}

// TestRecordsLog holds that the concurrent walks of a read share one log: a line for each request, secrets masked.
func TestRecordsLog(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithTokens("Deals"), zohocrmtest.WithAnyRecord(rows.Attachments(3)))
	p := newProtocol(t, map[string]string{"ZOHOCRM_API_DOMAIN": mock.URL(), "ZOHOCRM_OAUTH_TOKEN": "Deals"})
	wantNone(t, p.configure(nil))
	var log bytes.Buffer
	ctx := tflog.SetField(tflogtest.RootLogger(t.Context(), &log), "tf_rpc", "ReadDataSource") // as Terraform's own server does
	_, diags := p.of(manyAttachments).read(ctx, block{"module": "Deals", "record_ids": idsUpTo(200)})
	wantNone(t, diags)
	lines, err := tflogtest.MultilineJSONDecode(&log)
	if err != nil {
		t.Fatal(err)
	}
	asked := make(map[string]int)
	for _, line := range lines {
		if line["@message"] == "Response from Zoho CRM" {
			asked[line["path"].(string)]++
		}
	}
	for n := 1; n <= 200; n++ {
		if path := fmt.Sprintf("/crm/v8/***/%d/Attachments", n); asked[path] != 1 {
			t.Fatalf("%d lines of %s, want one; all: %v", asked[path], path, asked)
		}
	}
}
