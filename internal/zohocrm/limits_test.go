package zohocrm

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

const onePage = `{"data":[{"id":"1"}],"info":{"more_records":false}}`

// recordNumbered is a request for the n-th of several records.
func recordNumbered(n int) Request {
	return Request{Module: "Deals", RecordID: strconv.Itoa(n), Fields: []string{"id"}}
}

// startRecorder is a client and the times at which it requested which record. Every response takes one second.
type startRecorder struct {
	client      *Client
	started     time.Time
	starts      []string
	maxInFlight int
	inFlight    int
}

// newStartRecorder has respond make the response to the n-th request; alone is whether no other was in flight.
func newStartRecorder(t *testing.T, concurrent, retries int, respond func(n int, alone bool) roundTrip) *startRecorder {
	t.Helper()
	r := &startRecorder{started: time.Now()}
	var mu sync.Mutex
	client, err := New(Config{
		Tokens: StaticToken("t"), newBackOff: steadyBackOff, MaxConcurrentRequests: concurrent, MaxRetries: new(retries),
		Transport: roundTrip(func(request *http.Request) (*http.Response, error) {
			record := request.URL.Path[len("/crm/v8/Deals/") : len(request.URL.Path)-len("/Attachments")]
			mu.Lock()
			r.inFlight++
			r.maxInFlight = max(r.maxInFlight, r.inFlight)
			r.starts = append(r.starts, fmt.Sprintf("%s at %s", record, time.Since(r.started)))
			n, alone := len(r.starts), r.inFlight == 1
			mu.Unlock()
			time.Sleep(time.Second)
			mu.Lock()
			r.inFlight--
			mu.Unlock()
			return respond(n, alone)(request)
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	r.client = client
	return r
}

// walkInOrder starts walks of records 1 to n, each once the one before waits, and returns their errors.
func (r *startRecorder) walkInOrder(t *testing.T, n int) []error {
	t.Helper()
	errs := make([]error, n)
	var walks sync.WaitGroup
	for i := range n {
		walks.Go(func() { _, errs[i] = rowsOf(t.Context(), r.client, recordNumbered(i+1)) })
		synctest.Wait()
	}
	walks.Wait()
	return errs
}

func (r *startRecorder) wantStarts(t *testing.T, starts ...string) {
	t.Helper()
	if !slices.Equal(r.starts, starts) {
		t.Errorf("starts %q\nwant   %q", r.starts, starts)
	}
}

func TestWaitingIsFair(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newStartRecorder(t, 2, 0, func(int, bool) roundTrip { return respondWith(http.StatusOK, onePage) })
		if err := errors.Join(r.walkInOrder(t, 6)...); err != nil || r.maxInFlight != 2 {
			t.Errorf("%d at once, %v", r.maxInFlight, err)
		}
		slices.Sort(r.starts) // two start at once: which of them comes first is not ours to say
		r.wantStarts(t, "1 at 0s", "2 at 0s", "3 at 1s", "4 at 1s", "5 at 2s", "6 at 2s")
	})
}

// TestRateLimitPausesAll has the first request rate limited: others in flight end, and none starts until its wait is over.
func TestRateLimitPausesAll(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		header []string
		resume string
	}{
		"for its wait":          {nil, "2s"},
		"for Retry-After":       {[]string{"Retry-After", "20"}, "21s"},
		"not for an hour of it": {[]string{"Retry-After", "3600"}, "2s"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newStartRecorder(t, 1, 4, func(n int, _ bool) roundTrip {
					if n == 1 {
						return respondWith(http.StatusTooManyRequests, "", test.header...)
					}
					return respondWith(http.StatusOK, onePage)
				})
				errs := r.walkInOrder(t, 2)
				if len(r.starts) < 2 || r.starts[0] != "1 at 0s" || r.starts[1] != "2 at "+test.resume || errs[1] != nil {
					t.Errorf("starts %q, %v", r.starts, errs)
				}
			})
		})
	}
}

