package zohocrm

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// recordsNumbered are requests for the records 1 to n.
func recordsNumbered(n int) []Request {
	requests := make([]Request, n)
	for i := range requests {
		requests[i] = Request{Module: "Deals", RecordID: strconv.Itoa(i + 1), Fields: []string{"id"}}
	}
	return requests
}

// countRows ranges over the attachments of a walk.
func countRows(attachments iter.Seq2[Attachment, error]) (rows int, failure error) {
	for _, err := range attachments {
		if err != nil {
			return rows, err
		}
		rows++
	}
	return rows, nil
}

// TestEachRecord walks a hundred records of 0 to 402 attachments: each is visited once, with all of its own.
func TestEachRecord(t *testing.T) {
	t.Parallel()
	const most = 3
	var records []zohocrmtest.MockOption
	for n := range 100 {
		records = append(records, zohocrmtest.WithRecord("Deals", strconv.Itoa(n+1), zohocrmtest.Attachments(n%3*201)))
	}
	mock := zohocrmtest.StartMock(t, append(records, zohocrmtest.WithLatency(time.Millisecond))...)
	w := newWalker(t, Config{APIDomain: mock.URL(), MaxConcurrentRequests: most})
	var visits, now, highest atomic.Int64
	var rows [100]int
	err := w.client.EachRecord(t.Context(), recordsNumbered(100), func(i int, attachments iter.Seq2[Attachment, error]) error {
		visits.Add(1)
		if n := now.Add(1); n > highest.Load() {
			highest.Store(n)
		}
		defer now.Add(-1)
		var err error
		rows[i], err = countRows(attachments)
		return err
	})
	if err != nil || visits.Load() != 100 {
		t.Errorf("%d visits, %v", visits.Load(), err)
	}
	for i, got := range rows {
		if want := i % 3 * 201; got != want {
			t.Errorf("record %d has %d attachments, want %d", i, got, want)
		}
	}
	if inFlight := mock.MaxInFlight(); inFlight != most {
		t.Errorf("%d requests under way at the most, want %d", inFlight, most)
	}
	if n := highest.Load(); n > walksPerRequest*most {
		t.Errorf("%d walks side by side", n)
	}
	if err := w.client.EachRecord(t.Context(), nil, nil); err != nil {
		t.Errorf("no records: %v", err)
	}
}

// waitingClock waits until it is told to go on.
type waitingClock struct{ goOn chan struct{} }

func (waitingClock) Now() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

