package zohocrm

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
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
func countRows(attachments iter.Seq2[api.Attachment, error]) (rows int, failure error) {
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
		records = append(records, zohocrmtest.WithRecord("Deals", strconv.Itoa(n+1), rows.Attachments(n%3*201)))
	}
	together := faults.Fault{On: faults.EveryCall(), Kind: faults.Together(most)}
	mock := zohocrmtest.StartMock(t, append(records, zohocrmtest.WithFaults(together))...)
	w := newTestClient(t, Config{APIDomain: mock.URL(), MaxConcurrentRequests: most})
	var visits, now, highest atomic.Int64
	var rows [100]int
	err := w.client.EachRecord(t.Context(), recordsNumbered(100), func(i int, attachments iter.Seq2[api.Attachment, error]) error {
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
		t.Errorf("%d requests in flight, want %d", inFlight, most)
	}
	if n := highest.Load(); n > 2*most {
		t.Errorf("%d walks at once", n)
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

// TestEachRecordGoesOnWhileOneWaits has a record wait for its next attempt until the other is read, with one request at once.
func TestEachRecordGoesOnWhileOneWaits(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.NthCall(1).Record("Deals", "1"), Kind: faults.InternalError()}))
	clock := waitingClock{make(chan struct{})}
	w := newTestClient(t, Config{APIDomain: mock.URL(), MaxConcurrentRequests: 1, Clock: clock})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err := w.client.EachRecord(ctx, recordsNumbered(2), func(i int, attachments iter.Seq2[api.Attachment, error]) error {
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

// TestEachRecordStops holds that the first error ends it all: no walk begins after it, and those in flight are cut short.
func TestEachRecordStops(t *testing.T) {
	t.Parallel()
	const concurrent = 4
	// What comes after the request for record 7 is held until its client goes: so many more can be under way, and no more.
	var after atomic.Int64
	seen := false
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)), zohocrmtest.WithFaults(
		faults.Fault{On: faults.EveryCall().Record("Deals", "6"), Kind: faults.NeverResponds()},
		faults.Fault{Kind: faults.NeverResponds(), On: faults.OnCall(func(c faults.Call) bool {
			if seen {
				after.Add(1)
			}
			hold := seen
			seen = seen || c.Path == "/crm/v8/Deals/7/Attachments"
			return hold
		})},
		faults.Fault{On: faults.EveryCall().Record("Deals", "7"), Kind: faults.NoPermission()},
	))
	w := newTestClient(t, Config{APIDomain: mock.URL(), MaxConcurrentRequests: concurrent})
	var mu sync.Mutex
	var failures []error
	err := w.client.EachRecord(t.Context(), recordsNumbered(1000), func(i int, attachments iter.Seq2[api.Attachment, error]) error {
		_, err := countRows(attachments)
		if err != nil {
			mu.Lock()
			defer mu.Unlock()
			failures = append(failures, err)
			err = fmt.Errorf("request %d: %w", i, err)
		}
		return err
	})
	apiErr, ok := errors.AsType[*api.Error](err)
	if !ok || apiErr.Code != "NO_PERMISSION" || err.Error()[:10] != "request 6:" {
		t.Errorf("got %v", err)
	}
	if calls := after.Load(); calls > concurrent {
		t.Errorf("%d requests after the one that failed", calls)
	}
	for _, failure := range failures {
		if !errors.Is(failure, context.Canceled) && !errors.Is(failure, apiErr) {
			t.Errorf("a walk failed by itself: %v", failure)
		}
	}
	if len(failures) < 2 {
		t.Errorf("the walk that got no response was not ended: %v", failures)
	}
}

