package zohocrm

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// shortBackOff is a series of short waits with the package's jitter.
func shortBackOff() backoff.BackOff {
	waits := newBackOff().(*backoff.ExponentialBackOff)
	waits.InitialInterval = time.Millisecond
	waits.Reset()
	return waits
}

// TestSixtyRecords walks sixty records of two pages each at once, against a server that rejects more than a few
// requests at once and whose latency jitters.
func TestSixtyRecords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ limit, concurrent, retries int }{
		{limit: 5, concurrent: 10, retries: 4},
		{limit: 5, concurrent: 25, retries: 1},
		{limit: 1, concurrent: 10, retries: 2},
	} {
		t.Run(fmt.Sprintf("%+v", test), func(t *testing.T) {
			t.Parallel()
			rateLimited := make(chan struct{})
			closeOnce := sync.OnceFunc(func() { close(rateLimited) })
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(201)),
				zohocrmtest.WithConcurrencyLimit(test.limit), zohocrmtest.WithLatency(time.Millisecond),
				zohocrmtest.WithOnRequest(func(r zohocrmtest.Request) {
					if r.Status == http.StatusTooManyRequests {
						closeOnce()
					}
				}),
				// The first requests wait until one more has been rejected, however the machine schedules them.
				zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall().Times(test.limit), Kind: faults.Func("until rate-limited",
					func(w http.ResponseWriter, r *http.Request, right http.Handler) {
						select {
						case <-rateLimited:
							right.ServeHTTP(w, r)
						case <-r.Context().Done():
						}
					})}),
			)
			transport := transport.New()
			t.Cleanup(transport.CloseIdleConnections)
			var requests atomic.Int64
			client, err := New(Config{
				APIDomain: mock.URL(), Tokens: StaticToken(zohocrmtest.Token), newBackOff: shortBackOff,
				MaxConcurrentRequests: test.concurrent, MaxRetries: new(test.retries),
				Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					time.Sleep(time.Duration(requests.Add(1)*7919%1000) * time.Microsecond)
					return transport.RoundTrip(r)
				}),
			})
			if err != nil {
				t.Fatal(err)
			}
			var walks sync.WaitGroup
			for n := range 60 {
				walks.Go(func() {
					if rows, err := rowsOf(t.Context(), client, recordNumbered(n)); rows != 201 || err != nil {
						t.Errorf("record %d: %d rows, %v", n, rows, err)
					}
				})
			}
			walks.Wait()
			if most := mock.MaxInFlight(); most > test.concurrent {
				t.Errorf("%d requests at once", most)
			}
		})
	}
}
