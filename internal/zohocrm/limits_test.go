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
)

const onePage = `{"data":[{"id":"1"}],"info":{"more_records":false}}`

// recordNumbered is a request for the n-th of several records.
func recordNumbered(n int) Request {
	return Request{Module: "Deals", RecordID: strconv.Itoa(n), Fields: []string{"id"}}
}

// startRecorder is a client and when it asked for which record, since the beginning of the bubble that the test runs in.
// Every answer takes one second.
type startRecorder struct {
	client *Client
	begun  time.Time
	starts []string
	most   int
	now    int
}

// newStartRecorder has answer answer the n-th request, told whether it came while no other was being answered.
func newStartRecorder(t *testing.T, concurrent, retries int, answer func(n int, alone bool) roundTrip) *startRecorder {
	t.Helper()
	r := &startRecorder{begun: time.Now()}
	var mu sync.Mutex
	client, err := New(Config{
		Tokens: StaticToken("t"), newBackOff: steadyBackOff, MaxConcurrentRequests: concurrent, MaxRetries: new(retries),
		Transport: roundTrip(func(request *http.Request) (*http.Response, error) {
			record := request.URL.Path[len("/crm/v8/Deals/") : len(request.URL.Path)-len("/Attachments")]
			mu.Lock()
			r.now++
			r.most = max(r.most, r.now)
			r.starts = append(r.starts, fmt.Sprintf("%s at %s", record, time.Since(r.begun)))
			n, alone := len(r.starts), r.now == 1
			mu.Unlock()
			time.Sleep(time.Second)
			mu.Lock()
			r.now--
			mu.Unlock()
			return answer(n, alone)(request)
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

func (r *startRecorder) want(t *testing.T, starts ...string) {
	t.Helper()
	if !slices.Equal(r.starts, starts) {
		t.Errorf("starts %q\nwant   %q", r.starts, starts)
	}
}

func TestWaitingIsFair(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newStartRecorder(t, 2, 0, func(int, bool) roundTrip { return answering(http.StatusOK, onePage) })
		if err := errors.Join(r.walkInOrder(t, 6)...); err != nil || r.most != 2 {
			t.Errorf("%d at once, %v", r.most, err)
		}
		slices.Sort(r.starts) // two start at once: which of them comes first is not ours to say
		r.want(t, "1 at 0s", "2 at 0s", "3 at 1s", "4 at 1s", "5 at 2s", "6 at 2s")
	})
}

// TestRefusalSlowsAll has the first request refused: the others in flight end, and nobody starts until its wait is over.
func TestRefusalSlowsAll(t *testing.T) {
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
						return answering(http.StatusTooManyRequests, "", test.header...)
					}
					return answering(http.StatusOK, onePage)
				})
				errs := r.walkInOrder(t, 2)
				if len(r.starts) < 2 || r.starts[0] != "1 at 0s" || r.starts[1] != "2 at "+test.resume || errs[1] != nil {
					t.Errorf("starts %q, %v", r.starts, errs)
				}
			})
		})
	}
}

// TestOnlyRefusalsSlowAll has a request wait for its next attempt while another is sent.
func TestOnlyRefusalsSlowAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newStartRecorder(t, 1, 4, func(n int, _ bool) roundTrip {
			if n == 1 {
				return answering(http.StatusServiceUnavailable, "", "Retry-After", "10")
			}
			return answering(http.StatusOK, onePage)
		})
		if err := errors.Join(r.walkInOrder(t, 3)...); err != nil {
			t.Error(err)
		}
		r.want(t, "1 at 0s", "2 at 1s", "3 at 2s", "1 at 11s")
	})
}

// TestLastTryGoesAlone has a server that serves one request at a time, and requests with one retry.
func TestLastTryGoesAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newStartRecorder(t, 8, 1, func(_ int, alone bool) roundTrip {
			if !alone {
				return answering(http.StatusTooManyRequests, "")
			}
			return answering(http.StatusOK, onePage)
		})
		if err := errors.Join(r.walkInOrder(t, 8)...); err != nil || len(r.starts) != 15 {
			t.Errorf("%q, %v", r.starts, err)
		}
	})
}

// TestExhausted has every request refused: a request that was rejected before goes alone at its last attempt, and once as
// many refusals in a row met a lone request as it has tries, the others end too.
func TestExhausted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		empty := true
		r := newStartRecorder(t, 10, 4, func(int, bool) roundTrip {
			if empty {
				return answering(http.StatusTooManyRequests, `{"code":"TOO_MANY_REQUESTS"}`, "X-API-CREDITS-REMAINING", "0")
			}
			return answering(http.StatusOK, onePage)
		})
		exhausted := 0
		for i, err := range r.walkInOrder(t, 30) {
			retry := retryErrorOf(t, err)
			apiErr, ok := errors.AsType[*Error](err)
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
		if exhausted < 25 || time.Since(r.begun) > 2*time.Minute {
			t.Errorf("%d ended early, after %s", exhausted, time.Since(r.begun))
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

func TestRefusedAmongOthersIsNotAlone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newStartRecorder(t, 2, 0, func(int, bool) roundTrip { return answering(http.StatusTooManyRequests, "") })
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
