package provider

import (
	"math"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
)

// setting is an attribute of the provider block. The schema, the validation and the precedence of every setting follow from
// the table below: another setting is one entry.
type setting struct {
	name        string // of the attribute
	environment string // the variable that is used in its place
	kind        settingKind
	fallback    string                         // its value where nothing sets it
	check       func(setting, string) *problem // nil for a nameSet, which checkScopes checks
	description string
}

// settingKind is the type of a setting's value, and whether it is sensitive.
type settingKind int

const (
	plainText settingKind = iota
	secretText
	wholeNumber
	onOff
	nameSet // a set of strings; with commas between them in an environment variable
)

const (
	oauthToken            = "oauth_token"
	apiDomain             = "api_domain"
	clientID              = "client_id"
	clientSecret          = "client_secret"
	refreshToken          = "refresh_token"
	organizationID        = "organization_id"
	scopes                = "scopes"
	accountsURL           = "accounts_url"
	tokenCache            = "token_cache"
	maxConcurrentRequests = "max_concurrent_requests"
	maxRetries            = "max_retries"
)

func settings() []setting {
	return []setting{
		{
			oauthToken, "ZOHOCRM_OAUTH_TOKEN", secretText, "", checkCredential,
			"OAuth access token, valid for one hour. For longer use, set `organization_id` or `refresh_token` instead.",
		},
		{
			apiDomain, "ZOHOCRM_API_DOMAIN", plainText, "", checkAPIDomain,
			"URL of the API domain of the data centre that the credentials belong to, such as `https://www.zohoapis.eu`. " +
				"Plain http is accepted only for this machine (`localhost` or a loopback address). " +
				"Defaults to the API domain that Zoho's accounts server returns " +
				"with an access token; with `oauth_token`, to `" + catalog.DefaultAPIDomain + "`.",
		},
		{
			clientID, "ZOHOCRM_CLIENT_ID", plainText, "", checkCredential,
			"Id of the OAuth client, from Zoho's API console: of a self client, or with `refresh_token` of the client that the token was " +
				"issued to.",
		},
		{
			clientSecret, "ZOHOCRM_CLIENT_SECRET", secretText, "", checkCredential,
			"Secret of the OAuth client.",
		},
		{
			refreshToken, "ZOHOCRM_REFRESH_TOKEN", secretText, "", checkCredential,
			"OAuth refresh token, used to request access tokens as needed. Requires `client_id` and `client_secret`.",
		},
		{
			organizationID, "ZOHOCRM_ORGANIZATION_ID", plainText, "", checkOrganizationID,
			"Org ID of your Zoho CRM organisation, the digits that the web app shows under your profile picture, " +
				"used to request access tokens as needed. Requires `client_id` and `client_secret`.",
		},
		{
			scopes, "ZOHOCRM_SCOPES", nameSet, strings.Join(defaultScopes, ","), nil,
			"OAuth scopes of the access tokens that are requested with `organization_id`; not used with other credentials. " +
				"Defaults to `" + strings.Join(defaultScopes, "`, `") + "`. In the environment variable, separate them with commas.",
		},
		{
			accountsURL, "ZOHOCRM_ACCOUNTS_URL", plainText, "", checkAccountsURL,
			"URL of the accounts server that issues access tokens, such as `https://accounts.zoho.eu`. " +
				"Defaults to the accounts server of the same data centre as `api_domain`; if `api_domain` is not set, to `" +
				catalog.DefaultAccountsURL + "`. " +
				"Not used with `oauth_token`; otherwise required if `api_domain` belongs to a data centre that the provider does not know.",
		},
		{
			tokenCache, "ZOHOCRM_TOKEN_CACHE", onOff, "true", checkOnOff,
			"Whether access tokens are cached for the next Terraform command, in the user's cache folder, " +
				"encrypted with a key derived from the credentials. Defaults to `true`.",
		},
		{
			maxConcurrentRequests, "ZOHOCRM_MAX_CONCURRENT_REQUESTS", wholeNumber,
			strconv.Itoa(zohocrm.DefaultMaxConcurrentRequests), checkRange(1, math.MaxInt32),
			"Maximum number of concurrent requests, over all reads of the provider; 1 or more. Zoho's own limit, for everything that uses " +
				"the same client, is 5 (Free edition: set 5), 10 (Standard), 15 (Professional), 20 (Enterprise) or 25 (Ultimate). " +
				"Defaults to `" + strconv.Itoa(zohocrm.DefaultMaxConcurrentRequests) + "`.",
		},
		{
			maxRetries, "ZOHOCRM_MAX_RETRIES", wholeNumber, strconv.Itoa(zohocrm.DefaultMaxRetries), checkRange(0, zohocrm.MaxRetriesLimit),
			"Maximum number of retries of a request after a transient fault, such as HTTP 429 or 503; 0 to 10. " +
				"Defaults to `" + strconv.Itoa(zohocrm.DefaultMaxRetries) + "`.",
		},
	}
}

