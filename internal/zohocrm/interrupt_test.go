package zohocrm

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// respondWith responds with a status and a body.
func respondWith(status int, body string, header ...string) roundTrip {
	return func(r *http.Request) (*http.Response, error) {
		h := http.Header{}
		for i := 0; i < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	}
}

// silence does not respond until the request ends.
func silence(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// stalling responds with half a page, and then nothing until the request ends.
func stalling(r *http.Request) (*http.Response, error) {
	body := io.MultiReader(strings.NewReader(`{"data":[`), stalled{r.Context()})
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(body), Request: r}, nil
}

type stalled struct{ ctx context.Context }

func (s stalled) Read([]byte) (int, error) {
	<-s.ctx.Done()
	return 0, s.ctx.Err()
}

// slowTokens counts how often it is asked. It never has a token, or thinks about a refused one for ever.
type slowTokens struct {
	at    string
	calls *int
}

func (s slowTokens) Token(ctx context.Context) (Token, error) {
	*s.calls++
	if s.at == "token" {
		<-ctx.Done()
		return Token{}, errors.New("the accounts server did not respond")
	}
	return Token{Value: "t"}, nil
}

func (s slowTokens) Invalidate(ctx context.Context, _ string) bool {
	<-ctx.Done()
	return true
}

// TestInterrupt ends the context after three seconds, in every phase of a walk.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	unavailable := respondWith(http.StatusServiceUnavailable, "")
	afterOne := func(next roundTrip) func() roundTrip {
		return func() roundTrip {
			calls := 0
			return func(r *http.Request) (*http.Response, error) {
				if calls++; calls == 1 {
					return unavailable(r)
				}
				return next(r)
			}
		}
	}
	always := func(respond roundTrip) func() roundTrip { return func() roundTrip { return respond } }
	for name, test := range map[string]struct {
		transport func() roundTrip
		tokens    string // the call that does not end
		busy      bool   // with another request, at most one allowed
		requests  int
		attempts  int
		status    int // of the cause
	}{
		"waiting for a slot":    {transport: always(silence), busy: true, requests: 1},
		"before the response":   {transport: always(silence), requests: 1, attempts: 1},
		"in mid-body":           {transport: always(stalling), requests: 1, attempts: 1},
		"between attempts":      {transport: always(respondWith(503, "", "Retry-After", "4")), requests: 1, attempts: 1, status: 503},
		"in a pause of all":     {transport: always(respondWith(429, "", "Retry-After", "50")), busy: true, requests: 1},
		"in a pause of its own": {transport: always(respondWith(429, "", "Retry-After", "4")), requests: 1, attempts: 1, status: 429},
		"in the second attempt": {transport: afterOne(silence), requests: 2, attempts: 2, status: 503},
		"in the second body":    {transport: afterOne(stalling), requests: 2, attempts: 2, status: 503},
		"in the token call":     {transport: always(silence), tokens: "token", attempts: 1},
		"in Invalidate": {
			transport: always(respondWith(401, `{"code":"INVALID_TOKEN"}`)), tokens: "invalidate", requests: 1, attempts: 1,
		},
	} {
		for _, ending := range []error{context.Canceled, context.DeadlineExceeded} {
			t.Run(fmt.Sprintf("%s/%s", name, ending), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					requests, calls, respond := 0, 0, test.transport()
					client, err := New(Config{
						Tokens: slowTokens{test.tokens, &calls}, MaxConcurrentRequests: 1, newBackOff: steadyBackOff,
						Transport: roundTrip(func(r *http.Request) (*http.Response, error) { requests++; return respond(r) }),
					})
					if err != nil {
						t.Fatal(err)
					}
					if test.busy {
						busy, free := context.WithCancel(t.Context())
						defer free()
						go func() { _, _ = rowsOf(busy, client, dealRequest) }()
						synctest.Wait()
					}
					// A deadline that the waits would pass ends the tries before it: let it come as a hiddenDeadline.
					ctx, end := context.WithCancelCause(t.Context())
					if errors.Is(ending, context.DeadlineExceeded) {
						ctx = hiddenDeadline{ctx}
					}
					time.AfterFunc(3*time.Second, func() { end(errors.New("three seconds are over")) })
					start := time.Now()
					_, err = rowsOf(ctx, client, dealRequest)
					if took := time.Since(start); took != 3*time.Second {
						t.Errorf("it took %s", took)
					}
					retry := retryErrorOf(t, err)
					if !errors.Is(retry.Stopped, ending) || !errors.Is(err, ending) {
						t.Errorf("stopped by %v, want %v: %v", retry.Stopped, ending, err)
					}
					if retry.Attempts != test.attempts || statusOf(retry.Err) != test.status || requests != test.requests {
						t.Errorf("%d requests, %d attempts, cause %v", requests, retry.Attempts, retry.Err)
					}
					wantCalls := test.requests
					if test.busy || test.tokens == "token" {
						wantCalls++
					}
					if calls != wantCalls {
						t.Errorf("asked for a token %d times, want %d", calls, wantCalls)
					}
				})
			})
		}
	}
}

// hiddenDeadline is a context that ends as by a deadline, but tells of none.
type hiddenDeadline struct{ context.Context }

func (s hiddenDeadline) Err() error {
	if s.Context.Err() != nil {
		return context.DeadlineExceeded
	}
	return nil
}

// TestInterruptOfSocket ends walks over a real connection.
func TestInterruptOfSocket(t *testing.T) {
	t.Parallel()
	for _, kind := range []faults.Kind{faults.NeverResponds(), faults.SlowBody(64, time.Hour)} {
		t.Run(kind.String(), func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancel(t.Context())
			mock := startDeal(t, 450, zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2), Kind: kind}),
				zohocrmtest.WithOnArrival(func(r zohocrmtest.Request) {
					if r.Page == 2 {
						cancel()
					}
				}))
			w := newTestClient(t, Config{APIDomain: mock.URL()})
			rows, err := rowsOf(ctx, w.client, dealRequest)
			if retry := retryErrorOf(t, err); rows != 200 || !errors.Is(err, context.Canceled) || retry.Attempts != 1 {
				t.Errorf("%d rows, %+v", rows, retry)
			}
			if n := len(mock.Requests()); n != 2 {
				t.Errorf("%d requests", n)
			}
			wantWaits(t, w.clock)
		})
	}
}
