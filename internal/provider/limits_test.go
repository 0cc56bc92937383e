package provider_test

import (
	"context"
	"fmt"
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
		wantError(t, diags, "", "Zoho CRM Is Out of Order")
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
				t.Errorf("%d requests under way at once, want %d at the most", most, test.setting)
			}
		})
	}
}

// TestInterrupted ends a read in each of its phases.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		kind  faults.Kind
		words []string
	}{
		"before the answer": {faults.NeverAnswer(), []string{"within 2s", "after 200 attachments", `timeouts = { read = "30m" }`}},
		"in mid-body":       {faults.SlowBody(16, time.Second), []string{"within 2s", "after 200 attachments"}},
		"between tries":     {faults.ServiceUnavailable("30"), []string{"within 2s", "SERVICE_UNAVAILABLE"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(450)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2), Kind: test.kind}))
			p := newProtocol(t, environmentFor(mock), provider.WithClock(nil))
			wantNone(t, p.configure(nil))
			state, diags := p.read(t.Context(), lead.with(block{"timeouts": block{"read": "2s"}, "fields": fields("id")}))
			wantError(t, diags, "", "Reading Took Too Long", test.words...)
			if state["attachments"] != nil {
				t.Error("the state holds a part of the list")
			}

			ctx, cancel := context.WithCancel(t.Context())
			mock.SetFaults(faults.Fault{On: faults.NthPage(2), Kind: faults.Do("interrupt", func(http.ResponseWriter, *http.Request, http.Handler) { cancel() })})
			_, diags = p.read(ctx, lead.with(block{"fields": fields("id")}))
			wantError(t, diags, "", "Reading Was Interrupted")
		})
	}
}
