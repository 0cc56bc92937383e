package provider

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// TestAttemptOfManyRequests holds that a request which is given up after one attempt, for what became of others, says so.
func TestAttemptOfManyRequests(t *testing.T) {
	t.Parallel()
	err := &zohocrm.RetryError{Attempts: 1, Err: &api.Error{Status: 429}, Stopped: zohocrm.ErrAlwaysRateLimited, Alone: true}
	p := diagnose(err, readTarget{request: zohocrm.Request{Module: "Deals", RecordID: "7"}})
	const want = "The request was attempted once, since the requests before it had been rejected in the same way."
	if !strings.HasSuffix(p.why, want) {
		t.Errorf("got %q, want it to end with %q", p.why, want)
	}
}
