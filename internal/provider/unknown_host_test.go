package provider_test

import (
	"net"
	"net/http"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
)

// unknownHosts is a network without names.
type unknownHosts struct{ requests int }

func (u *unknownHosts) RoundTrip(r *http.Request) (*http.Response, error) {
	u.requests++
	return nil, &net.DNSError{Err: "no such host", Name: r.URL.Hostname(), IsNotFound: true}
}

// TestUnknownHost holds that a host which does not exist is tried once, be it the API's or the accounts server's.
func TestUnknownHost(t *testing.T) {
	t.Parallel()
	for summary, environment := range map[string]map[string]string{
		"Cannot Reach Zoho CRM": {"ZOHOCRM_API_DOMAIN": "https://crm.example", "ZOHOCRM_OAUTH_TOKEN": "1000.a.b"},
		"Cannot Reach the Accounts Server": {
			"ZOHOCRM_ACCOUNTS_URL": "https://accounts.example", "ZOHOCRM_REFRESH_TOKEN": "1000.a.b", "ZOHOCRM_CLIENT_ID": "1000.C",
			"ZOHOCRM_CLIENT_SECRET": "secret",
		},
	} {
		hosts, clock := new(unknownHosts), new(instantClock)
		p := newProtocol(t, environment, provider.WithTransport(hosts), provider.WithClock(clock))
		wantNone(t, p.configure(nil))
		_, diags := p.read(t.Context(), lead)
		wantError(t, diags, "", summary, "no such host")
		if hosts.requests != 1 || len(clock.waits) > 0 {
			t.Errorf("%s: %d requests, waits %v", summary, hosts.requests, clock.waits)
		}
	}
}