func (c waitingClock) Sleep(ctx context.Context, _ time.Duration) error {
	select {
	case <-c.goOn:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// TestEachRecordGoesOnWhileOneWaits has a record wait for its next try until the other is read, with one request at once.
func TestEachRecordGoesOnWhileOneWaits(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(zohocrmtest.Attachments(1)),
		zohocrmtest.WithFaults(zohocrmtest.Fault{On: zohocrmtest.NthCall(1).Record("Deals", "1"), Kind: zohocrmtest.InternalError()}))
	w := newWalker(t, Config{APIDomain: mock.URL(), MaxConcurrentRequests: 1})
	clock := waitingClock{make(chan struct{})}
	w.client.clock, w.client.throttle.clock = clock, clock
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err := w.client.EachRecord(ctx, recordsNumbered(2), func(i int, attachments iter.Seq2[Attachment, error]) error {
		_, err := countRows(attachments)
		if i == 1 {
			close(clock.goOn)
		}
		return err
	})
	if calls := len(mock.Requests()); err != nil || calls != 3 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

// TestEachRecordStops holds that the first error ends it all: no walk begins after it, and those under way are cut short.
func TestEachRecordStops(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(zohocrmtest.Attachments(1)), zohocrmtest.WithFaults(
		zohocrmtest.Fault{On: zohocrmtest.EveryCall().Record("Deals", "7"), Kind: zohocrmtest.NoPermission()},
		zohocrmtest.Fault{On: zohocrmtest.EveryCall().Record("Deals", "6"), Kind: zohocrmtest.NeverAnswer()},
	))
	w := newWalker(t, Config{APIDomain: mock.URL(), MaxConcurrentRequests: 4})
	var mu sync.Mutex
	var failures []error
	err := w.client.EachRecord(t.Context(), recordsNumbered(1000), func(i int, attachments iter.Seq2[Attachment, error]) error {
		_, err := countRows(attachments)
		if err != nil {
			mu.Lock()
			defer mu.Unlock()
			failures = append(failures, err)
			err = fmt.Errorf("request %d: %w", i, err)
		}
		return err
	})
	refused, ok := errors.AsType[*Error](err)
	if !ok || refused.Code != "NO_PERMISSION" || err.Error()[:10] != "request 6:" {
		t.Errorf("got %v", err)
	}
	if calls := len(mock.Requests()); calls > 7+2*walksPerRequest*4 {
		t.Errorf("%d calls", calls)
	}
	for _, failure := range failures {
		if !errors.Is(failure, context.Canceled) && !errors.Is(failure, refused) {
			t.Errorf("a walk failed by itself: %v", failure)
		}
	}
	if len(failures) < 2 {
		t.Errorf("the walk that got no answer was not ended: %v", failures)
	}
}

// TestRecordFault holds which errors are one record's, and which would meet every other record too.
func TestRecordFault(t *testing.T) {
	t.Parallel()
	zoho := func(status int, code, details string) error {
		return decodeError(status, http.Header{}, fmt.Appendf(nil, `{"code":%q,"details":%s,"message":"m","status":"error"}`, code, details))
	}
	answer := func(defect Defect, status int) error { return &AnswerError{Defect: defect, Status: status} }
	for _, test := range []struct {
		name string
		err  error
		want bool
	}{
		{"the record", zoho(400, "INVALID_DATA", `{"resource_path_index":1}`), true},
		{"the record by 404", zoho(404, "INVALID_DATA", `{}`), true},
		{"the record by 404, in the form that looks like a slip", zoho(404, "INVALID_MODULE", `{}`), true},
		{"the related list, which a layout may hide", zoho(400, "INVALID_DATA", `{"resource_path_index":2}`), true},
		{"a permission, which may be the record's", zoho(403, "NO_PERMISSION", `{"permissions":["Crm_Implied_View_Deals"]}`), true},
		{"the page token", zoho(400, "EXPIRED_VALUE", `{"param_name":"page_token"}`), true},
		{"too many rows", zoho(400, "PAGINATION_LIMIT_EXCEEDED", `{"param_name":"page_token"}`), true},
		{"a server that stumbles over it", zoho(500, "INTERNAL_ERROR", `{}`), true},
		{"a server that did so at every try", &RetryError{Tries: 5, Err: zoho(503, "SERVICE_UNAVAILABLE", `{}`)}, true},
		{"an error inside a success", zoho(200, "INTERNAL_ERROR", `{}`), true},
		{"a code of tomorrow", zoho(409, "RECORD_LOCKED", `{}`), true},
		{"pages that make up no list", &PagingError{TokenRepeated}, true},
		{"an answer of another form", answer(Malformed, 200), true},
		{"an answer that is not Zoho's", answer(NotJSON, 403), true},

		{"the token", zoho(401, "INVALID_TOKEN", `{}`), false},
		{"no token", zoho(401, "AUTHENTICATION_FAILURE", `{}`), false},
		{"the scope", zoho(401, "OAUTH_SCOPE_MISMATCH", `{}`), false},
		{"the scope by 403", zoho(403, "OAUTH_SCOPE_MISMATCH", `{}`), false},
		{"no token to be had", &TokenError{Kind: TokenInvalidCode}, false},
		{"the module", zoho(400, "INVALID_MODULE", `{"resource_path_index":0}`), false},
		{"the module, unsupported", zoho(400, "NOT_SUPPORTED", `{}`), false},
		{"the fields", zoho(400, "LIMIT_EXCEEDED", `{"limit":50,"param_name":"fields"}`), false},
		{"the version", zoho(400, "API_NOT_SUPPORTED", `{}`), false},
		{"the method", zoho(400, "INVALID_REQUEST_METHOD", `{}`), false},
		{"credits or limit", &RetryError{Tries: 5, Err: zoho(429, "TOO_MANY_REQUESTS", `{}`), Alone: true}, false},
		{"credits or limit, not Zoho's form", &RetryError{Tries: 5, Err: answer(NotJSON, 429)}, false},
		{"a long wait", &RetryError{Tries: 1, Err: zoho(503, "SERVICE_UNAVAILABLE", `{}`), Stopped: &RetryAfterError{time.Hour}}, false},
		{"no connection", &RetryError{Tries: 5, Err: &ConnectionError{Host: "h", Err: errors.New("refused")}}, false},
		{"a connection that came too late", &ConnectionError{Host: "h", Err: context.DeadlineExceeded}, false},
		{"the deadline", &RetryError{Tries: 1, Err: zoho(503, "SERVICE_UNAVAILABLE", `{}`), Stopped: context.DeadlineExceeded}, false},
		{"an interrupt", &RetryError{Stopped: context.Canceled}, false},
		{"the request", &RequestError{"module", "a b"}, false},
		{"anything else", errors.New("else"), false},
	} {
		if got := RecordFault(&WalkError{Page: 1, Err: test.err}); got != test.want {
			t.Errorf("%s: got %t", test.name, got)
		}
	}
}
