package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
)

// tokenProblem puts into words why there is no access token.
func tokenProblem(e *oauth.Error) *problem {
	p := tokenProblemByKind(e)
	p.serverMessage = accountsServerMessage(e)
	return p
}

// accountsServerMessage quotes the response of the accounts server.
func accountsServerMessage(e *oauth.Error) string {
	if e.Status == 0 {
		return ""
	}
	text := strings.TrimSuffix(strings.Join(strings.Fields(e.Code+" "+e.Description), " "), ".")
	if text == "" {
		return fmt.Sprintf("%s responded with HTTP %d.", e.AccountsURL, e.Status)
	}
	return fmt.Sprintf("%s responded: %s (HTTP %d).", e.AccountsURL, text, e.Status)
}

func tokenProblemByKind(e *oauth.Error) *problem {
	switch e.Kind {
	case oauth.InvalidCode:
		return &problem{
			summary: summaryRefreshTokenRejected,
			why: fmt.Sprintf("Zoho's accounts server %s does not accept the refresh token. "+
				"It was revoked or mistyped, belongs to another client, or was issued in another data centre.", e.AccountsURL),
			advice: "Create a new refresh token with the client of client_id, in the data centre of accounts_url. " +
				"Zoho keeps 20 refresh tokens per user and removes the oldest when another is issued.",
			at: path.Root(refreshToken),
		}
	case oauth.InvalidClient:
		return &problem{
			summary: summaryUnknownClient,
			why: fmt.Sprintf("Zoho's accounts server %s does not know the client. "+
				"A client is known only in the data centre where it was created.", e.AccountsURL),
			advice: "Check that client_id is right, and that accounts_url (or api_domain, from which it is derived) matches " +
				"the data centre where the client was created:\n" + accountsServers(),
			at: path.Root(clientID),
		}
	case oauth.InvalidClientSecret:
		return &problem{
			summary: summaryClientSecretRejected,
			why:     fmt.Sprintf("Zoho's accounts server %s knows the client, but does not accept the client secret.", e.AccountsURL),
			advice:  "Copy client_secret from Zoho's API console again. A client that serves several data centres may have a secret for each.",
			at:      path.Root(clientSecret),
		}
	case oauth.MissingOrgInfo:
		return &problem{
			summary: summaryOrganisationRejected,
			why: fmt.Sprintf("Zoho's accounts server %s does not accept organization_id: it is not an organisation of the client's owner, "+
				"or it is in another data centre.", e.AccountsURL),
			advice: "Sign in to Zoho CRM as the owner of the client, and compare organization_id with the Org ID there. " + whereOrgID,
			at:     path.Root(organizationID),
		}
	case oauth.InvalidScope:
		return &problem{
			summary: summaryScopesRejected,
			why: fmt.Sprintf("Zoho's accounts server %s does not know one of these scopes, or does not grant it to the client:\n%s",
				e.AccountsURL, indented(strings.Split(e.Scope, ",")...)),
			advice: "Write scopes as in Zoho CRM's OAuth documentation, such as ZohoCRM.modules.deals.READ. " +
				"The function required_scopes returns those of a module.",
			at: path.Root(scopes),
		}
	case oauth.Throttled:
		return throttledProblem(e)
	case oauth.WrongDataCenter:
		return &problem{
			summary: summaryCredentialsOfAnotherDataCentre,
			why:     fmt.Sprintf("The credentials are valid for %s, but api_domain is %s, another data centre.", e.APIDomain, e.ConfiguredAPIDomain),
			advice:  fmt.Sprintf("Set api_domain (or ZOHOCRM_API_DOMAIN) to %q, or omit it.", e.APIDomain),
			at:      path.Root(apiDomain),
		}
	case oauth.UntrustedAPIDomain:
		return &problem{
			summary: summaryUnknownAPIDomain,
			why: fmt.Sprintf("Zoho's accounts server %s returned an API domain that is not known to be Zoho's (%s). "+
				"The provider does not send the access token to it.", e.AccountsURL, e.APIDomain),
			advice: "If the API domain is right, set api_domain to it.",
			at:     path.Root(apiDomain),
		}
	case oauth.Redirected:
		return &problem{
			summary: summaryUnexpectedResponseFromTheAccountsServer,
			why: fmt.Sprintf("The accounts server %s responded with a redirect. The provider does not follow it, "+
				"since that would send the credentials along.", e.AccountsURL),
			advice: "Set accounts_url to the intended accounts server:\n" + accountsServers(),
		}
	}
	return accountsServerProblem(e)
}

