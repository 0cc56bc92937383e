package main

import (
	"context"
	"net/http"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// hour is the life of an access token, in milliseconds.
const hour = 3_600_000

// accessTokens has the SDK request access tokens of the accounts server, and list a record with them.
func (j *judge) accessTokens(ctx context.Context) error {
	for _, s := range []struct {
		name          string
		wrong         connection // what is given in place of what is right
		next          []accounts.Response
		success, want string
	}{
		{name: "an access token"},
		{name: "an access token, expires_in as text", success: `{"access_token":"$TOKEN","token_type":"Bearer","expires_in":"3600"}`},
		{
			name:    "an access token, expires_in in milliseconds",
			success: `{"access_token":"$TOKEN","token_type":"Bearer","expires_in_sec":3600,"expires_in":3600000}`,
		},
		{name: "an access token for an unknown client", wrong: connection{ClientID: "1000.OTHER"}, want: "invalid_client"},
		{name: "an access token for a wrong secret", wrong: connection{ClientSecret: "other"}, want: "invalid_client_secret"},
		{name: "an access token for a revoked refresh token", wrong: connection{RefreshToken: "1000.other"}, want: "invalid_code"},
		{name: "too many access tokens", next: []accounts.Response{accounts.AccessDenied}, want: "Access Denied"},
	} {
		if err := j.accessToken(ctx, s.name, s.wrong, s.success, s.next, s.want); err != nil {
			return err
		}
	}
	return nil
}

// accessToken has the SDK request one access token, of which it reads an error where want is one.
func (j *judge) accessToken(ctx context.Context, name string, wrong connection, success string,
	next []accounts.Response, want string,
) error {
	given := connection{
		ClientID:     accounts.ClientID,
		ClientSecret: accounts.ClientSecret,
		RefreshToken: j.newToken() + "/=+&%", // whatever a form has to escape
	}
	server := &accounts.Server{RefreshToken: given.RefreshToken, Success: success}
	mock, err := zohocrmtest.NewMock(zohocrmtest.WithAccounts(server),
		zohocrmtest.WithRecord("Leads", recordID, rows.Attachments(2)))
	if err != nil {
		return err
	}
	defer mock.Close()
	server.Next(append(next, next...)...) // one each for the SDK and the provider
	for _, value := range []struct {
		right *string
		wrong string
	}{{&given.ClientID, wrong.ClientID}, {&given.ClientSecret, wrong.ClientSecret}, {&given.RefreshToken, wrong.RefreshToken}} {
		if value.wrong != "" {
			*value.right = value.wrong
		}
	}
	given.URL, given.AccountsURL = mock.URL(), mock.URL()+"/oauth/v2/token"

	c := j.newCheck(name, "token")
	r, err := j.sdk.connect(given)
	if err != nil {
		return err
	}
	compareTokenCall(c, server.Requests(), given)
	compareToken(c, r, server.Tokens(), mock.URL(), want)
	j.report(c)
	environment := map[string]string{
		"ZOHOCRM_API_DOMAIN": mock.URL(), "ZOHOCRM_ACCOUNTS_URL": mock.URL(), "ZOHOCRM_TOKEN_CACHE": "false", "ZOHOCRM_MAX_RETRIES": "0",
		"ZOHOCRM_CLIENT_ID": given.ClientID, "ZOHOCRM_CLIENT_SECRET": given.ClientSecret, "ZOHOCRM_REFRESH_TOKEN": given.RefreshToken,
	}
	s := scenario{name: name, listing: made("Leads", recordID)}
	if want != "" {
		return j.tokenDiagnostic(ctx, s, environment, want)
	}
	if r.Token == nil {
		return nil
	}
	s.withoutProvider = true // with the SDK's token; it follows with its own
	if err := j.run(ctx, target{mock.URL(), r.Token.AccessToken, mock}, s); err != nil {
		return err
	}
	read, err := j.sdk.list(s.listing)
	if err != nil {
		return err
	}
	return j.compareProvider(ctx, s, walked{rows: read.Data, last: read}, environment)
}

// compareTokenCall compares what the SDK was given with what arrived at the accounts server.
func compareTokenCall(c *check, calls []accounts.Request, given connection) {
	c.agree(len(calls) == 1, "number of requests", "%d arrived, want 1", len(calls))
	if len(calls) == 0 {
		return
	}
	call := calls[0]
	c.agree(call.Method == http.MethodPost, "method", "%s arrived", call.Method)
	for _, value := range []struct{ name, want string }{
		{"grant_type", "refresh_token"},
		{"client_id", given.ClientID},
		{"client_secret", given.ClientSecret},
		{"refresh_token", given.RefreshToken},
	} {
		got := call.Form.Get(value.name)
		c.agree(got == value.want, value.name, "the SDK was given %q, %q arrived as %s", value.want, got, call.Header.Get("Content-Type"))
	}
}

// compareToken compares the token, or the error, that the SDK read with what the accounts server answered.
func compareToken(c *check, r reply, issued []string, apiDomain, want string) {
	if want != "" {
		c.agree(r.Thrown != nil && r.Thrown.Message == want, "error", "the response's is %q, the SDK throws %v", want, r.Thrown)
		return
	}
	if r.Token == nil || len(issued) == 0 {
		c.agree(false, "access_token", "the SDK has none and throws %v; %d were issued", r.Thrown, len(issued))
		return
	}
	token := r.Token
	c.agree(token.AccessToken == issued[0], "access_token", "the SDK has %q, the response %q", token.AccessToken, issued[0])
	c.agree(token.APIDomain == apiDomain, "api_domain", "the SDK has %q, want %q", token.APIDomain, apiDomain)
	c.agree(token.LivesAtLeast <= hour && hour <= token.LivesAtMost, "expires_in",
		"to the SDK the token lives %.0f to %.0f ms, want %d", token.LivesAtLeast, token.LivesAtMost, hour)
}

// tokenDiagnostic asks that the provider reports the accounts server's error.
func (j *judge) tokenDiagnostic(ctx context.Context, s scenario, environment map[string]string, want string) error {
	o, err := readByProvider(ctx, environment, s.Module, s.RecordID, fields)
	if err != nil {
		return err
	}
	c := j.newCheck(s.name, "diagnostic")
	c.agree(len(o.errors) == 1, "number of errors", "the provider reports %q", o.errors)
	if len(o.errors) == 1 {
		c.agree(strings.Contains(o.errors[0], "responded: "+want), "error", "the provider does not quote %q: %s", want, o.errors[0])
	}
	j.report(c)
	return nil
}
