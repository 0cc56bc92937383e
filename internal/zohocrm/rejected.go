package zohocrm

import (
	"errors"
	"net/http"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// DomainOrigin is where the API domain that was asked comes from.
type DomainOrigin int

// The origins of an API domain.
const (
	// ConfiguredDomain is Config.APIDomain.
	ConfiguredDomain DomainOrigin = iota + 1
	// TokensDomain is Token.APIDomain.
	TokensDomain
	// DefaultDomain is [catalog.DefaultAPIDomain].
	DefaultDomain
)

// TokenRejectedError is a response 401 to an access token, other than OAUTH_SCOPE_MISMATCH: the token expired, was revoked or
// mistyped, or is none of this API domain's. Zoho says so in several codes, or in none.
type TokenRejectedError struct {
	APIDomain  string // that was asked
	DomainFrom DomainOrigin

	// Replaced reports that the token had replaced one that was rejected just before it.
	Replaced bool

	// Err is the response: an [*api.Error] or a [*api.ResponseError].
	Err error
}

func (e *TokenRejectedError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *TokenRejectedError) Unwrap() error { return e.Err }

func (c *Client) tokenRejected(err error, token Token, replaced bool) error {
	domain, from := c.domain(token)
	return &TokenRejectedError{APIDomain: domain, DomainFrom: from, Replaced: replaced, Err: err}
}

// isTokenRejected reports whether a response rejects the access token. A token without the scopes for a request is a good one:
// the next has no more of them.
func isTokenRejected(err error) bool {
	if apiErr, ok := errors.AsType[*api.Error](err); ok && apiErr.Code == "OAUTH_SCOPE_MISMATCH" {
		return false
	}
	return statusOf(err) == http.StatusUnauthorized
}
