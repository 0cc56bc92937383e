package provider_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// threeVariables are all that the client credentials grant needs in the US.
func threeVariables() map[string]string {
	return map[string]string{
		"ZOHOCRM_CLIENT_ID":       accounts.ClientID,
		"ZOHOCRM_CLIENT_SECRET":   accounts.ClientSecret,
		"ZOHOCRM_ORGANIZATION_ID": accounts.OrganizationID,
	}
}

// hosts answers for Zoho's hosts of the US data centre.
type hosts struct{ *zoho }

func (h hosts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.Host {
	case "accounts.zoho.com":
		h.accounts.ServeHTTP(w, r)
	case "www.zohoapis.com":
		h.api.Handler().ServeHTTP(w, r)
	default:
		http.Error(w, "not a host of the test", http.StatusBadGateway)
	}
}

func (h hosts) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	asServed := r.Clone(r.Context())
	asServed.RequestURI, asServed.Host = r.URL.RequestURI(), r.URL.Host
	h.ServeHTTP(w, asServed)
	return w.Result(), r.Context().Err()
}

// TestThreeVariablesAlone reads with nothing else set: the accounts server is the default one, which names the API domain.
func TestThreeVariablesAlone(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
	z.accounts.APIDomain = "https://www.zohoapis.com"
	p := newProtocol(t, threeVariables(), provider.WithTransport(hosts{z}))
	wantNone(t, p.configure(nil))
	if got := len(p.mustRead(lead)); got != 3 {
		t.Errorf("got %d attachments, want 3", got)
	}
	form := z.accounts.Requests()[0].Form
	for name, want := range map[string]string{
		"grant_type": "client_credentials", "soid": "ZohoCRM." + accounts.OrganizationID,
		"scope": "ZohoCRM.coql.READ,ZohoCRM.modules.READ,ZohoCRM.modules.attachments.READ",
	} {
		if got := form.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// TestScopesAreAskedFor looks at what is sent.
func TestScopesAreAskedFor(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		config   block
		variable string
		want     string
	}{
		"configured":                 {block{"scopes": fields("ZohoCRM.b.READ", "ZohoCRM.a.READ")}, "", "ZohoCRM.a.READ,ZohoCRM.b.READ"},
		"configured and beside":      {block{"scopes": fields("ZohoCRM.b.READ")}, "ZohoCRM.a.READ", "ZohoCRM.b.READ"},
		"configured, beside garbage": {block{"scopes": fields("ZohoCRM.b.READ")}, "a b", "ZohoCRM.b.READ"},
		"in the environment":         {nil, "ZohoCRM.b.READ,ZohoCRM.a.READ,ZohoCRM.b.READ", "ZohoCRM.a.READ,ZohoCRM.b.READ"},
		"neither":                    {nil, "", "ZohoCRM.coql.READ,ZohoCRM.modules.READ,ZohoCRM.modules.attachments.READ"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
			environment := threeVariables()
			environment["ZOHOCRM_ACCOUNTS_URL"], environment["ZOHOCRM_SCOPES"] = z.accountsURL, test.variable
			p := newProtocol(t, environment)
			wantNone(t, p.configure(test.config))
			p.mustRead(lead)
			if got := z.accounts.Requests()[0].Form.Get("scope"); got != test.want {
				t.Errorf("asked for %q, want %q", got, test.want)
			}
		})
	}
}

// TestTokenOfOtherScopesIsNotUsed has providers share a cache: each organisation and each choice of scopes has its own token.
func TestTokenOfOtherScopesIsNotUsed(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	var issued []string
	z.accounts.OnIssue = func(token string) {
		issued = append(issued, token)
		z.api.AcceptTokens(issued...)
	}
	environment, dir := threeVariables(), t.TempDir()
	environment["ZOHOCRM_ACCOUNTS_URL"] = z.accountsURL
	for _, test := range []struct {
		config block
		tokens int // in all
	}{
		{nil, 1},
		{nil, 1},
		{block{"scopes": fields("ZohoCRM.modules.ALL")}, 2},
		{nil, 2},
		{block{"scopes": fields("ZohoCRM.modules.ALL")}, 2},
		{block{"refresh_token": accounts.RefreshToken}, 3},
	} {
		p := newProtocol(t, environment, provider.WithTokenCacheDir(dir))
		wantNone(t, p.configure(test.config))
		p.mustRead(lead)
		if got := len(z.accounts.Tokens()); got != test.tokens {
			t.Errorf("%v: %d tokens in all, want %d", test.config, got, test.tokens)
		}
	}
}

