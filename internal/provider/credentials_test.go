package provider_test

import (
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// zoho is an accounts server and an API that accepts the tokens that it issues.
type zoho struct {
	accounts    *accounts.Server
	accountsURL string
	api         *zohocrmtest.Mock
}

func startZoho(tb testing.TB, options ...zohocrmtest.MockOption) *zoho {
	tb.Helper()
	z := &zoho{accounts: &accounts.Server{}}
	z.api = zohocrmtest.StartMock(tb, append([]zohocrmtest.MockOption{zohocrmtest.WithTokens()}, options...)...)
	z.accounts.APIDomain = z.api.URL()
	z.accounts.OnIssue = func(token string) { z.api.AcceptTokens(token) }
	z.accountsURL = accounts.Start(tb, z.accounts)
	return z
}

// environment has the credentials in it, and the accounts server, but no API domain.
func (z *zoho) environment() map[string]string {
	return map[string]string{
		"ZOHOCRM_ACCOUNTS_URL":  z.accountsURL,
		"ZOHOCRM_CLIENT_ID":     accounts.ClientID,
		"ZOHOCRM_CLIENT_SECRET": accounts.ClientSecret,
		"ZOHOCRM_REFRESH_TOKEN": accounts.RefreshToken,
	}
}

// TestChooseCredential is the truth table of which credential is used: the highest level that names one of either kind
// decides, and within the refresh kind each setting is configuration over environment.
func TestChooseCredential(t *testing.T) {
	t.Parallel()
	const (
		id, client, refresh = accounts.ClientID, accounts.ClientSecret, accounts.RefreshToken
		static              = "1000.static"
	)
	environmentRefresh := map[string]string{"ZOHOCRM_CLIENT_ID": id, "ZOHOCRM_CLIENT_SECRET": client, "ZOHOCRM_REFRESH_TOKEN": refresh}
	configuredRefresh := block{"client_id": id, "client_secret": client, "refresh_token": refresh}
	tests := map[string]struct {
		config      block
		environment map[string]string
		issued      bool   // whether the read uses an issued token, rather than the one that was given
		attribute   string // of the error
		summary     string // of the error of Configure
		readSummary string // of the error of the read
		words       []string
	}{
		"token configured":           {config: block{"oauth_token": static}},
		"token in the environment":   {environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": static}},
		"refresh configured":         {config: configuredRefresh, issued: true},
		"refresh in the environment": {environment: environmentRefresh, issued: true},
		"client id configured, secrets beside": {
			config:      block{"client_id": id},
			environment: map[string]string{"ZOHOCRM_CLIENT_SECRET": client, "ZOHOCRM_REFRESH_TOKEN": refresh}, issued: true,
		},
		"configuration over environment in each": {
			config:      block{"client_id": id},
			environment: map[string]string{"ZOHOCRM_CLIENT_ID": "1000.wrong", "ZOHOCRM_CLIENT_SECRET": client, "ZOHOCRM_REFRESH_TOKEN": refresh},
			issued:      true,
		},
		"configured token over refresh beside": {config: block{"oauth_token": static}, environment: environmentRefresh},
		"configured refresh over token beside": {
			config: configuredRefresh, environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": static}, issued: true,
		},
		"a part of refresh configured decides": {
			config:      block{"client_id": id},
			environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": static, "ZOHOCRM_CLIENT_SECRET": client, "ZOHOCRM_REFRESH_TOKEN": refresh},
			issued:      true,
		},
		"both configured": {
			config: block{"oauth_token": static, "client_id": id}, attribute: "oauth_token", summary: "Conflicting Credentials",
			words: []string{"oauth_token and client_id", "provider block"},
		},
		"both configured, one unknown": {
			config: block{"oauth_token": static, "refresh_token": unknown}, attribute: "oauth_token",
			summary: "Conflicting Credentials", words: []string{"oauth_token and refresh_token"},
		},
		"both in the environment": {
			environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": static, "ZOHOCRM_CLIENT_SECRET": client}, attribute: "oauth_token",
			summary: "Conflicting Credentials",
			words:   []string{"ZOHOCRM_OAUTH_TOKEN and ZOHOCRM_CLIENT_SECRET", "environment variables"},
		},
		"client secret missing": {
			config: block{"client_id": id, "refresh_token": refresh}, attribute: "client_secret", summary: "Incomplete Credentials",
			words: []string{"refresh_token is set", "ZOHOCRM_CLIENT_SECRET"},
		},
		"client id missing": {
			environment: map[string]string{"ZOHOCRM_CLIENT_SECRET": client, "ZOHOCRM_REFRESH_TOKEN": refresh}, attribute: "client_id",
			summary: "Incomplete Credentials", words: []string{"ZOHOCRM_CLIENT_ID"},
		},
		"refresh token missing beside a token": {
			config:      block{"client_id": id},
			environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": static, "ZOHOCRM_CLIENT_SECRET": client},
			attribute:   "refresh_token", summary: "Incomplete Credentials",
			words: []string{
				"token in ZOHOCRM_OAUTH_TOKEN is ignored, since the provider block, which takes precedence, sets client_id",
				"To use the access token, remove refresh_token, organization_id, client_id and client_secret from the provider block",
			},
		},
		"client secret missing beside a token": {
			config:      block{"refresh_token": refresh, "client_id": id},
			environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": static},
			attribute:   "client_secret", summary: "Incomplete Credentials",
			words: []string{"ZOHOCRM_OAUTH_TOKEN is ignored, since the provider block, which takes precedence, sets refresh_token"},
		},
		"refresh token missing beside an unknown one": {
			config: block{"client_id": unknown, "client_secret": client}, attribute: "refresh_token",
			summary: "Incomplete Credentials",
		},
		"all that there is is unknown": {
			config: block{"refresh_token": unknown}, attribute: "refresh_token", readSummary: "Provider Setting Not Known Yet",
		},
		"one unknown, the others known": {
			config: block{"refresh_token": unknown, "client_id": id, "client_secret": client}, attribute: "refresh_token",
			readSummary: "Provider Setting Not Known Yet", words: []string{"ZOHOCRM_REFRESH_TOKEN"},
		},
		"accounts server unknown": {
			config: block{"accounts_url": unknown}, environment: environmentRefresh, attribute: "accounts_url",
			readSummary: "Provider Setting Not Known Yet",
		},
		"accounts server unknown, and not needed": {config: block{"accounts_url": unknown, "oauth_token": static}},
		"none": {
			readSummary: "Missing Zoho CRM Credentials",
			words: []string{
				"Reading from Zoho CRM requires credentials", "ZOHOCRM_OAUTH_TOKEN", "ZOHOCRM_REFRESH_TOKEN", "client_secret",
			},
		},
		"empty client id": {
			config: block{"client_id": ""}, environment: environmentRefresh, attribute: "client_id",
			summary: "Empty Provider Setting",
		},
		"client secret with a line end": {
			config: block{"client_secret": client + "\n"}, environment: environmentRefresh, attribute: "client_secret",
			summary: "Malformed Credential",
		},
		"accounts server that is an API domain": {
			config: block{"accounts_url": "https://www.zohoapis.eu"}, environment: environmentRefresh, attribute: "accounts_url",
			summary: "Wrong Zoho Server",
			words:   []string{"accounts_url is the URL of an API domain", `Use "https://accounts.zoho.eu".`},
		},
		"accounts server of no scheme": {
			config: block{"accounts_url": "accounts.zoho.in"}, environment: environmentRefresh, attribute: "accounts_url",
			summary: "Malformed URL", words: []string{`Use "https://accounts.zoho.in".`},
		},
		"token cache in words": {
			environment: map[string]string{"ZOHOCRM_OAUTH_TOKEN": static, "ZOHOCRM_TOKEN_CACHE": "sometimes"},
			attribute:   "token_cache", summary: "Malformed Provider Setting", words: []string{`"sometimes"`, "ZOHOCRM_TOKEN_CACHE"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
			z.api.AcceptTokens(static)
			environment := map[string]string{"ZOHOCRM_API_DOMAIN": z.api.URL(), "ZOHOCRM_ACCOUNTS_URL": z.accountsURL}
			maps.Copy(environment, test.environment)
			p := newProtocol(t, environment)
			diags := p.configure(test.config)
			if test.summary != "" {
				wantError(t, diags, test.attribute, test.summary, test.words...)
				return
			}
			wantNone(t, diags)
			_, diags = p.read(t.Context(), lead)
			if test.readSummary != "" {
				wantError(t, diags, test.attribute, test.readSummary, test.words...)
				return
			}
			wantNone(t, diags)
			if issued := len(z.accounts.Tokens()) == 1; issued != test.issued {
				t.Errorf("%d tokens were issued", len(z.accounts.Tokens()))
			}
		})
	}
}

// TestEmptyVariables holds that where a credential is missing, each variable of one that is set to nothing is named, and no other.
func TestEmptyVariables(t *testing.T) {
	t.Parallel()
	empty := func(names ...string) map[string]string {
		environment := make(map[string]string)
		for _, name := range names {
			environment[environmentOf[name]] = ""
		}
		return environment
	}
	all := []string{"oauth_token", "refresh_token", "organization_id", "client_id", "client_secret"}
	for name, test := range map[string]struct {
		config      block
		environment map[string]string
		summary     string
		says        string // empty where nothing is said
	}{
		"none set":          {summary: "Missing Zoho CRM Credentials"},
		"the token":         {nil, empty("oauth_token"), "Missing Zoho CRM Credentials", "ZOHOCRM_OAUTH_TOKEN is set, but empty"},
		"the refresh token": {nil, empty("refresh_token"), "Missing Zoho CRM Credentials", "ZOHOCRM_REFRESH_TOKEN is set, but empty"},
		"the organisation":  {client, empty("organization_id"), "Incomplete Credentials", "ZOHOCRM_ORGANIZATION_ID is set, but empty"},
		"the client's id": {
			block{"refresh_token": "1000.r"}, empty("client_id"), "Incomplete Credentials", "ZOHOCRM_CLIENT_ID is set, but empty",
		},
		"the client's secret": {
			block{"client_id": "1000.c"}, empty("client_secret"), "Incomplete Credentials", "ZOHOCRM_CLIENT_SECRET is set, but empty",
		},
		"all": {
			nil, empty(all...), "Missing Zoho CRM Credentials", "ZOHOCRM_OAUTH_TOKEN, ZOHOCRM_REFRESH_TOKEN, ZOHOCRM_ORGANIZATION_ID, " +
				"ZOHOCRM_CLIENT_ID and ZOHOCRM_CLIENT_SECRET are set, but empty",
		},
		"all but what the block sets": {
			client, empty(all...), "Incomplete Credentials",
			"ZOHOCRM_OAUTH_TOKEN, ZOHOCRM_REFRESH_TOKEN and ZOHOCRM_ORGANIZATION_ID are set, but empty",
		},
		"a setting that is no credential": {nil, map[string]string{"ZOHOCRM_SCOPES": ""}, "Missing Zoho CRM Credentials", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newProtocol(t, test.environment)
			diags := p.configure(test.config)
			if len(diags) == 0 {
				_, diags = p.read(t.Context(), lead)
			}
			if len(diags) != 1 || diags[0].Summary != test.summary {
				t.Fatalf("got %v, want %s", summaries(diags), test.summary)
			}
			_, says, _ := strings.Cut(diags[0].Detail, ". ") // the first sentence tells what is missing
			if says, _, _ = strings.Cut(says, ", which counts as not set."); test.says == "" {
				if strings.Contains(diags[0].Detail, "empty") {
					t.Errorf("it speaks of an empty variable:\n%s", diags[0].Detail)
				}
			} else if !strings.HasSuffix(says, test.says) {
				t.Errorf("got %q, want it to end with %q", says, test.says)
			}
		})
	}
}

// TestValidateFindsContradictions holds that terraform validate, which knows no environment, finds what is written.
func TestValidateFindsContradictions(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	wantError(t, p.validateProvider(block{"oauth_token": "1000.a", "refresh_token": "1000.b"}), "oauth_token", "Conflicting Credentials")
	wantNone(t, p.validateProvider(block{"client_id": "1000.a"}))
}

// TestManyReadsMintOneToken has twenty data sources read at the same time.
func TestManyReadsMintOneToken(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
	p := newProtocol(t, z.environment())
	wantNone(t, p.configure(nil))
	var reads sync.WaitGroup
	for i := range 20 {
		reads.Go(func() {
			state, diags := p.read(t.Context(), block{"module": "Deals", "record_id": fmt.Sprint(i + 1)})
			if len(diags) != 0 || len(state["attachments"].([]any)) != 3 {
				t.Errorf("read %d: %v", i, summaries(diags))
			}
		})
	}
	reads.Wait()
	if issued := len(z.accounts.Tokens()); issued != 1 {
		t.Errorf("%d tokens were issued, want 1", issued)
	}
}

// TestNextCommandUsesTheSameTokenAndDomain has two providers share a cache: the second issues nothing, and asks the host
// that the first one's token answer named.
func TestNextCommandUsesTheSameTokenAndDomain(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	dir := t.TempDir()
	for range 2 {
		p := newProtocol(t, z.environment(), provider.WithTokenCacheDir(dir))
		wantNone(t, p.configure(nil))
		p.mustRead(lead)
	}
	if issued, asked := len(z.accounts.Tokens()), len(z.api.Requests()); issued != 1 || asked != 2 {
		t.Errorf("%d tokens issued and %d requests at the API, want 1 and 2", issued, asked)
	}
	off := z.environment()
	off["ZOHOCRM_TOKEN_CACHE"] = "false"
	p := newProtocol(t, off, provider.WithTokenCacheDir(dir))
	wantNone(t, p.configure(nil))
	p.mustRead(lead)
	if issued := len(z.accounts.Tokens()); issued != 2 {
		t.Errorf("with the cache off, %d tokens in all, want 2", issued)
	}
}

// TestTokenProblems holds the words of every refusal, at the attribute that caused it, after one call.
func TestTokenProblems(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		answer             accounts.Response
		config             block
		attribute, summary string
		words              []string
	}{
		"invalid_code": {
			accounts.InvalidCode, nil, "refresh_token", "Refresh Token Rejected",
			[]string{"revoked or mistyped", "invalid_code (HTTP 200)"},
		},
		"invalid_client": {
			accounts.InvalidClient, nil, "client_id", "Unknown Client",
			[]string{"http://127.0.0.1", "CA  https://accounts.zohocloud.ca", "invalid_client (HTTP 200)"},
		},
		"invalid_client_secret": {
			accounts.InvalidClientSecret, nil, "client_secret", "Client Secret Rejected",
			[]string{"invalid_client_secret"},
		},
		"throttled": {
			accounts.AccessDenied, nil, "", "Too Many Access Tokens",
			[]string{"ten access tokens in ten minutes", "The token cache works here", "Access Denied"},
		},
		"throttled, cache off": {
			accounts.AccessDenied,
			block{"token_cache": false},
			"", "Too Many Access Tokens",
			[]string{"token_cache = false", "With the token cache on"},
		},
		"a refusal of tomorrow": {
			accounts.Response{Body: `{"error":"org_suspended"}`},
			nil, "", "Access Token Request Failed",
			[]string{"org_suspended"},
		},
		"redirect": {
			accounts.Response{Status: 302, Location: "https://accounts.zoho.eu/signin"},
			nil, "",
			"Unexpected Response from the Accounts Server",
			[]string{"redirect"},
		},
		"another data centre": {
			accounts.Response{Body: `{"access_token":"$TOKEN","api_domain":"https://www.zohoapis.in","expires_in":3600}`},
			block{"api_domain": "https://www.zohoapis.eu"},
			"api_domain", "Credentials of Another Data Centre",
			[]string{`to "https://www.zohoapis.in"`},
		},
		"a domain that is not Zoho's": {
			accounts.Response{Body: `{"access_token":"$TOKEN","api_domain":"https://zohoapis.eu.evil.example","expires_in":3600}`},
			nil,
			"api_domain", "Unknown API Domain",
			[]string{"zohoapis.eu.evil.example"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
			z.accounts.Next(test.answer)
			p := newProtocol(t, z.environment())
			wantNone(t, p.configure(test.config))
			_, diags := p.read(t.Context(), lead)
			wantError(t, diags, test.attribute, test.summary, test.words...)
			secrets := append(z.accounts.Tokens(), accounts.ClientSecret, accounts.RefreshToken)
			secretscan.WantNone(t, "the message", diags[0].Detail, secrets...)
			if calls := len(z.accounts.Requests()); calls != 1 {
				t.Errorf("%d calls of the accounts server, want 1", calls)
			}
			if strings.Contains(name, "evil") && len(z.api.Requests()) > 0 {
				t.Error("the API was asked")
			}
		})
	}
}

// TestTokenThatDiesInMidWalk has the API refuse the first token at page 2: it is renewed once, and the walk goes on where
// it stood.
func TestTokenThatDiesInMidWalk(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(450)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2).Times(1), Kind: faults.InvalidToken()}))
	p := newProtocol(t, z.environment())
	wantNone(t, p.configure(block{"max_retries": 0}))
	if got := len(p.mustRead(lead)); got != 450 {
		t.Errorf("got %d attachments, want 450", got)
	}
	if issued, asked := len(z.accounts.Tokens()), len(z.api.Requests()); issued != 2 || asked != 4 {
		t.Errorf("%d tokens issued and %d requests at the API, want 2 and 4", issued, asked)
	}
}
