package oauth_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	const html = "<html><body>Service unavailable: " + accounts.ClientSecret + "</body></html>"
	for name, test := range map[string]struct {
		answer    accounts.Response
		want      oauth.Error // but for the accounts server
		text      string      // after "oauth: no access token from https://accounts.zoho.eu: "
		temporary bool
	}{
		"refresh token": {
			accounts.InvalidCode,
			oauth.Error{Kind: oauth.InvalidCode, Status: 200, Code: "invalid_code"},
			"the refresh token is not accepted (HTTP 200: invalid_code)", false,
		},
		"client": {
			accounts.InvalidClient,
			oauth.Error{Kind: oauth.InvalidClient, Status: 200, Code: "invalid_client"},
			"the client is not known there (HTTP 200: invalid_client)", false,
		},
		"client secret": {
			accounts.InvalidClientSecret,
			oauth.Error{Kind: oauth.InvalidClientSecret, Status: 200, Code: "invalid_client_secret"},
			"the client secret is wrong (HTTP 200: invalid_client_secret)", false,
		},
		"too many": {
			accounts.AccessDenied,
			oauth.Error{
				Kind: oauth.Throttled, Status: 400, Code: "Access Denied",
				Description: "You have made too many requests continuously. Please try again after some time.",
			},
			"too many access tokens were requested (HTTP 400: Access Denied: You have made too many requests continuously. Please try again " +
				"after some time.)",
			false,
		},
		"too many, 200, in German": {
			accounts.Response{Body: `{"error":"Access Denied","error_description":"Zu viele Anfragen."}`},
			oauth.Error{Kind: oauth.Throttled, Status: 200, Code: "Access Denied", Description: "Zu viele Anfragen."},
			"too many access tokens were requested (HTTP 200: Access Denied: Zu viele Anfragen.)", false,
		},
		"another refusal": {
			accounts.Response{Status: 400, Body: `{"error":"invalid_scope","error_description":"No."}`},
			oauth.Error{Kind: oauth.Denied, Status: 400, Code: "invalid_scope", Description: "No."},
			"the response has none (HTTP 400: invalid_scope: No.)", false,
		},
		"nothing": {
			accounts.Response{Body: `{}`},
			oauth.Error{Kind: oauth.Denied, Status: 200},
			"the response has none (HTTP 200)", false,
		},
		"control characters and credentials": {
			accounts.Response{Body: `{"error":"a\u001b[31m\nb","error_description":"\u202e` + accounts.ClientSecret + ` ` +
				url.QueryEscape(accounts.RefreshToken) + `\u0007` + strings.Repeat("x", 1000) + `"}`},
			oauth.Error{
				Kind: oauth.Denied, Status: 200, Code: "a [31m b",
				Description: "(redacted) (redacted) " + strings.Repeat("x", 478) + "…",
			},
			"the response has none (HTTP 200: a [31m b: (redacted) (redacted) " + strings.Repeat("x", 478) + "…)", false,
		},
		"a credential at the bound": {
			accounts.Response{Body: `{"error_description":"` + strings.Repeat("x", 495) + accounts.RefreshToken + `"}`},
			oauth.Error{Kind: oauth.Denied, Status: 200, Description: strings.Repeat("x", 495) + "(reda…"},
			"the response has none (HTTP 200: " + strings.Repeat("x", 495) + "(reda…)", false,
		},
		"HTML": {
			accounts.Response{ContentType: "text/html", Body: html},
			oauth.Error{Kind: oauth.Unusable, Status: 200},
			"the response is not an accounts server's (HTTP 200)", false,
		},
		"503": {
			accounts.Response{Status: 503, ContentType: "text/html", RetryAfter: "120", Body: html},
			oauth.Error{Kind: oauth.Unavailable, Status: 503, RetryAfter: "120"},
			"the server gave no usable response (HTTP 503)", true,
		},
		"500 with JSON": {
			accounts.Response{Status: 500, Body: `{"error":"general_error"}`},
			oauth.Error{Kind: oauth.Unavailable, Status: 500, Code: "general_error"},
			"the server gave no usable response (HTTP 500: general_error)", true,
		},
		"empty": {
			accounts.Response{Body: ""},
			oauth.Error{Kind: oauth.Unavailable, Status: 200},
			"the server gave no usable response (HTTP 200)", true,
		},
		"a token in too large a body": {
			accounts.Response{Body: `{"access_token":"1000.a.b","x":"` + strings.Repeat("x", 64<<10) + `"}`},
			oauth.Error{Kind: oauth.Unavailable, Status: 200},
			"the server gave no usable response (HTTP 200)", true,
		},
		"redirect": {
			accounts.Response{Status: 307, Location: "https://accounts.zoho.eu/elsewhere", Body: `{"access_token":"1000.a.b"}`},
			oauth.Error{Kind: oauth.Redirected, Status: 307},
			"the response is a redirect (HTTP 307)", false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.accounts.Next(test.answer)
			source := h.source()
			problem := h.problem(source)
			test.want.AccountsURL, test.want.GrantType = "https://accounts.zoho.eu", oauth.TypeRefreshToken
			if *problem != test.want {
				t.Errorf("got %#v\nwant %#v", *problem, test.want)
			}
			if want := "oauth: no access token from https://accounts.zoho.eu: " + test.text; problem.Error() != want {
				t.Errorf("got %q\nwant %q", problem.Error(), want)
			}
			if problem.Temporary() != test.temporary {
				t.Errorf("temporary: %t", problem.Temporary())
			}
			h.wantLogged("No access token received map[accounts_url:https://accounts.zoho.eu error:oauth: no access token")
			if test.temporary {
				h.token(source)
				h.wantRequested(1, 2)
				return
			}
			if again := h.problem(source); again != problem {
				t.Errorf("then got %v", again)
			}
			if source.Invalidate(t.Context(), "1000.a.b") {
				t.Error("there is no other token after a final error")
			}
			h.wantRequested(0, 1)
		})
	}
}