// TestOrganizationTokenThatDiesInMidWalk has the API refuse the first token at page 2: another is requested once, and the walk
// goes on. Neither the log nor the cache holds a secret.
func TestOrganizationTokenThatDiesInMidWalk(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(450)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2).Times(1), Kind: faults.InvalidToken()}))
	environment, dir := threeVariables(), t.TempDir()
	environment["ZOHOCRM_ACCOUNTS_URL"] = z.accountsURL
	p := newProtocol(t, environment, provider.WithTokenCacheDir(dir))
	wantNone(t, p.configure(block{"max_retries": 0}))
	var log bytes.Buffer
	state, diags := p.read(tflogtest.RootLogger(t.Context(), &log), lead)
	wantNone(t, diags)
	if got := len(attachmentsOf(t, state)); got != 450 {
		t.Errorf("got %d attachments, want 450", got)
	}
	tokens := z.accounts.Tokens()
	if asked := len(z.api.Requests()); len(tokens) != 2 || asked != 4 {
		t.Errorf("%d tokens and %d requests at the API, want 2 and 4", len(tokens), asked)
	}
	secrets := append([]string{accounts.ClientSecret}, tokens...)
	secretscan.WantNone(t, "the log", log.String(), secrets...)
	if !strings.Contains(log.String(), "Access token received") {
		t.Errorf("the log does not tell of the request for a token:\n%s", log.String())
	}
	files := secretscan.Files(t, dir)
	for name, text := range files {
		secretscan.WantNone(t, name, name+text, secrets...)
	}
	if len(files) == 0 {
		t.Error("the cache is empty, so nothing was searched")
	}
}

// TestOrganizationProblems holds the words of what the accounts server says to the client credentials grant.
func TestOrganizationProblems(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		answer             accounts.Response
		attribute, summary string
		words              []string
	}{
		"missing_org_info": {
			accounts.MissingOrgInfo, "organization_id", "Organisation Rejected",
			[]string{"not an organisation of the client's owner", "under your profile picture", "missing_org_info (HTTP 200)"},
		},
		"invalid_scope": {
			accounts.InvalidScope, "scopes", "Scopes Rejected",
			[]string{"\n  ZohoCRM.coql.READ\n  ZohoCRM.modules.READ\n", "required_scopes", "invalid_scope (HTTP 200)"},
		},
		"invalid_scopes": {
			accounts.Response{Status: 400, Body: `{"error":"invalid_scopes"}`}, "scopes", "Scopes Rejected", []string{"invalid_scopes (HTTP 400)"},
		},
		"invalid_client":        {accounts.InvalidClient, "client_id", "Unknown Client", []string{"invalid_client (HTTP 200)"}},
		"invalid_client_secret": {accounts.InvalidClientSecret, "client_secret", "Client Secret Rejected", nil},
		"throttled": {
			accounts.AccessDenied, "", "Too Many Access Tokens", []string{"to this client", "something else uses the same client", "Access Denied"},
		},
		"a code of the other grant": {
			accounts.InvalidCode, "", "Access Token Request Failed", []string{"client_secret and organization_id belong together", "invalid_code"},
		},
		"a code of tomorrow": {
			accounts.Response{Body: `{"error":"org_suspended"}`},
			"", "Access Token Request Failed",
			[]string{"for the client and the organisation", "org_suspended (HTTP 200)"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
			z.accounts.Next(test.answer)
			environment := threeVariables()
			environment["ZOHOCRM_ACCOUNTS_URL"] = z.accountsURL
			environment["ZOHOCRM_SCOPES"] = "ZohoCRM.modules.READ,ZohoCRM.coql.READ"
			p := newProtocol(t, environment)
			wantNone(t, p.configure(nil))
			_, diags := p.read(t.Context(), lead)
			wantError(t, diags, test.attribute, test.summary, test.words...)
			secretscan.WantNone(t, "the message", diags[0].Detail, accounts.ClientSecret)
			if strings.Contains(diags[0].Detail, "refresh") {
				t.Errorf("it speaks of a refresh token:\n%s", diags[0].Detail)
			}
			if calls := len(z.accounts.Requests()); calls != 1 {
				t.Errorf("%d calls of the accounts server, want 1", calls)
			}
		})
	}
}
