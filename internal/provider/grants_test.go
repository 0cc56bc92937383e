package provider_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// The kinds of credentials: an access token, and the grants by which one is requested.
const (
	givenToken   = "access token"
	refresh      = oauth.TypeRefreshToken
	organization = oauth.TypeClientCredentials
)

// ofKind is the one setting that makes a kind of credential what it is, and its value.
var ofKind = map[string]struct{ name, value string }{
	givenToken:   {"oauth_token", "1000.static"},
	refresh:      {"refresh_token", accounts.RefreshToken},
	organization: {"organization_id", accounts.OrganizationID},
}

// environmentOf is the name of a setting's variable.
var environmentOf = map[string]string{
	"oauth_token": "ZOHOCRM_OAUTH_TOKEN", "refresh_token": "ZOHOCRM_REFRESH_TOKEN", "organization_id": "ZOHOCRM_ORGANIZATION_ID",
	"client_id": "ZOHOCRM_CLIENT_ID", "client_secret": "ZOHOCRM_CLIENT_SECRET",
}

// client is the client's own two credentials.
var client = block{"client_id": accounts.ClientID, "client_secret": accounts.ClientSecret}

// credentialCase is a row of a truth table of credentials.
type credentialCase struct {
	config      block
	environment block  // by the names of the settings
	used        string // the kind of credential that reads; empty where none does
	attribute   string // of the error
	summary     string // of the error of Configure
	readSummary string // of the error of the read
	words       []string
}

// run configures a provider and reads with it, against an accounts server and an API that know every credential.
func (c credentialCase) run(t *testing.T) {
	t.Helper()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	z.api.AcceptTokens(ofKind[givenToken].value)
	environment := map[string]string{"ZOHOCRM_API_DOMAIN": z.api.URL(), "ZOHOCRM_ACCOUNTS_URL": z.accountsURL}
	for name, value := range c.environment {
		environment[environmentOf[name]] = fmt.Sprint(value)
	}
	p := newProtocol(t, environment)
	diags := p.configure(c.config)
	if c.summary != "" {
		wantError(t, diags, c.attribute, c.summary, c.words...)
		return
	}
	wantNone(t, diags)
	_, diags = p.read(t.Context(), lead)
	if c.readSummary != "" {
		wantError(t, diags, c.attribute, c.readSummary, c.words...)
	} else {
		wantNone(t, diags)
	}
	used := ""
	if len(z.api.Requests()) > 0 {
		used = givenToken
	}
	if requests := z.accounts.Requests(); len(requests) > 0 {
		used = requests[0].Form.Get("grant_type")
	}
	if used != c.used {
		t.Errorf("read with %q, want %q", used, c.used)
	}
}

// TestChooseKind is the truth table of every pair of kinds of credentials, each at either level. The client's two are in the
// environment, which says nothing by itself where the configuration decides, and where it does not, that tokens are requested.
func TestChooseKind(t *testing.T) {
	t.Parallel()
	const configuration, environment = "configuration", "environment"
	for _, pair := range []struct {
		first, at, second, and string
		used                   string // or the attribute of the conflict
	}{
		{givenToken, configuration, refresh, configuration, "oauth_token"},
		{givenToken, configuration, refresh, environment, givenToken},
		{givenToken, environment, refresh, configuration, refresh},
		{givenToken, environment, refresh, environment, "oauth_token"},
		{givenToken, configuration, organization, configuration, "oauth_token"},
		{givenToken, configuration, organization, environment, givenToken},
		{givenToken, environment, organization, configuration, organization},
		{givenToken, environment, organization, environment, "oauth_token"},
		{refresh, configuration, organization, configuration, "organization_id"},
		{refresh, configuration, organization, environment, refresh},
		{refresh, environment, organization, configuration, organization},
		{refresh, environment, organization, environment, "organization_id"},
		{givenToken, configuration, givenToken, environment, givenToken},
		{refresh, configuration, refresh, environment, refresh},
		{organization, configuration, organization, environment, organization},
	} {
		t.Run(fmt.Sprintf("%s in the %s, %s in the %s", pair.first, pair.at, pair.second, pair.and), func(t *testing.T) {
			t.Parallel()
			test := credentialCase{config: block{}, environment: maps.Clone(client), used: pair.used}
			for kind, level := range map[string]string{pair.first: pair.at, pair.second: pair.and} {
				if pair.first == pair.second {
					test.config[ofKind[kind].name], test.environment[ofKind[kind].name] = ofKind[kind].value, ofKind[kind].value
				} else if level == configuration {
					test.config[ofKind[kind].name] = ofKind[kind].value
				} else {
					test.environment[ofKind[kind].name] = ofKind[kind].value
				}
			}
			if _, isKind := ofKind[pair.used]; !isKind {
				test.used, test.attribute, test.summary = "", pair.used, "Conflicting Credentials"
				for _, kind := range []string{pair.first, pair.second} {
					name := ofKind[kind].name
					if pair.at == environment {
						name = environmentOf[name]
					}
					test.words = append(test.words, name)
				}
				if p := newProtocol(t, nil); pair.at == configuration {
					wantError(t, p.validateProvider(test.config), test.attribute, test.summary, test.words...)
				}
			}
			test.run(t)
		})
	}
}

