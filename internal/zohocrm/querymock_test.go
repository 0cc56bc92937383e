package zohocrm_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// sevenThousandDeals are the deals of [sevenThousand], which take a tenth of a second to make up.
var sevenThousandDeals = sync.OnceValue(func() coql.Records { return coql.MadeUp("Deals", 7000) })

// sevenThousand starts a mock with 7,000 deals, of which 4,667 are won, and returns their ids too.
func sevenThousand(t *testing.T, opts ...zohocrmtest.MockOption) (*zohocrmtest.Mock, []string) {
	t.Helper()
	var won []string
	for i := range 7000 {
		if i%3 < 2 {
			won = append(won, coql.RecordID("Deals", i))
		}
	}
	return zohocrmtest.StartMock(t, append(opts, zohocrmtest.WithRecords("Deals", sevenThousandDeals()))...), won
}

func wantIDs(t *testing.T, found []api.FoundRecord, want []string) {
	t.Helper()
	if got := idsFound(found); !slices.Equal(got, want) {
		t.Errorf("%d records, want %d, each once, the lowest id first", len(got), len(want))
	}
}

// 4,667 of 7,000 records are found by three queries, each once, in order.
func TestSevenThousandRecords(t *testing.T) {
	t.Parallel()
	mock, won := sevenThousand(t)
	found, err := findAll(t, newClient(t, zohocrm.Config{APIDomain: mock.URL()}), wonQuery)
	if err != nil || len(won) != 4667 {
		t.Fatalf("%v, of %d", err, len(won))
	}
	wantIDs(t, found, won)
	if n := len(mock.Requests()); n != 3 {
		t.Errorf("%d queries, want 3", n)
	}
	for _, record := range found {
		if name := record.Values["Deal_Name"]; name == nil || !strings.HasPrefix(*name, "Deal ") || *record.Values["Stage"] != "Closed Won" {
			t.Fatalf("found %s", show(record))
		}
	}
}

// Nothing that stays is lost, and nothing comes twice, while records before and behind the walk are added and removed.
func TestRecordsChangeDuringTheWalk(t *testing.T) {
	t.Parallel()
	all := sevenThousandDeals()
	mock, won := sevenThousand(t)
	removed := []string{won[0], won[7], won[1999], won[2000], won[4666]}
	added := func(i int) string { return fmt.Sprintf(`{"id":"%d","Stage":"Closed Won","Deal_Name":"new"}`, i) }
	further, err := coql.Of(added(5), added(6), added(9999999999999999), `{"id":"9999999999999999999","Stage":"Closed Won"}`)
	if err != nil {
		t.Fatal(err)
	}
	client := newClient(t, zohocrm.Config{APIDomain: mock.URL()})
	var got []string
	for record, err := range client.Records(t.Context(), wonQuery) {
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, record.ID); len(got) == 2000 {
			mock.SetRecords("Deals", all.Without(removed...).Union(further))
		}
	}
	// Of those ahead of the walk the ones that were removed are absent, and the one that was added is there.
	if want := slices.Concat(won[:2000], won[2001:4666], []string{"9999999999999999999"}); !slices.Equal(got, want) {
		t.Errorf("%d records, want %d", len(got), len(want))
	}
}

// Faults of pages, on every query of a walk: the list is whole, or there is an error.
func TestQueryFaults(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		kind    faults.Kind
		failure string // empty where the list is whole
	}{
		{faults.PromisesMore(), ""},
		{faults.ShortPage(), ""},
		{faults.NumericIDs(), ""},
		{faults.ExtraKeys(), ""},
		{faults.MissingKeys(), ""},
		{faults.DuplicateRow(), "rows that were asked for"},
		{faults.ReversedRows(), "the ids do not ascend"},
		{faults.RowWithoutID(), "no id of 1 to 20 digits"},
		{faults.WithoutInfo(), "does not say whether more rows follow"},
		{faults.WithoutMoreRecords(), "does not say whether more rows follow"},
		{faults.WithoutData(), "it has no data"},
		{faults.EmptyPagePromisingMore(), "an announced page has no rows"},
		{faults.HTMLPage(), "not JSON"},
		{faults.ErrorInside200(), "HTTP 200"},
		{faults.HugeBody(80 << 20), "too large"},
	} {
		t.Run(tc.kind.String(), func(t *testing.T) {
			t.Parallel()
			mock, won := sevenThousand(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: tc.kind}))
			found, err := findAll(t, newClient(t, zohocrm.Config{APIDomain: mock.URL()}), wonQuery)
			switch {
			case tc.failure == "" && err == nil:
				wantIDs(t, found, won)
			case tc.failure == "" || err == nil || !strings.Contains(err.Error(), tc.failure):
				t.Errorf("%d records, %v, want %q", len(found), err, tc.failure)
			}
			if n := len(mock.Requests()); n > 30 {
				t.Errorf("%d queries", n)
			}
		})
	}
}

