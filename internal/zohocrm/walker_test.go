package zohocrm

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

const dealID = "4876876000000376008"

var dealRequest = Request{Module: "Deals", RecordID: dealID, Fields: []string{"id", "File_Name"}}

// fakeClock keeps what it is told to wait, and does not wait.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	waits []time.Duration
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = append(c.waits, d)
	c.now = c.now.Add(d)
	return ctx.Err()
}

// steadyBackOff is the package's series of waits without its jitter.
func steadyBackOff() backoff.BackOff {
	waits := newBackOff().(*backoff.ExponentialBackOff)
	waits.RandomizationFactor = 0
	return waits
}

// testClient is a client that waits by a clock which does not wait.
type testClient struct {
	client *Client
	clock  *fakeClock

	mu  sync.Mutex
	log []map[string]any // the lines' fields, their message under "message"
}

// newTestClient makes a client of a server, or of what the configuration names. Its connections are not kept: Go's transport
// would send a request again by itself where a kept one turns out to be closed.
func newTestClient(t *testing.T, config Config) *testClient {
	t.Helper()
	w := &testClient{clock: &fakeClock{now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}}
	if config.Clock == nil {
		config.Clock = w.clock
	}
	config.newBackOff = steadyBackOff
	config.Log = func(_ context.Context, message string, fields map[string]any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		line := maps.Clone(fields)
		line["message"] = message
		w.log = append(w.log, line)
	}
	if config.Tokens == nil {
		config.Tokens = StaticToken(zohocrmtest.Token)
	}
	if config.Transport == nil {
		transport := transport.New()
		transport.DisableKeepAlives = true
		config.Transport = transport
	}
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	w.client = client
	return w
}

func startDeal(t *testing.T, n int, opts ...zohocrmtest.MockOption) *zohocrmtest.Mock {
	t.Helper()
	return zohocrmtest.StartMock(t, append(opts, zohocrmtest.WithRecord("Deals", dealID, rows.Attachments(n)))...)
}

// rowsOf walks a record and counts its attachments.
func rowsOf(ctx context.Context, client *Client, request Request) (int, error) {
	seen := map[string]bool{}
	for attachment, err := range client.Attachments(ctx, request) {
		if errors.Is(err, ErrWalkRestarted) {
			clear(seen)
			continue
		}
		if err != nil {
			return len(seen), err
		}
		seen[*attachment.ID] = true
	}
	return len(seen), nil
}

// roundTrip is a transport within the process.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// retryErrorOf wants a [*RetryError] inside a [*WalkError].
func retryErrorOf(t *testing.T, err error) *RetryError {
	t.Helper()
	walk, isWalk := errors.AsType[*WalkError](err)
	retry, isRetry := errors.AsType[*RetryError](err)
	if !isWalk || !isRetry || !errors.Is(walk.Err, retry) {
		t.Fatalf("got %v, want a RetryError in a WalkError", err)
	}
	return retry
}

func wantWaits(t *testing.T, clock *fakeClock, want ...time.Duration) {
	t.Helper()
	if !slices.Equal(clock.waits, want) {
		t.Errorf("waits %v, want %v", clock.waits, want)
	}
}

// TestContextEndsInAPage has the context end once a page is there: none of its rows is decoded.
func TestContextEndsInAPage(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := new(walk)
	rows := api.Page{Rows: []api.Row{`{"id":"1"}`, `{"id":"2"}`}}
	if err := w.accept(ctx, rows); !errors.Is(err, context.Canceled) || len(w.rows) != 0 {
		t.Errorf("%d rows were decoded, %v", len(w.rows), err)
	}
}