// appliesTo reports whether a setting is used with a kind of credential.
func (s setting) appliesTo(kind credentialKind) bool {
	switch s.name {
	case oauthToken:
		return kind == accessTokenCredential
	case refreshToken:
		return kind == refreshCredential
	case organizationID, scopes:
		return kind == organizationCredential
	case clientID, clientSecret, accountsURL, tokenCache:
		return kind.requestsTokens()
	default:
		return true
	}
}

func settingAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute)
	for _, s := range settings() {
		attributes[s.name] = s.attribute()
	}
	return attributes
}

func (s setting) attribute() schema.Attribute {
	description := s.description + " Environment variable: `" + s.environment + "`."
	switch s.kind {
	case wholeNumber:
		return schema.Int64Attribute{Optional: true, MarkdownDescription: description, Validators: []validator.Int64{settingValidator{s}}}
	case onOff:
		return schema.BoolAttribute{Optional: true, MarkdownDescription: description}
	case nameSet:
		return schema.SetAttribute{
			ElementType:         types.StringType,
			Optional:            true,
			MarkdownDescription: description,
			Validators:          []validator.Set{settingValidator{s}},
		}
	default:
		return schema.StringAttribute{
			Optional:            true,
			Sensitive:           s.kind == secretText,
			MarkdownDescription: description,
			Validators:          []validator.String{settingValidator{s}},
		}
	}
}

func checkCredential(s setting, value string) *problem {
	if defect := catalog.CredentialDefectOf(value); defect != 0 {
		return badCredential(s, defect)
	}
	return nil
}

func checkAPIDomain(s setting, value string) *problem {
	if _, err := catalog.ParseAPIDomain(value); err != nil {
		return badAPIDomain(s, value, err)
	}
	return nil
}

func checkOrganizationID(s setting, value string) *problem {
	if !oauth.ValidOrganizationID(value) {
		return badOrganizationID(s, value)
	}
	return nil
}

func checkScopes(s setting, value settingValue) *problem {
	if len(value.names) == 0 && !value.unknown {
		return noScopes(s)
	}
	for _, name := range value.names {
		if !oauth.ValidScope(name) {
			return badScope(s, value, name)
		}
	}
	return nil
}

func checkAccountsURL(s setting, value string) *problem {
	if _, err := catalog.ParseAccountsURL(value); err != nil {
		return badAccountsURL(s, value, err)
	}
	return nil
}

func checkOnOff(s setting, value string) *problem {
	if _, err := strconv.ParseBool(value); err != nil {
		return badOnOff(s, value)
	}
	return nil
}

// checkRange returns the check of a whole number between two bounds, both included.
func checkRange(lowest, highest int) func(setting, string) *problem {
	return func(s setting, value string) *problem {
		if n, err := strconv.Atoi(value); err != nil || n < lowest || n > highest {
			return badNumber(s, value, lowest, highest)
		}
		return nil
	}
}