// TestOnlyRateLimitPausesAll has a request wait for its next attempt while another is sent.
func TestOnlyRateLimitPausesAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newStartRecorder(t, 1, 4, func(n int, _ bool) roundTrip {
			if n == 1 {
				return respondWith(http.StatusServiceUnavailable, "", "Retry-After", "10")
			}
			return respondWith(http.StatusOK, onePage)
		})
		if err := errors.Join(r.walkInOrder(t, 3)...); err != nil {
			t.Error(err)
		}
		r.wantStarts(t, "1 at 0s", "2 at 1s", "3 at 2s", "1 at 11s")
	})
}

// TestLastAttemptIsAlone has a server that serves one request at a time, and requests with one retry.
func TestLastAttemptIsAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newStartRecorder(t, 8, 1, func(_ int, alone bool) roundTrip {
			if !alone {
				return respondWith(http.StatusTooManyRequests, "")
			}
			return respondWith(http.StatusOK, onePage)
		})
		if err := errors.Join(r.walkInOrder(t, 8)...); err != nil || len(r.starts) != 15 {
			t.Errorf("%q, %v", r.starts, err)
		}
	})
}

// TestExhausted has every request rate limited: the last attempt of each is made alone, and once as many in a row were
// rate limited alone as a request has attempts, the others end too.
func TestExhausted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		empty := true
		r := newStartRecorder(t, 10, 4, func(int, bool) roundTrip {
			if empty {
				return respondWith(http.StatusTooManyRequests, `{"code":"TOO_MANY_REQUESTS"}`, "X-API-CREDITS-REMAINING", "0")
			}
			return respondWith(http.StatusOK, onePage)
		})
		exhausted := 0
		for i, err := range r.walkInOrder(t, 30) {
			retry := retryErrorOf(t, err)
			apiErr, ok := errors.AsType[*api.Error](err)
			if !ok || apiErr.CreditsRemaining != "0" || !retry.Alone {
				t.Errorf("record %d: %v", i+1, err)
			}
			switch {
			case errors.Is(err, ErrAlwaysRateLimited):
				exhausted++
			case retry.Attempts != 5:
				t.Errorf("record %d: %v", i+1, err)
			}
		}
		if exhausted < 25 || time.Since(r.started) > 2*time.Minute {
			t.Errorf("%d ended early, after %s", exhausted, time.Since(r.started))
		}

		// A later walk has all its tries again.
		_, err := rowsOf(t.Context(), r.client, recordNumbered(99))
		if retry := retryErrorOf(t, err); retry.Attempts != 5 || retry.Stopped != nil {
			t.Errorf("later: %+v", retry)
		}
		empty = false
		if rows, err := rowsOf(t.Context(), r.client, recordNumbered(99)); rows != 1 || err != nil {
			t.Errorf("later still: %d rows, %v", rows, err)
		}
	})
}

func TestRateLimitedAmongOthersIsNotAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newStartRecorder(t, 2, 0, func(int, bool) roundTrip { return respondWith(http.StatusTooManyRequests, "") })
		for _, err := range r.walkInOrder(t, 2) {
			if retry := retryErrorOf(t, err); retry.Alone || retry.Attempts != 1 {
				t.Errorf("%+v", retry)
			}
		}
		_, err := rowsOf(t.Context(), r.client, recordNumbered(3))
		if retry := retryErrorOf(t, err); !retry.Alone {
			t.Errorf("%+v", retry)
		}
	})
}

// TestResponsesRaiseTheLimit has one request rate limited, and ten get a response.
func TestResponsesRaiseTheLimit(t *testing.T) {
	t.Parallel()
	mock := startDeal(t, 2_000, zohocrmtest.WithFaults(
		faults.Fault{On: faults.NthCall(1), Kind: faults.TooManyRequests()},
		faults.Fault{On: faults.NthCall(2), Kind: faults.InternalError()},
		faults.Fault{On: faults.NthCall(3), Kind: faults.EmptyBody()},
		faults.Fault{On: faults.NthCall(4), Kind: faults.HangUp()},
		faults.Fault{On: faults.FromCall(12), Kind: faults.Response(http.StatusNotFound, nil, "")},
	))
	w := newTestClient(t, Config{APIDomain: mock.URL()})
	if rows, err := rowsOf(t.Context(), w.client, dealRequest); rows != 1_400 || err == nil {
		t.Errorf("%d rows, %v", rows, err)
	}
	if got := w.client.throttle.Limit(); got != 2 {
		t.Errorf("the limit is %d, want 2", got)
	}
}
