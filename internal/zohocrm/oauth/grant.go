package oauth

import (
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// Grant is an OAuth 2.0 grant: what a client presents, besides its own id and secret, for an access token. It is all that
// differs between the ways to get one: the request, the cache, the lock, renewal and redaction are the same for each.
type Grant interface {
	// parameters are the form parameters of a token request other than the client's, grant_type among them. They are part of
	// the cache's key, so that no token is used for another grant. A grant that lacks one has an empty value.
	parameters() url.Values

	// secrets are the values of the parameters that must not be printed.
	secrets() []string

	// errorKinds are the errors that are about the grant's parameters, by Zoho's code.
	errorKinds() map[string]ErrorKind
}

// The types of grants, as "grant_type" has them.
const (
	TypeRefreshToken      = "refresh_token"
	TypeClientCredentials = "client_credentials"
)

// RefreshToken is the refresh grant, as Zoho's documentation of OAuth for Zoho CRM has it ("Refresh Access Tokens"). Package
// fmt prints it without its value.
type RefreshToken string

func (g RefreshToken) parameters() url.Values {
	return url.Values{"grant_type": {TypeRefreshToken}, "refresh_token": {string(g)}}
}

func (g RefreshToken) secrets() []string { return []string{string(g)} }

func (RefreshToken) errorKinds() map[string]ErrorKind {
	return map[string]ErrorKind{"invalid_code": InvalidCode}
}

// Format keeps the refresh token out of logs and messages.
func (RefreshToken) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "oauth.RefreshToken(redacted)")
}

// ClientCredentials is the client credentials grant, as Zoho's documentation of OAuth for Zoho CRM has it ("Client
// Credentials Flow"): access tokens of a self client for one organisation of its owner.
type ClientCredentials struct {
	// OrganizationID is the Org ID that Zoho CRM's web app shows: digits.
	OrganizationID string

	// Scopes are asked for, one or more, such as "ZohoCRM.modules.READ". Their order does not matter.
	Scopes []string
}

// parameters have the scopes as one list with commas, as Zoho documents it, in place of OAuth's blanks.
func (g ClientCredentials) parameters() url.Values {
	soid := ""
	if g.OrganizationID != "" {
		soid = "ZohoCRM." + g.OrganizationID
	}
	scopes := slices.Compact(slices.Sorted(slices.Values(g.Scopes)))
	return url.Values{"grant_type": {TypeClientCredentials}, "soid": {soid}, "scope": {strings.Join(scopes, ",")}}
}

func (ClientCredentials) secrets() []string { return nil }

func (ClientCredentials) errorKinds() map[string]ErrorKind {
	return map[string]ErrorKind{"missing_org_info": MissingOrgInfo, "invalid_scope": InvalidScope, "invalid_scopes": InvalidScope}
}

// isComplete reports whether a grant has everything that a token request needs.
func isComplete(grant Grant) bool {
	if grant == nil {
		return false
	}
	for _, values := range grant.parameters() {
		if slices.Contains(values, "") {
			return false
		}
	}
	return true
}

// ValidOrganizationID reports whether an id can be the Org ID of an organisation: 1 to 20 decimal digits.
func ValidOrganizationID(id string) bool {
	return len(id) <= 20 && catalog.IsDigits(id)
}

// ValidScope reports whether a name can be a scope: words of letters, digits, hyphens and underscores, with dots between
// them. Whether there is such a scope, only Zoho knows.
func ValidScope(name string) bool {
	return scopeForm.MatchString(name)
}

var scopeForm = regexp.MustCompile(`^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$`)
