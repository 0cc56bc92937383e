package zohocrm

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// transient are the faults that are retried.
var transient = []faults.Kind{
	faults.TooManyRequests(), faults.RateLimitExceeded(), faults.InternalError(), faults.BadGateway(),
	faults.ServiceUnavailable(), faults.GatewayTimeout(), faults.EmptyBody(), faults.HalfJSON(),
	faults.CutBody(), faults.ResetConnection(), faults.HangUp(),
	faults.Response(http.StatusInternalServerError, nil, ""),
	faults.Response(http.StatusTooManyRequests, nil, "slow down"),
	faults.Response(http.StatusServiceUnavailable, nil, `{"data":[]}`),
}

// permanentFaults are those that are not retried.
var permanentFaults = []faults.Kind{
	faults.InvalidToken(), faults.NoPermission(), faults.ExpiredPageToken(), faults.PageTokenMismatch(),
	faults.ErrorInside200(), faults.HTMLPage(), faults.WithoutData(),
	faults.Redirect(http.StatusFound, "/login"),
	faults.ZohoError(http.StatusNotFound, "INVALID_URL_PATTERN", "{}", "no"),
	faults.Response(http.StatusRequestTimeout, nil, ""),
	faults.Response(http.StatusTooEarly, nil, ""),
	faults.Response(http.StatusNotImplemented, nil, ""),
	faults.Response(http.StatusLoopDetected, nil, ""),
	faults.Response(http.StatusAccepted, nil, ""),
	faults.PageBody(`{"data":[{"id":"1"}],"info":{"more_records":"yes"}}`),
}

func TestRetryOfTransientFault(t *testing.T) {
	t.Parallel()
	for _, kind := range transient {
		for page := 1; page <= 3; page++ {
			t.Run(fmt.Sprintf("%s/page %d/once", kind, page), func(t *testing.T) {
				t.Parallel()
				mock := startDeal(t, 450, zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(page).Times(1), Kind: kind}))
				w := newTestClient(t, Config{APIDomain: mock.URL()})
				rows, err := rowsOf(t.Context(), w.client, dealRequest)
				if rows != 450 || err != nil {
					t.Fatalf("%d rows, %v", rows, err)
				}
				if n := len(mock.Requests()); n != 4 {
					t.Errorf("%d requests, want 4", n)
				}
				wantWaits(t, w.clock, time.Second)
			})
			t.Run(fmt.Sprintf("%s/page %d/for ever", kind, page), func(t *testing.T) {
				t.Parallel()
				mock := startDeal(t, 450, zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(page), Kind: kind}))
				w := newTestClient(t, Config{APIDomain: mock.URL()})
				rows, err := rowsOf(t.Context(), w.client, dealRequest)
				retry := retryErrorOf(t, err)
				if retry.Attempts != 5 || retry.Elapsed != 15*time.Second || retry.Err == nil || retry.Stopped != nil {
					t.Errorf("%+v", retry)
				}
				if refused := statusOf(retry.Err) == http.StatusTooManyRequests; retry.Alone != refused {
					t.Errorf("alone: %t", retry.Alone)
				}
				if want := 200 * (page - 1); rows != want {
					t.Errorf("%d rows, want %d", rows, want)
				}
				if n := len(mock.Requests()); n != page-1+5 {
					t.Errorf("%d requests, want %d", n, page-1+5)
				}
				wantWaits(t, w.clock, 1*time.Second, 2*time.Second, 4*time.Second, 8*time.Second)
			})
		}
	}
}

func TestNoRetryOfPermanentFault(t *testing.T) {
	t.Parallel()
	for _, kind := range permanentFaults {
		for page := 1; page <= 3; page++ {
			t.Run(fmt.Sprintf("%s/page %d", kind, page), func(t *testing.T) {
				t.Parallel()
				mock := startDeal(t, 450, zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(page).Times(1), Kind: kind}))
				w := newTestClient(t, Config{APIDomain: mock.URL()})
				rows, err := rowsOf(t.Context(), w.client, dealRequest)
				if _, retried := errors.AsType[*RetryError](err); err == nil || retried {
					t.Errorf("got %v", err)
				}
				if n := len(mock.Requests()); n != page || rows != 200*(page-1) {
					t.Errorf("%d requests, %d rows", n, rows)
				}
				wantWaits(t, w.clock)
			})
		}
	}
}

