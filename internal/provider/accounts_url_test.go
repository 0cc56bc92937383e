package provider_test

import (
	"maps"
	"net/http"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

// recordedHosts notes the hosts that are asked, and answers nobody.
type recordedHosts struct{ hosts []string }

func (r *recordedHosts) RoundTrip(request *http.Request) (*http.Response, error) {
	r.hosts = append(r.hosts, request.URL.Host)
	return nil, http.ErrServerClosed
}

// TestAccountsURLIsNotGuessed holds that credentials that request tokens are sent nowhere where no accounts server can be told:
// api_domain is of no data centre that is known, and accounts_url is not set.
func TestAccountsURLIsNotGuessed(t *testing.T) {
	t.Parallel()
	// Written in the block, as the domain is: where they stand decides whether the domain may have them at all.
	credentials := block{"client_id": accounts.ClientID, "client_secret": accounts.ClientSecret, "refresh_token": accounts.RefreshToken}
	tests := map[string]struct {
		config      block
		environment map[string]string
		host        string   // the one that is asked for a token; empty where Configure refuses
		words       []string // of its error
	}{
		"configured": {
			config: block{"api_domain": "https://www.zohoapis.sg"},
			words: []string{
				`api_domain is set in the provider block to "https://www.zohoapis.sg"`, "Set accounts_url (or ZOHOCRM_ACCOUNTS_URL)",
				"EU  https://accounts.zoho.eu",
			},
		},
		"in the environment": {
			environment: map[string]string{"ZOHOCRM_API_DOMAIN": "https://www.zohoapis.sg"},
			words:       []string{"by the environment variable ZOHOCRM_API_DOMAIN"},
		},
		"a gateway":    {config: block{"api_domain": "https://zoho.gateway.example:8443/"}, words: []string{"zoho.gateway.example"}},
		"this machine": {config: block{"api_domain": "http://localhost:8080"}, words: []string{"http://localhost:8080"}},
		"a secret that is not known yet": {
			config: block{"api_domain": "https://www.zohoapis.sg", "refresh_token": unknown}, words: []string{"https://www.zohoapis.sg"},
		},
		"of an organisation": {
			config: block{"api_domain": "https://www.zohoapis.sg", "refresh_token": nil, "organization_id": "600"},
			words:  []string{"https://www.zohoapis.sg"},
		},
		"both": {
			config: block{"api_domain": "https://www.zohoapis.sg", "accounts_url": "https://accounts.zoho.sg"}, host: "accounts.zoho.sg",
		},
		"a centre that is known": {config: block{"api_domain": "https://sandbox.zohoapis.com.au"}, host: "accounts.zoho.com.au"},
		"neither":                {host: "accounts.zoho.com"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			environment := map[string]string{"ZOHOCRM_MAX_RETRIES": "0"}
			maps.Copy(environment, test.environment)
			asked := new(recordedHosts)
			p := newProtocol(t, environment, provider.WithTransport(asked))
			diags := p.configure(credentials.with(test.config))
			if test.host == "" {
				wantError(t, diags, "accounts_url", "Unknown Accounts Server", test.words...)
			} else {
				wantNone(t, diags)
			}
			p.read(t.Context(), lead)
			for _, host := range asked.hosts {
				if host != test.host {
					t.Errorf("%s was asked, want %q alone", host, test.host)
				}
			}
			if len(asked.hosts) == 0 != (test.host == "") {
				t.Errorf("%v were asked, want %q", asked.hosts, test.host)
			}
		})
	}
	// An access token that is given needs no accounts server.
	p := newProtocol(t, nil)
	wantNone(t, p.configure(block{"api_domain": "https://www.zohoapis.sg", "oauth_token": "1000.a.b"}))
}
