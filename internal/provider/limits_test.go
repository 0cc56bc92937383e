package provider_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestPassingFaults has every page of a three-page walk fail once in a way that passes: all rows are there.
func TestPassingFaults(t *testing.T) {
	t.Parallel()
	for _, kind := range []faults.Kind{
		faults.InternalError(), faults.BadGateway(), faults.ServiceUnavailable("1"), faults.GatewayTimeout(),
		faults.TooManyRequests(), faults.ResetConnection(), faults.HangUp(), faults.CutBody(),
		faults.HalfJSON(), faults.EmptyBody(),
	} {
		t.Run(kind.String(), func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(450)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.EachPageOnce(), Kind: kind}))
			if got := connected(t, mock).mustRead(lead); len(got) != 450 {
				t.Errorf("got %d attachments, want 450", len(got))
			}
			if calls := len(mock.Requests()); calls != 6 {
				t.Errorf("%d calls, want 6", calls)
			}
		})
	}
}

// TestMaxRetries holds that the setting is obeyed.
func TestMaxRetries(t *testing.T) {
	t.Parallel()
	for retries := range 3 {
		mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)),
			zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.InternalError()}))
		p := newProtocol(t, environmentFor(mock))
		wantNone(t, p.configure(block{"max_retries": retries}))
		_, diags := p.read(t.Context(), lead)
		wantError(t, diags, "", "Zoho CRM Server Error")
		if calls := len(mock.Requests()); calls != retries+1 {
			t.Errorf("max_retries = %d: %d calls", retries, calls)
		}
	}
}

// TestOneThrottle reads sixty records of two pages each, all at once, of a server that refuses more than five requests at
// a time; and never has more under way than the setting allows.
func TestOneThrottle(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		setting, server int
	}{
		"setting below the server's limit": {setting: 3, server: 100},
		"setting above the server's limit": {setting: 10, server: 5},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(201)),
				zohocrmtest.WithConcurrencyLimit(test.server), zohocrmtest.WithLatency(time.Millisecond))
			p := newProtocol(t, environmentFor(mock))
			wantNone(t, p.configure(block{"max_concurrent_requests": test.setting}))
			var reads sync.WaitGroup
			for i := range 60 {
				reads.Go(func() {
					state, diags := p.read(t.Context(), block{"module": "Deals", "record_id": fmt.Sprint(i + 1), "fields": fields("id")})
					if len(diags) > 0 || len(state["attachments"].([]any)) != 201 {
						t.Errorf("record %d: %v", i, summaries(diags))
					}
				})
			}
			reads.Wait()
			if most := mock.MaxInFlight(); most > test.setting {
				t.Errorf("%d requests under way at once, want %d at most", most, test.setting)
			}
		})
	}
}

// TestInterrupted ends a read on its second page in each of its phases, by the end of its time and by an interrupt.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	untilGone := func(r *http.Request) { <-r.Context().Done() }
	tests := map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request, expire func())
		words  []string
	}{
		"before the response": {func(_ http.ResponseWriter, r *http.Request, expire func()) {
			expire()
			untilGone(r)
		}, []string{"after 200 attachments", `timeouts = { read = "30m" }`}},
		"in mid-body": {func(w http.ResponseWriter, r *http.Request, expire func()) {
			_, _ = io.WriteString(w, `{"data":[`)
			_ = http.NewResponseController(w).Flush()
			expire()
			untilGone(r)
		}, []string{"after 200 attachments"}},
		"between attempts": {func(w http.ResponseWriter, _ *http.Request, _ func()) { // the wait after it is too long
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = io.WriteString(w, `{"code":"SERVICE_UNAVAILABLE","details":{},"message":"down","status":"error"}`)
		}, []string{"SERVICE_UNAVAILABLE"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := newMeetingClock(1, true)
			expire := sync.OnceFunc(func() { close(clock.met) })
			answering := faults.Func(name, func(w http.ResponseWriter, r *http.Request, _ http.Handler) { test.answer(w, r, expire) })
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(450)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2), Kind: answering}))
			p := newProtocol(t, environmentFor(mock), provider.WithClock(clock))
			wantNone(t, p.configure(nil))
			config := lead.with(block{"timeouts": block{"read": "1h"}, "fields": fields("id")})
			state, diags := p.read(expiring{t.Context(), clock.met}, config)
			wantError(t, diags, "", "Read Timed Out", append(test.words, "within 1h0m0s")...)
			if state["attachments"] != nil {
				t.Error("the state holds a part of the list")
			}

			ctx, cancel := context.WithCancel(t.Context())
			interrupting := faults.Func("interrupt", func(http.ResponseWriter, *http.Request, http.Handler) { cancel() })
			mock.SetFaults(faults.Fault{On: faults.NthPage(2), Kind: interrupting})
			_, diags = p.read(ctx, lead.with(block{"fields": fields("id")}))
			wantError(t, diags, "", "Read Interrupted")
		})
	}
}

// TestAttemptsTold holds that the error tells how often the request was attempted: also where that is once.
func TestAttemptsTold(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		kind    faults.Kind
		retries int
		summary string
		says    string
	}{
		"all used up": {
			faults.InternalError(), 2, "Zoho CRM Server Error",
			"The request was attempted 3 times in ",
		},
		"none allowed": {faults.InternalError(), 0, "Zoho CRM Server Error", "The request was attempted once."},
		"a long wait": {
			faults.ServiceUnavailable("3600"), 2, "Zoho CRM Asks Clients to Wait", "The request was attempted once.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: test.kind}))
			p := newProtocol(t, environmentFor(mock))
			wantNone(t, p.configure(block{"max_retries": test.retries}))
			_, diags := p.read(t.Context(), lead)
			wantError(t, diags, "", test.summary, test.says)
		})
	}
}