// TestEachRecordBetweenWalks holds that a context which ends between two walks is an error, though none of them failed.
func TestEachRecordBetweenWalks(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	w := newTestClient(t, Config{APIDomain: mock.URL(), MaxConcurrentRequests: 1})
	var visits atomic.Int64
	err := w.client.EachRecord(ctx, recordsNumbered(100), func(int, iter.Seq2[api.Attachment, error]) error {
		cancel()
		visits.Add(1)
		return nil
	})
	if !errors.Is(err, context.Canceled) || visits.Load() > 3 {
		t.Errorf("%d visits, %v", visits.Load(), err)
	}
}

// TestExtentOf holds which errors are one record's, and which would meet every other record too.
func TestExtentOf(t *testing.T) {
	t.Parallel()
	zoho := func(status int, code, details string) error {
		body := fmt.Sprintf(`{"code":%q,"details":%s,"message":"m","status":"error"}`, code, details)
		_, err := api.Decode(t.Context(), &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(body))}, pageSize, maxBody)
		return err
	}
	responseError := func(defect api.Defect, status int) error { return &api.ResponseError{Defect: defect, Status: status} }
	for _, test := range []struct {
		name string
		err  error
		want FailureScope
	}{
		{"the record", zoho(400, "INVALID_DATA", `{"resource_path_index":1}`), OneRecord},
		{"the record by 404", zoho(404, "INVALID_DATA", `{}`), OneRecord},
		{"a code of tomorrow at the record", zoho(409, "RECORD_LOCKED", `{"resource_path_index":1}`), OneRecord},
		{"the page token", zoho(400, "EXPIRED_VALUE", `{"param_name":"page_token"}`), OneRecord},
		{"the page token by its path", zoho(400, "EXPIRED_VALUE", `{"api_name":"page_token","json_path":"$.query.page_token"}`), OneRecord},
		{"another user's page token", zoho(400, "INVALID_DATA", `{"param_name":"page_token"}`), OneRecord},
		{"a page token that does not fit", zoho(400, "TOKEN_BOUND_DATA_MISMATCH", `{}`), OneRecord},
		{"too many rows", zoho(400, "PAGINATION_LIMIT_EXCEEDED", `{"param_name":"page_token"}`), OneRecord},
		{"too many rows by number", zoho(400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED", `{"limit":2000}`), OneRecord},
		{"pages that make up no list", &PagingError{PageTokenRepeated}, OneRecord},

		{"the record by 404, in the form that looks like a slip", zoho(404, "INVALID_MODULE", `{}`), AmbiguousScope},
		{"the related list, which a layout may hide", zoho(400, "INVALID_DATA", `{"resource_path_index":2}`), AmbiguousScope},
		{"a permission", zoho(403, "NO_PERMISSION", `{"permissions":["Crm_Implied_View_Deals"]}`), AmbiguousScope},
		{"a privilege", zoho(400, "AUTHORIZATION_FAILED", `{}`), AmbiguousScope},
		{"the address", zoho(404, "INVALID_URL_PATTERN", `{}`), AmbiguousScope},
		{"data that is not said to be the record's", zoho(400, "INVALID_DATA", `{}`), AmbiguousScope},
		{"a server error", zoho(500, "INTERNAL_ERROR", `{}`), AmbiguousScope},
		{"a server error at every attempt", &RetryError{Attempts: 5, Err: zoho(503, "SERVICE_UNAVAILABLE", `{}`)}, AmbiguousScope},
		{"an error inside a success", zoho(200, "INTERNAL_ERROR", `{}`), AmbiguousScope},
		{"a code of tomorrow", zoho(409, "RECORD_LOCKED", `{}`), AmbiguousScope},
		{"a response of another form", responseError(api.Malformed, 200), AmbiguousScope},
		{"a response that is not Zoho's", responseError(api.NotJSON, 403), AmbiguousScope},

		{"the token", zoho(401, "INVALID_TOKEN", `{}`), AllRecords},
		{"the token, inside a success", zoho(200, "INVALID_TOKEN", `{}`), AllRecords},
		{"no token", zoho(401, "AUTHENTICATION_FAILURE", `{}`), AllRecords},
		{"no token, by another status", zoho(400, "AUTHENTICATION_FAILURE", `{}`), AllRecords},
		{"an authorisation error of tomorrow", zoho(401, "TOKEN_FROZEN", `{}`), AllRecords},
		{"an authorisation error that is not Zoho's", responseError(api.NotJSON, 401), AllRecords},
		{"a proxy that wants a password", responseError(api.NotJSON, 407), AllRecords},
		{"a proxy that wants a password in Zoho's form", zoho(407, "PROXY", `{}`), AllRecords},
		{"a redirect", responseError(api.Redirected, 302), AllRecords},
		{"the scope", zoho(401, "OAUTH_SCOPE_MISMATCH", `{}`), AllRecords},
		{"the scope by 403", zoho(403, "OAUTH_SCOPE_MISMATCH", `{}`), AllRecords},
		{"no token to be had", temporaryError(false), AllRecords},
		{"the module", zoho(400, "INVALID_MODULE", `{"resource_path_index":0}`), AllRecords},
		{"the module, no more said", zoho(400, "INVALID_MODULE", `{}`), AllRecords},
		{"the module, by another code", zoho(400, "INVALID_DATA", `{"resource_path_index":0}`), AllRecords},
		{"the module, unsupported", zoho(400, "NOT_SUPPORTED", `{}`), AllRecords},
		{"the fields", zoho(400, "INVALID_DATA", `{"param_name":"fields"}`), AllRecords},
		{"too many fields", zoho(400, "LIMIT_EXCEEDED", `{}`), AllRecords},
		{"a parameter", zoho(400, "PATTERN_NOT_MATCHED", `{}`), AllRecords},
		{"a parameter that a proxy removed", zoho(400, "REQUIRED_PARAM_MISSING", `{}`), AllRecords},
		{"a parameter that a proxy added", zoho(400, "AMBIGUITY_DURING_PROCESSING", `{}`), AllRecords},
		{"the version", zoho(400, "API_NOT_SUPPORTED", `{}`), AllRecords},
		{"the method", zoho(400, "INVALID_REQUEST_METHOD", `{}`), AllRecords},
		{"credits or limit", &RetryError{Attempts: 5, Err: zoho(429, "TOO_MANY_REQUESTS", `{}`), Alone: true}, AllRecords},
		{"a limit of tomorrow", zoho(429, "SLOW_DOWN", `{}`), AllRecords},
		{"credits or limit, inside a success", zoho(200, "RATE_LIMIT_EXCEEDED", `{}`), AllRecords},
		{"too many requests, inside a success", zoho(200, "TOO_MANY_REQUESTS", `{}`), AllRecords},
		{"credits or limit, not Zoho's form", &RetryError{Attempts: 5, Err: responseError(api.NotJSON, 429)}, AllRecords},
		{"a long wait", &RetryError{Attempts: 1, Err: zoho(503, "SERVICE_UNAVAILABLE", `{}`), Stopped: &RetryAfterError{time.Hour}}, AllRecords},
		{"no connection", &RetryError{Attempts: 5, Err: &api.ConnectionError{Host: "h", Err: errors.New("refused")}}, AllRecords},
		{"a connection that came too late", &api.ConnectionError{Host: "h", Err: context.DeadlineExceeded}, AllRecords},
		{"the deadline", &RetryError{Attempts: 1, Err: zoho(503, "SERVICE_UNAVAILABLE", `{}`), Stopped: context.DeadlineExceeded}, AllRecords},
		{"an interrupt", &RetryError{Attempts: 1, Err: zoho(503, "SERVICE_UNAVAILABLE", `{}`), Stopped: context.Canceled}, AllRecords},
		{"the request", &RequestError{"module", "a b"}, AllRecords},
		{"anything else", errors.New("else"), AllRecords},
	} {
		if got := FailureScopeOf(&WalkError{Page: 1, Err: test.err}); got != test.want {
			t.Errorf("%s: got %d, want %d", test.name, got, test.want)
		}
	}
}