// TestChooseOrganization is the truth table of the client credentials grant by itself.
func TestChooseOrganization(t *testing.T) {
	t.Parallel()
	const id = accounts.OrganizationID
	both := client.with(block{"organization_id": id})
	for name, test := range map[string]credentialCase{
		"all configured":         {config: both, used: organization},
		"all in the environment": {environment: both, used: organization},
		"the id configured": {
			config: block{"organization_id": id}, environment: client, used: organization,
		},
		"the id in the environment": {config: client, environment: block{"organization_id": id}, used: organization},
		"each configured over the environment's": {
			config: both, environment: block{"organization_id": "7", "client_id": "1000.wrong", "client_secret": "wrong"}, used: organization,
		},
		"null is not set": {config: block{"organization_id": nil, "scopes": nil}, environment: both, used: organization},
		"an empty variable is not set": {
			environment: client.with(block{"organization_id": "", "refresh_token": accounts.RefreshToken}), used: refresh,
		},
		"an empty id": {
			config: client.with(block{"organization_id": ""}), attribute: "organization_id", summary: "Empty Provider Setting",
		},
		"an empty id is no fall-back": {
			config: block{"organization_id": ""}, environment: both, attribute: "organization_id", summary: "Empty Provider Setting",
		},
		"client id missing": {
			config: block{"organization_id": id, "client_secret": accounts.ClientSecret}, attribute: "client_id", summary: "Incomplete Credentials",
			words: []string{"organization_id is set, but client_id is not", "ZOHOCRM_CLIENT_ID"},
		},
		"client secret missing": {
			environment: block{"organization_id": id, "client_id": accounts.ClientID}, attribute: "client_secret", summary: "Incomplete Credentials",
			words: []string{"all of organization_id, client_id and client_secret", "ZOHOCRM_CLIENT_SECRET"},
		},
		"the id alone": {environment: block{"organization_id": id}, attribute: "client_id", summary: "Incomplete Credentials"},
		"neither way": {
			environment: client, attribute: "refresh_token", summary: "Incomplete Credentials",
			words: []string{"organization_id", "ZOHOCRM_ORGANIZATION_ID", "refresh_token", "ZOHOCRM_REFRESH_TOKEN"},
		},
		"the client's id alone": {
			config: block{"client_id": accounts.ClientID}, attribute: "refresh_token", summary: "Incomplete Credentials",
			words: []string{"client_id is set, but neither organization_id nor refresh_token is"},
		},
		"neither way, the client unknown": {
			config: block{"client_id": unknown, "client_secret": unknown}, attribute: "client_id", readSummary: "Provider Setting Not Known Yet",
		},
		"unknown": {
			config: client.with(block{"organization_id": unknown}), attribute: "organization_id", readSummary: "Provider Setting Not Known Yet",
			words: []string{"ZOHOCRM_ORGANIZATION_ID"},
		},
		"unknown decides over a refresh token beside": {
			config: block{"organization_id": unknown}, environment: client.with(block{"refresh_token": accounts.RefreshToken}),
			attribute: "organization_id", readSummary: "Provider Setting Not Known Yet",
		},
		"unknown beside a refresh token": {
			config: client.with(block{"organization_id": unknown, "refresh_token": accounts.RefreshToken}), attribute: "organization_id",
			summary: "Conflicting Credentials",
		},
		"unknown, and nothing beside it": {
			config: block{"organization_id": unknown}, attribute: "organization_id", readSummary: "Provider Setting Not Known Yet",
		},
		"client secret unknown": {
			config: both.with(block{"client_secret": unknown}), attribute: "client_secret", readSummary: "Provider Setting Not Known Yet",
		},
		"scopes unknown": {
			config: both.with(block{"scopes": unknown}), attribute: "scopes", readSummary: "Provider Setting Not Known Yet",
			words: []string{"ZOHOCRM_SCOPES"},
		},
		"a scope unknown": {
			config: both.with(block{"scopes": []any{"ZohoCRM.coql.READ", unknown}}), attribute: "scopes",
			readSummary: "Provider Setting Not Known Yet",
		},
		"scopes unknown, and not needed by a refresh token": {
			config: client.with(block{"scopes": unknown, "refresh_token": accounts.RefreshToken}), used: refresh,
		},
		"scopes unknown, and not needed by a token": {config: block{"scopes": unknown, "oauth_token": "1000.static"}, used: givenToken},
		"none": {
			readSummary: "Missing Zoho CRM Credentials",
			words:       []string{"ZOHOCRM_ORGANIZATION_ID", "organization_id", "ZOHOCRM_REFRESH_TOKEN", "ZOHOCRM_OAUTH_TOKEN"},
		},
		"scopes are no credentials": {config: block{"scopes": fields("ZohoCRM.coql.READ")}, readSummary: "Missing Zoho CRM Credentials"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.run(t)
		})
	}
}