func TestWrongCredentials(t *testing.T) {
	t.Parallel()
	ofOrganization := func(change func(*oauth.ClientCredentials)) func(*oauth.Config) {
		return func(c *oauth.Config) {
			grant := organization()
			change(&grant)
			c.Grant = grant
		}
	}
	for kind, change := range map[oauth.ErrorKind]func(*oauth.Config){
		oauth.MissingOrgInfo:      ofOrganization(func(g *oauth.ClientCredentials) { g.OrganizationID += "0" }),
		oauth.InvalidScope:        ofOrganization(func(g *oauth.ClientCredentials) { g.Scopes = append(g.Scopes, "ZohoCRM.{module}.READ") }),
		oauth.InvalidClient:       func(c *oauth.Config) { c.ClientID += "x" },
		oauth.InvalidClientSecret: func(c *oauth.Config) { c.ClientSecret += "x" },
		oauth.InvalidCode:         func(c *oauth.Config) { c.Grant = oauth.RefreshToken(accounts.RefreshToken + "x") },
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			change(&h.config)
			source := h.source()
			for range 3 {
				if problem := h.problem(source); problem.Kind != kind {
					t.Errorf("got %v", problem)
				}
			}
			h.wantRequested(0, 1)
		})
	}
}

func TestEleventhTokenInTenMinutes(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		change   func(*oauth.Config)
		cacheOff bool
		problem  string
	}{
		"the cache is off":      {func(c *oauth.Config) { c.CacheOff = true }, true, ""},
		"the cache is unusable": {func(c *oauth.Config) { c.CacheDir = blocked }, false, "mkdir " + blocked + ": not a directory"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				test.change(&h.config)
				for range 10 {
					h.token(h.source()) // as many processes
				}
				problem := h.problem(h.source())
				if problem.Kind != oauth.Throttled || problem.CacheOff != test.cacheOff || problem.CacheProblem != test.problem {
					t.Errorf("got %#v", *problem)
				}
				time.Sleep(10 * time.Minute)
				h.token(h.source())
			})
		})
	}
}

// The lock can be had, and yet nothing can be written.
func TestThrottledFindsOutThatTheCacheIsReadOnly(t *testing.T) {
	t.Parallel()
	if !unprivileged(t) {
		return
	}
	h := newHarness(t)
	h.token(h.source())
	if err := os.Remove(h.sealed()); err != nil {
		t.Fatal(err)
	}
	h.readOnly()
	h.accounts.Next(accounts.AccessDenied)
	problem := h.problem(h.source())
	if problem.Kind != oauth.Throttled || !strings.HasSuffix(problem.CacheProblem, ": permission denied") {
		t.Errorf("got %#v", *problem)
	}
}

// TestNoTokenForAnyRecord has a walk fail because of its token: every other one would.
func TestNoTokenForAnyRecord(t *testing.T) {
	t.Parallel()
	for _, err := range []error{
		&oauth.Error{Kind: oauth.InvalidCode}, &zohocrm.RetryError{Attempts: 5, Err: &oauth.Error{Kind: oauth.Unavailable}},
	} {
		if got := zohocrm.FailureScopeOf(&zohocrm.WalkError{Page: 1, Err: err}); got != zohocrm.AllRecords {
			t.Errorf("%v: got %d, want %d", err, got, zohocrm.AllRecords)
		}
	}
}
