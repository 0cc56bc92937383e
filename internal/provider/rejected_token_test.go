package provider_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// rejections are the forms in which Zoho rejects a token that has died.
func rejections() map[string]faults.Kind {
	return map[string]faults.Kind{
		"INVALID_TOKEN":          faults.InvalidToken(),
		"AUTHENTICATION_FAILURE": faults.ZohoError(401, "AUTHENTICATION_FAILURE", "{}", "Authentication failed"),
		"INVALID_OAUTHTOKEN":     faults.ZohoError(401, "INVALID_OAUTHTOKEN", "{}", "invalid oauth token"),
		"nothing":                faults.Response(401, nil, ""),
	}
}

// TestDeadTokenInTheCache has the API reject the token of an earlier command, in every form: one more is requested, and it is the
// one that the next command takes from the cache.
func TestDeadTokenInTheCache(t *testing.T) {
	t.Parallel()
	for name, kind := range rejections() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
			cache := provider.WithTokenCacheDir(t.TempDir())
			for range 3 {
				p := newProtocol(t, z.environment(), cache)
				wantNone(t, p.configure(block{"max_retries": 0}))
				if got := len(p.mustRead(lead)); got != 3 {
					t.Errorf("%d attachments", got)
				}
				z.api.SetFaults(faults.Fault{On: faults.NthCall(1), Kind: kind})
				p = newProtocol(t, z.environment(), cache)
				wantNone(t, p.configure(block{"max_retries": 0}))
				if got := len(p.mustRead(lead)); got != 3 {
					t.Errorf("%d attachments", got)
				}
			}
			if issued := len(z.accounts.Tokens()); issued != 1+3 {
				t.Errorf("%d tokens requested, want 4", issued)
			}
		})
	}
}

// TestRejectedTokenWords holds that the words fit the kind of credential, and name the API domain and where it comes from.
func TestRejectedTokenWords(t *testing.T) {
	t.Parallel()
	for name, kind := range rejections() {
		z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)),
			zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: kind}))
		domain, notSet := z.api.URL(), z.environment()
		inEnvironment := maps.Clone(notSet)
		inEnvironment["ZOHOCRM_API_DOMAIN"] = domain
		for _, test := range []struct {
			environment map[string]string
			config      block
			words       string
		}{
			{inEnvironment, nil, domain + " (set by the environment variable ZOHOCRM_API_DOMAIN)"},
			{inEnvironment, block{"api_domain": domain}, domain + " (set by api_domain in the provider block)"},
			{notSet, nil, domain + " (which the accounts server named with the token"},
		} {
			p := newProtocol(t, test.environment)
			wantNone(t, p.configure(test.config))
			_, diags := p.read(t.Context(), lead)
			wantError(t, diags, "", "Access Token Rejected", "accounts server issued to the provider, nor the new one that replaced it", test.words)
			if strings.Contains(diags[0].Detail, "oauth_token") || strings.Contains(diags[0].Detail, "ZOHOCRM_OAUTH_TOKEN") {
				t.Errorf("%s: the message speaks of oauth_token:\n%s", name, diags[0].Detail)
			}
			if name != "nothing" && !strings.Contains(diags[0].Detail, "Zoho CRM responded: "+name) {
				t.Errorf("%s: the response is not quoted:\n%s", name, diags[0].Detail)
			}
		}
	}
	p := newProtocol(t, map[string]string{"ZOHOCRM_OAUTH_TOKEN": "1000.a.b"}, provider.WithTransport(unauthorized{}))
	wantNone(t, p.configure(nil))
	_, diags := p.read(t.Context(), lead)
	wantError(t, diags, "", "Access Token Rejected",
		"https://www.zohoapis.com (the default, since neither api_domain nor ZOHOCRM_API_DOMAIN is set)")

	mock := zohocrmtest.StartMock(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.InvalidToken()}))
	_, diags = connected(t, mock).read(t.Context(), lead)
	wantError(t, diags, "", "Access Token Rejected",
		"valid for one hour", "Create a new access token", mock.URL()+" (set by the environment variable")
}

// TestRejectedTokenOrigin holds that the error tells where a token of the user's comes from, and not the token.
func TestRejectedTokenOrigin(t *testing.T) {
	t.Parallel()
	const inVariable, inBlock = "from the environment variable ZOHOCRM_OAUTH_TOKEN", "from oauth_token in the provider block"
	for name, kind := range map[string]faults.Kind{
		"expired": faults.InvalidToken(),
		"none":    zohoSays(401, "AUTHENTICATION_FAILURE", `{}`, ""),
		"400":     zohoSays(400, "INVALID_TOKEN", `{}`, ""),
	} {
		mock := zohocrmtest.StartMock(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: kind}))
		environment := map[string]string{"ZOHOCRM_API_DOMAIN": mock.URL(), "ZOHOCRM_OAUTH_TOKEN": secret}
		for _, test := range []struct {
			config    block
			says, not string
		}{
			{nil, inVariable, inBlock},
			{block{"oauth_token": secret}, inBlock, inVariable},
		} {
			for _, typeName := range []string{recordAttachments, foundRecords} {
				p := newProtocol(t, environment)
				wantNone(t, p.configure(test.config))
				config := lead
				if typeName == foundRecords {
					config = won
				}
				_, diags := p.of(typeName).read(t.Context(), config)
				wantError(t, diags, "", "Access Token Rejected", "The token comes "+test.says)
				if strings.Contains(diags[0].Detail, test.not) || strings.Contains(diags[0].Detail, secret) {
					t.Errorf("%s: %s", name, diags[0].Detail)
				}
			}
		}
	}
}

// unauthorized responds 401 without a body.
type unauthorized struct{}

func (unauthorized) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusUnauthorized, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

// TestManyRejectedTokens has one token after the other be rejected: in the end none is requested any more, and the words say so.
func TestManyRejectedTokens(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: rejections()["nothing"]}))
	p := newProtocol(t, z.environment())
	wantNone(t, p.configure(nil))
	var diags []*tfprotov6.Diagnostic
	for range 6 {
		_, diags = p.read(t.Context(), lead)
	}
	wantError(t, diags, "", "Access Token Rejected", "requested no new token", "in ten minutes")
	if issued := len(z.accounts.Tokens()); issued != 4 {
		t.Errorf("%d tokens requested, want 4", issued)
	}
}
