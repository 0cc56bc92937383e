package zohocrm

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

func TestRetryAfterBoundsTheWait(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	dated := func(status int, date time.Time) faults.Kind {
		return faults.Response(status, http.Header{"Retry-After": {faults.RetryAfterDate(date)}, "Date": {faults.RetryAfterDate(start)}}, "")
	}
	html := http.Header{"Content-Type": {"text/html"}, "Retry-After": {"9"}}
	for name, test := range map[string]struct {
		kind faults.Kind
		wait time.Duration
	}{
		"seconds":         {faults.TooManyRequests("7"), 7 * time.Second},
		"a date":          {dated(503, start.Add(42*time.Second)), 42 * time.Second},
		"with HTML":       {faults.Response(http.StatusBadGateway, html, "<html>"), 9 * time.Second},
		"at the ceiling":  {faults.TooManyRequests("60"), 60 * time.Second},
		"less than ours":  {faults.TooManyRequests("0"), time.Second},
		"a date gone by":  {dated(429, start.Add(-time.Hour)), time.Second},
		"not readable":    {faults.TooManyRequests("soon"), time.Second},
		"of another kind": {faults.Response(http.StatusInternalServerError, http.Header{"Retry-After": {"3"}}, ""), 3 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, 3, zohocrmtest.WithFaults(faults.Fault{On: faults.NthCall(1), Kind: test.kind}))
			w := newTestClient(t, Config{APIDomain: mock.URL()})
			if rows, err := rowsOf(t.Context(), w.client, dealRequest); rows != 3 || err != nil {
				t.Errorf("%d rows, %v", rows, err)
			}
			wantWaits(t, w.clock, test.wait)
		})
	}
}

func TestRetryAfterAboveCeiling(t *testing.T) {
	t.Parallel()
	for _, retries := range []int{0, 4} {
		for _, header := range []string{"61", "Sun, 01 Mar 2026 12:01:01 GMT"} {
			mock := startDeal(t, 3, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.Response(
				429, http.Header{"Retry-After": {header}, "Date": {"Sun, 01 Mar 2026 12:00:00 GMT"}}, "",
			)}))
			w := newTestClient(t, Config{APIDomain: mock.URL(), MaxRetries: new(retries)})
			_, err := rowsOf(t.Context(), w.client, dealRequest)
			asked, ok := errors.AsType[*RetryAfterError](err)
			if retry := retryErrorOf(t, err); !ok || asked.Wait != 61*time.Second || retry.Attempts != 1 ||
				statusOf(retry.Err) != http.StatusTooManyRequests || !retry.Alone {
				t.Errorf("%d retries, %s: %v", retries, header, err)
			}
			if n := len(mock.Requests()); n != 1 {
				t.Errorf("%d requests", n)
			}
			wantWaits(t, w.clock)
		}
	}
}

func TestWaitNeverPassesDeadline(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Second)
	defer cancel()
	mock := startDeal(t, 3, zohocrmtest.WithFaults(
		faults.Fault{On: faults.NthCall(1), Kind: faults.ServiceUnavailable("40")},
		faults.Fault{On: faults.NthCall(2), Kind: faults.ServiceUnavailable("55")},
	))
	w := newTestClient(t, Config{APIDomain: mock.URL()})
	_, err := rowsOf(ctx, w.client, dealRequest)
	retry := retryErrorOf(t, err)
	if retry.Attempts != 2 || !errors.Is(retry.Stopped, context.DeadlineExceeded) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%+v", retry)
	}
	if statusOf(retry.Err) != http.StatusServiceUnavailable || ctx.Err() != nil {
		t.Errorf("%v, %v", retry.Err, ctx.Err())
	}
	wantWaits(t, w.clock, 40*time.Second)
}

func TestJitter(t *testing.T) {
	t.Parallel()
	var bases []time.Duration
	for _, seconds := range []int{1, 2, 4, 8, 16, 30, 30, 30, 30, 30} {
		bases = append(bases, time.Duration(seconds)*time.Second)
	}
	lowest, highest := make([]time.Duration, len(bases)), make([]time.Duration, len(bases))
	for range 2000 {
		waits := newBackOff()
		for i, base := range bases {
			wait := waits.NextBackOff()
			if wait == backoff.Stop || wait < base/2 || wait > base*3/2+1 {
				t.Fatalf("wait %d is %s", i+1, wait)
			}
			if lowest[i] == 0 || wait < lowest[i] {
				lowest[i] = wait
			}
			highest[i] = max(highest[i], wait)
		}
	}
	for i, base := range bases {
		if lowest[i] > base*6/10 || highest[i] < base*14/10 {
			t.Errorf("wait %d lies between %s and %s", i+1, lowest[i], highest[i])
		}
	}
}