func TestRetryOnEveryPage(t *testing.T) {
	t.Parallel()
	asking := []faults.Kind{faults.ServiceUnavailable("7"), faults.TooManyRequests("7")}
	for i, kind := range slices.Concat(asking, transient) {
		t.Run(fmt.Sprint(i, " ", kind), func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, 450, zohocrmtest.WithFaults(faults.Fault{On: faults.EachPageOnce(), Kind: kind}))
			w := newTestClient(t, Config{APIDomain: mock.URL()})
			rows, err := rowsOf(t.Context(), w.client, dealRequest)
			if n := len(mock.Requests()); rows != 450 || err != nil || n != 6 {
				t.Errorf("%d rows of %d requests, %v", rows, n, err)
			}
			wait := time.Second
			if i < len(asking) {
				wait = 7 * time.Second
			}
			wantWaits(t, w.clock, wait, wait, wait)
		})
	}
}

// TestRetryBudgetIsPerRequest has every page fail as often as it may.
func TestRetryBudgetIsPerRequest(t *testing.T) {
	t.Parallel()
	for _, retries := range []int{0, 1, 4, 10} {
		for _, over := range []int{0, 1} {
			t.Run(fmt.Sprintf("%d of %d", retries+over, retries), func(t *testing.T) {
				t.Parallel()
				failed := map[int]int{}
				mock := startDeal(t, 450, zohocrmtest.WithFaults(faults.Fault{
					On: faults.OnCall(func(call faults.Call) bool {
						failed[call.Page]++
						return failed[call.Page] <= retries || call.Page == 3 && failed[3] <= retries+over
					}),
					Kind: faults.InternalError(),
				}))
				w := newTestClient(t, Config{APIDomain: mock.URL(), MaxRetries: new(retries)})
				rows, err := rowsOf(t.Context(), w.client, dealRequest)
				if n := len(mock.Requests()); n != 3*(retries+1) {
					t.Errorf("%d requests, want %d", n, 3*(retries+1))
				}
				if over == 0 {
					if rows != 450 || err != nil {
						t.Errorf("%d rows, %v", rows, err)
					}
					return
				}
				if retry := retryErrorOf(t, err); retry.Attempts != retries+1 || rows != 400 {
					t.Errorf("%d rows, %+v", rows, retry)
				}
			})
		}
	}
}

func TestRetryableDefects(t *testing.T) {
	t.Parallel()
	for defect := api.NotJSON; defect <= api.UnexpectedStatus; defect++ {
		got, want := retryable(&api.ResponseError{Defect: defect, Status: http.StatusOK}), defect == api.Empty || defect == api.Truncated
		if got != want {
			t.Errorf("%s: %t", defect, got)
		}
	}
}

func TestRetryErrorText(t *testing.T) {
	t.Parallel()
	cause := &api.Error{Status: 503, Code: "SERVICE_UNAVAILABLE"}
	for _, test := range []struct {
		err  *RetryError
		want string
	}{
		{
			&RetryError{Attempts: 5, Elapsed: 15*time.Second + 1234*time.Microsecond, Err: cause},
			"5 attempts in 15.001s: zohocrm: HTTP 503: SERVICE_UNAVAILABLE",
		},
		{
			&RetryError{Attempts: 1, Err: cause, Stopped: &RetryAfterError{Wait: time.Hour}},
			"1 attempt in 0s, then no more: asked to wait for 1h0m0s, longer than 1m0s: zohocrm: HTTP 503: SERVICE_UNAVAILABLE",
		},
		{
			&RetryError{Stopped: ErrAlwaysRateLimited},
			"0 attempts in 0s, then no more: every request is rate limited, even when it is the only one in flight",
		},
	} {
		if got := test.err.Error(); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func TestLimitsOfConfig(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		retries    *int
		concurrent int
		want       string
	}{
		{nil, 0, "<nil>"},
		{new(0), 1, "<nil>"},
		{new(10), 1000, "<nil>"},
		{new(-1), 0, "zohocrm: max retries -1 is not between 0 and 10"},
		{new(11), 0, "zohocrm: max retries 11 is not between 0 and 10"},
		{nil, -1, "zohocrm: max concurrent requests -1 is negative"},
	} {
		_, err := New(Config{Tokens: StaticToken("t"), MaxRetries: test.retries, MaxConcurrentRequests: test.concurrent})
		if got := fmt.Sprint(err); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	client, err := New(Config{Tokens: StaticToken("t")})
	if err != nil || client.maxRetries != 4 || client.throttle.Limit() != 10 {
		t.Errorf("defaults: %v, %d, %d", err, client.maxRetries, client.throttle.Limit())
	}
}
