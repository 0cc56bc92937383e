package accounts

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// The grants that a [Server] knows, as "grant_type" names them.
const (
	refreshGrant     = "refresh_token"
	credentialsGrant = "client_credentials"
)

// scopeForm is how Zoho writes a scope.
var scopeForm = regexp.MustCompile(`^[A-Za-z]+(\.[A-Za-z0-9_]+)+$`)

// grants tells whether the parameters are good for a token, or how they are refused.
func (s *Server) grants(form url.Values) (refusal Response, ok bool) {
	grant := form.Get("grant_type")
	switch {
	case grant != refreshGrant && grant != credentialsGrant:
		return invalidRequest, false
	case form.Get("client_id") != cmp.Or(s.ClientID, ClientID):
		return InvalidClient, false
	case form.Get("client_secret") != cmp.Or(s.ClientSecret, ClientSecret):
		return InvalidClientSecret, false
	case grant == refreshGrant && form.Get("refresh_token") != cmp.Or(s.RefreshToken, RefreshToken):
		return InvalidCode, false
	case grant == credentialsGrant && form.Get("soid") != "ZohoCRM."+cmp.Or(s.OrganizationID, OrganizationID):
		return MissingOrgInfo, false
	case grant == credentialsGrant && !s.knowsScopes(askedScopes(form)):
		return InvalidScope, false
	}
	return Response{}, true
}

// askedScopes are those of a request; Zoho's list has commas, and no blanks.
func askedScopes(form url.Values) []string {
	return strings.Split(form.Get("scope"), ",")
}

func (s *Server) knowsScopes(asked []string) bool {
	for _, scope := range asked {
		if !scopeForm.MatchString(scope) || len(s.Scopes) > 0 && !slices.Contains(s.Scopes, scope) {
			return false
		}
	}
	return true
}

// issuedScope is the scope of a token in a response: a list with blanks.
func issuedScope(form url.Values) string {
	if form.Get("grant_type") == credentialsGrant {
		return strings.Join(askedScopes(form), " ")
	}
	return "ZohoCRM.modules.ALL"
}
