package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
)

// tokenProblem puts into words why there is no access token.
func tokenProblem(e *oauth.Error) *problem {
	p := problemOfToken(e)
	p.said = tokenSaid(e)
	return p
}

// tokenSaid quotes what the accounts server said.
func tokenSaid(e *oauth.Error) string {
	if e.Status == 0 {
		return ""
	}
	text := strings.TrimSuffix(strings.Join(strings.Fields(e.Code+" "+e.Description), " "), ".")
	if text == "" {
		return fmt.Sprintf("%s answered with HTTP %d.", e.AccountsURL, e.Status)
	}
	return fmt.Sprintf("%s answered: %s (HTTP %d).", e.AccountsURL, text, e.Status)
}

func problemOfToken(e *oauth.Error) *problem {
	switch e.Kind {
	case oauth.InvalidCode:
		return &problem{
			summary: "Refresh Token Refused",
			why:     fmt.Sprintf("Zoho's accounts server %s does not accept the refresh token. It was revoked or mistyped, belongs to another client, or was made in another data centre.", e.AccountsURL),
			advice:  "Make a new refresh token with the client that client_id names, in the data centre of accounts_url. Zoho keeps 20 refresh tokens a user and removes the oldest for the next one.",
			at:      path.Root(refreshToken),
		}
	case oauth.InvalidClient:
		return &problem{
			summary: "Client Unknown",
			why:     fmt.Sprintf("Zoho's accounts server %s does not know the client. A client is known in the data centre where it was made.", e.AccountsURL),
			advice:  "See that client_id is right, and that accounts_url (or api_domain, which it follows) is of the data centre where the client was made:\n" + accountsServers(),
			at:      path.Root(clientID),
		}
	case oauth.InvalidClientSecret:
		return &problem{
			summary: "Client Secret Refused",
			why:     fmt.Sprintf("Zoho's accounts server %s knows the client, but does not accept the client secret.", e.AccountsURL),
			advice:  "Copy client_secret anew from Zoho's API console. A client that serves several data centres may have a secret for each.",
			at:      path.Root(clientSecret),
		}
	case oauth.Throttled:
		return throttledProblem(e)
	case oauth.WrongDataCenter:
		return &problem{
			summary: "Credentials of Another Data Centre",
			why:     fmt.Sprintf("The credentials are good for %s, and api_domain is %s: another data centre.", e.APIDomain, e.ConfiguredAPIDomain),
			advice:  fmt.Sprintf("Set api_domain (or ZOHOCRM_API_DOMAIN) to %q, or leave it out.", e.APIDomain),
			at:      path.Root(apiDomain),
		}
	case oauth.UntrustedAPIDomain:
		return &problem{
			summary: "Unknown API Domain",
			why:     fmt.Sprintf("Zoho's accounts server %s names an API domain that is not known to be Zoho's (%s), and access tokens are sent only to such as are.", e.AccountsURL, e.APIDomain),
			advice:  "If the API domain is right, set api_domain to it.",
			at:      path.Root(apiDomain),
		}
	case oauth.Redirected:
		return &problem{
			summary: "Unexpected Answer from the Accounts Server",
			why:     fmt.Sprintf("The accounts server %s answered with a redirect, which is not followed: the credentials would travel with it.", e.AccountsURL),
			advice:  "Set accounts_url to the accounts server that is meant:\n" + accountsServers(),
		}
	}
	return unreachableAccounts(e)
}

func unreachableAccounts(e *oauth.Error) *problem {
	switch e.Kind {
	case oauth.ConnectionFailed, oauth.UntrustedCertificate:
		return &problem{
			summary: "Cannot Reach the Accounts Server",
			why:     fmt.Sprintf("The request to %s for an access token failed: %s.", e.AccountsURL, e.Description),
			advice:  "See whether accounts_url is right and whether this machine reaches it; a proxy is taken from HTTPS_PROXY, and a private certificate authority from the system's store or SSL_CERT_FILE.",
		}
	case oauth.Unavailable:
		return &problem{
			summary: "Accounts Server Out of Order",
			why:     fmt.Sprintf("The accounts server %s gave no answer that tells of an access token. The fault is on its side, or on that of a proxy on the way.", e.AccountsURL),
			advice:  "Run Terraform again later; https://status.zoho.com tells of outages.",
		}
	}
	return &problem{
		summary: "No Access Token",
		why:     fmt.Sprintf("Zoho's accounts server %s gave no access token for the refresh token.", e.AccountsURL),
		advice:  "What it says of it stands below. See that client_id, client_secret and refresh_token belong together and that accounts_url is of their data centre:\n" + accountsServers(),
	}
}

// throttledProblem also tells why tokens are not kept for the next command, since that is what uses them up.
func throttledProblem(e *oauth.Error) *problem {
	p := &problem{
		summary: "Too Many Access Tokens",
		why:     "Zoho mints at most ten access tokens in ten minutes for a refresh token, and these are used up.",
		advice:  "Wait for ten minutes, in which no token is asked for, and run Terraform again.",
	}
	switch {
	case e.CacheOff:
		p.why += " The token cache is off (token_cache = false), so that every Terraform command needs a token of its own."
		p.advice += " Turn the token cache on, and one token serves all commands of an hour."
	case e.CacheProblem != "":
		p.why += fmt.Sprintf(" The token cache is on, but cannot be used (%s), so that every Terraform command needs a token of its own.", e.CacheProblem)
		p.advice += " Mend the cache folder (XDG_CACHE_HOME or HOME on Linux), and one token serves all commands of an hour."
	default:
		p.why += " The token cache works here, so something else uses the same refresh token."
		p.advice += " Give each pipeline a refresh token of its own, or let its runs share the cache folder."
	}
	return p
}

// accountsServers lists the accounts servers of the data centres.
func accountsServers() string {
	var lines []string
	for _, dc := range zohocrm.DataCenters() {
		lines = append(lines, fmt.Sprintf("%s  %s", dc.Name, dc.AccountsURL))
	}
	return indented(lines...)
}
