package oauth_test

import (
	"maps"
	"net/url"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

// One call, with the credentials in its body alone, and the scopes as Zoho's list.
func TestClientCredentialsCall(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.config.Grant = organization()
	token := h.token(h.source())
	if token.Value != h.accounts.Tokens()[0] || token.APIDomain != "https://www.zohoapis.eu" {
		t.Errorf("got %q for %q", token.Value, token.APIDomain)
	}
	h.wantRequested(1, 1)
	call := h.accounts.Requests()[0]
	if got := call.Method + " " + call.RequestURI + " " + call.Header.Get("Authorization"); got != "POST /oauth/v2/token " {
		t.Errorf("got %s", got)
	}
	form := url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {accounts.ClientID},
		"client_secret": {accounts.ClientSecret},
		"soid":          {"ZohoCRM." + accounts.OrganizationID},
		"scope":         {"ZohoCRM.coql.READ,ZohoCRM.modules.READ,ZohoCRM.modules.attachments.READ"},
	}
	if !maps.EqualFunc(call.Form, form, slices.Equal) {
		t.Errorf("got the form %v, want %v", call.Form, form)
	}
}

// With any grant a token is kept, renewed before its end, and replaced once the API calls it invalid; a refusal is final.
func TestEveryGrantIsKeptAndRenewed(t *testing.T) {
	t.Parallel()
	for grantType, grant := range grants() {
		t.Run(grantType, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				h.config.Grant = grant
				source := h.source()
				first := h.token(source)
				if h.token(h.source()) != first { // as the next process
					t.Error("the token was not taken from the cache")
				}
				time.Sleep(59 * time.Minute)
				second := h.token(source)
				if second == first {
					t.Error("the same token after 59 minutes")
				}
				if !source.Invalidate(t.Context(), second.Value) || h.token(source) == second {
					t.Error("the invalid token was not replaced")
				}
				h.wantRequested(3, 3)

				h.config.ClientSecret += "x"
				refused := h.source()
				if problem := h.problem(refused); problem.Kind != oauth.InvalidClientSecret || problem.GrantType != grantType {
					t.Errorf("got %#v", *problem)
				}
				_ = h.problem(refused)
				h.wantRequested(3, 4)
			})
		})
	}
}

// A code that is about another grant's parameters says nothing about this one's.
func TestErrorsOfAnotherGrant(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		grant  oauth.Grant
		answer accounts.Response
		want   oauth.ErrorKind
	}{
		"an organisation":              {organization(), accounts.MissingOrgInfo, oauth.MissingOrgInfo},
		"a scope":                      {organization(), accounts.InvalidScope, oauth.InvalidScope},
		"scopes":                       {organization(), accounts.Response{Status: 400, Body: `{"error":"invalid_scopes"}`}, oauth.InvalidScope},
		"too many":                     {organization(), accounts.AccessDenied, oauth.Throttled},
		"no code was sent":             {organization(), accounts.InvalidCode, oauth.Denied},
		"a code of tomorrow":           {organization(), accounts.Response{Body: `{"error":"invalid_soid"}`}, oauth.Denied},
		"no organisation was sent":     {oauth.RefreshToken(accounts.RefreshToken), accounts.MissingOrgInfo, oauth.Denied},
		"no scope was sent":            {oauth.RefreshToken(accounts.RefreshToken), accounts.InvalidScope, oauth.Denied},
		"what a refresh token is told": {oauth.RefreshToken(accounts.RefreshToken), accounts.InvalidCode, oauth.InvalidCode},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.config.Grant = test.grant
			h.accounts.Next(test.answer)
			if problem := h.problem(h.source()); problem.Kind != test.want || problem.Code == "" {
				t.Errorf("got %#v, want %s", *problem, test.want)
			}
			h.wantRequested(0, 1)
		})
	}
}