// A POST that a kept connection loses before its response is sent again by net/http itself, as a GET is: it changes nothing.
func TestQueryOnAStaleConnection(t *testing.T) {
	t.Parallel()
	var requests, keys atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := requests.Add(1)
		if _, sent := r.Header["Idempotency-Key"]; sent {
			keys.Add(1)
		}
		if n == 2 {
			connection, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_ = connection.Close()
			return
		}
		_, _ = io.Copy(io.Discard, r.Body)
		_, _ = fmt.Fprintf(w, `{"data":[{"id":"%d"}],"info":{"more_records":%t}}`, n, n == 1)
	}))
	t.Cleanup(server.Close)
	found, err := findAll(t, newClient(t, zohocrm.Config{APIDomain: server.URL}), wonQuery)
	if got := idsFound(found); err != nil || !slices.Equal(got, []string{"1", "3"}) {
		t.Errorf("found %v, %v", got, err)
	}
	if keys.Load() > 0 {
		t.Error("the header Idempotency-Key was sent")
	}
}

// No more queries are in flight than Zoho serves at once in an organisation, whatever the configuration allows; attachments
// have the rest.
func TestQueriesAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		inFlight := map[string]*atomic.Int64{http.MethodPost: {}, http.MethodGet: {}}
		release := make(chan struct{})
		server := roundTripFunc(func(r *http.Request) (*http.Response, error) {
			inFlight[r.Method].Add(1)
			defer inFlight[r.Method].Add(-1)
			<-release
			return &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
		})
		client := newClient(t, zohocrm.Config{Transport: server, MaxConcurrentRequests: 25})
		var walks sync.WaitGroup
		var found atomic.Int64
		for range 60 {
			walks.Go(func() {
				for _, err := range client.Records(t.Context(), wonQuery) {
					t.Error(err)
				}
				found.Add(1)
			})
		}
		synctest.Wait()
		for range 60 {
			walks.Go(func() {
				for _, err := range client.Attachments(t.Context(), dealRequest) {
					t.Error(err)
				}
			})
		}
		synctest.Wait() // every request that may be sent is in flight
		if queries, others := inFlight[http.MethodPost].Load(), inFlight[http.MethodGet].Load(); queries != 10 || others != 15 {
			t.Errorf("%d queries and %d other requests are in flight, want 10 and 15", queries, others)
		}
		close(release)
		walks.Wait()
		if found.Load() != 60 {
			t.Errorf("%d walks ended, want 60", found.Load())
		}

		// A walk whose context ends while it waits for its turn ends.
		again := make(chan struct{})
		blocked := newClient(t, zohocrm.Config{MaxConcurrentRequests: 25, Transport: roundTripFunc(func(r *http.Request) (*http.Response, error) {
			<-again
			return &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
		})})
		for range 10 {
			walks.Go(func() { _, _ = findAll(t, blocked, wonQuery) })
		}
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for _, err := range blocked.Records(ctx, wonQuery) {
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
		close(again)
		walks.Wait()
	})
}

// 2,000 rows with wide texts are a page.
func TestWideRows(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("wide ", 4000)
	rows := make([]map[string]string, 2000)
	for i := range rows {
		rows[i] = map[string]string{"id": fmt.Sprint(i + 1), "Stage": text}
	}
	body, err := json.Marshal(map[string]any{"data": rows, "info": map[string]any{"count": len(rows), "more_records": false}})
	if err != nil {
		t.Fatal(err)
	}
	s := &script{responses: []scriptedResponse{ok(string(body))}}
	found, err := findAll(t, newClient(t, zohocrm.Config{Transport: s}), wonQuery)
	if err != nil || len(found) != 2000 || *found[1999].Values["Stage"] != text {
		t.Errorf("%d records of a body of %d MiB, %v", len(found), len(body)>>20, err)
	}
}
