package accounts

import (
	"cmp"
	"net/url"
)

// The grants that a [Server] knows, as "grant_type" names them.
const (
	refreshGrant     = "refresh_token"
	credentialsGrant = "client_credentials"
)

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
	case grant == credentialsGrant && !s.mayAskFor(requestedScopes(form)):
		return InvalidScope, false
	}
	return Response{}, true
}