func accountsServerProblem(e *oauth.Error) *problem {
	switch e.Kind {
	case oauth.ConnectionFailed, oauth.Unreachable, oauth.UntrustedCertificate:
		p := &problem{
			summary: summaryCannotReachTheAccountsServer,
			why:     fmt.Sprintf("The request to %s for an access token failed: %s.", e.AccountsURL, e.Description),
			advice:  "Check that accounts_url is right and that this machine can reach it. If a proxy is required, set HTTPS_PROXY.",
		}
		if e.Kind == oauth.UntrustedCertificate {
			p.advice += " " + privateAuthority
		}
		return p
	case oauth.Unusable:
		return &problem{
			summary: summaryUnexpectedResponseFromTheAccountsServer,
			why: fmt.Sprintf("The accounts server %s did not respond as Zoho's accounts servers do. The response may come from a proxy or gateway, "+
				"or from a host that is not an accounts server.", e.AccountsURL),
			advice: "Check accounts_url:\n" + accountsServers(),
		}
	case oauth.Unavailable:
		return &problem{
			summary: summaryAccountsServerError,
			why: fmt.Sprintf("The accounts server %s gave no usable response to the request for an access token. "+
				"The fault is on its side, or on that of a proxy.", e.AccountsURL),
			advice: "Run Terraform again later. Outages are listed at https://status.zoho.com.",
		}
	}
	grant, attribute := "the refresh token", refreshToken
	if e.GrantType == oauth.TypeClientCredentials {
		grant, attribute = "the client and the organisation", organizationID
	}
	return &problem{
		summary: summaryAccessTokenRequestFailed,
		why:     fmt.Sprintf("Zoho's accounts server %s issued no access token for %s.", e.AccountsURL, grant),
		advice: fmt.Sprintf("See the response below. Check that client_id, client_secret and %s belong together "+
			"and that accounts_url matches their data centre:\n%s", attribute, accountsServers()),
	}
}

// throttledProblem also says why tokens are not kept for the next command, since that is what uses them up.
func throttledProblem(e *oauth.Error) *problem {
	p := &problem{
		summary: summaryTooManyAccessTokens,
		why:     "Zoho issues at most ten access tokens in ten minutes for a refresh token, and these are used up.",
		advice:  "Wait ten minutes without requesting a token, then run Terraform again.",
	}
	shared := "refresh token"
	if e.GrantType == oauth.TypeClientCredentials {
		p.why = "Zoho issues no more access tokens to this client for now: too many were requested in a short time."
		shared = "client"
	}
	switch {
	case e.CacheOff:
		p.why += " The token cache is off (token_cache = false), so every Terraform command requests its own token."
		p.advice += " With the token cache on, one token serves all commands of an hour."
	case e.CacheProblem != "":
		p.why += fmt.Sprintf(" The token cache is on, but cannot be used (%s), so every Terraform command requests its own token.",
			e.CacheProblem)
		p.advice += " Fix the cache folder (XDG_CACHE_HOME or HOME on Linux), so that one token serves all commands of an hour."
	default:
		p.why += fmt.Sprintf(" The token cache works here, so something else uses the same %s: another program, or runs with another cache.",
			shared)
		p.advice += fmt.Sprintf(" Give each pipeline its own %s, or let its runs share the cache folder.", shared)
	}
	return p
}

// accountsServers lists the accounts servers of the data centres.
func accountsServers() string {
	var lines []string
	for _, dc := range catalog.DataCenters() {
		lines = append(lines, fmt.Sprintf("%s  %s", dc.Name, dc.AccountsURL))
	}
	return indented(lines...)
}
