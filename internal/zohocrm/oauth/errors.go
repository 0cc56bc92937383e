package oauth

import (
	"fmt"
	"strings"
)

// ErrorKind is why there is no access token.
type ErrorKind string

// The errors of the accounts server, as Zoho's documentation names them.
const (
	// InvalidCode is a refresh token that was revoked or mistyped, or that belongs to another client or data centre.
	InvalidCode ErrorKind = "invalid_code"
	// InvalidClient is a client id that this accounts server does not know; another data centre's may.
	InvalidClient ErrorKind = "invalid_client"
	// InvalidClientSecret is a client secret that is not the client's in this data centre.
	InvalidClientSecret ErrorKind = "invalid_client_secret"
	// MissingOrgInfo is an organisation that was not named, or is none of the client's owner.
	MissingOrgInfo ErrorKind = "missing_org_info"
	// InvalidScope is a scope that does not exist, or that the client may not have.
	InvalidScope ErrorKind = "invalid_scope"
	// Throttled are credentials that were used for ten access tokens within ten minutes. Only waiting helps.
	Throttled ErrorKind = "throttled"
	// Denied is any other response without an access token.
	Denied ErrorKind = "denied"
)

// Other errors.
const (
	// Unavailable is a response that may be another the next time, as [zohocrm.RetryableResponse] has it.
	Unavailable ErrorKind = "unavailable"
	// Unusable is any other response that is not a JSON object: a page of HTML from a proxy, say.
	Unusable ErrorKind = "unusable"
	// ConnectionFailed is a request without a response, or whose response was lost.
	ConnectionFailed ErrorKind = "connection"
	// Unreachable is a connection that fails for a reason that does not pass by itself, as [zohocrm.RetryableConnection] has it.
	Unreachable ErrorKind = "unreachable"
	// UntrustedCertificate is an accounts server whose TLS certificate is not trusted.
	UntrustedCertificate ErrorKind = "certificate"
	// Redirected is a redirect: it is not followed, since the credentials would go with it.
	Redirected ErrorKind = "redirected"
	// WrongDataCenter is a token that is good for another data centre than the API domain that was configured.
	WrongDataCenter ErrorKind = "wrong_data_center"
	// UntrustedAPIDomain is a token for an API domain that is not known to be Zoho's. The token is not sent there.
	UntrustedAPIDomain ErrorKind = "untrusted_api_domain"
)

// Error tells why there is no access token. All its texts are safe to print: bounded, without control characters,
// and without the credentials that were sent; nothing else of a response's body is kept.
type Error struct {
	Kind        ErrorKind
	GrantType   string // the grant that was presented: TypeRefreshToken or TypeClientCredentials
	Scope       string // what was asked for, with commas; empty for a grant that asks for none
	AccountsURL string // the accounts server that was asked, such as "https://accounts.zoho.eu"
	Status      int    // of HTTP; 0 where there was no response
	Code        string // Zoho's "error", such as "invalid_code" or "Access Denied"; empty where the response names none

	// Description is Zoho's "error_description", in the language of the account; for a connection its error.
	Description string

	// RetryAfter is the raw header Retry-After: seconds, a date, or empty.
	RetryAfter string

	// APIDomain is the API domain that the response named, and ConfiguredAPIDomain the one it was compared with: set for
	// WrongDataCenter and UntrustedAPIDomain, empty where there is none.
	APIDomain, ConfiguredAPIDomain string

	// CacheOff reports that access tokens are not stored for the next process because the cache is off.
	CacheOff bool
	// CacheProblem is why they could not be stored though the cache is on; empty where they can.
	CacheProblem string
}

// Temporary reports whether the same call may succeed later: the credentials were not rejected. What passes by itself is for
// package zohocrm to say, of both servers.
func (e *Error) Temporary() bool {
	return e.Kind == Unavailable || e.Kind == ConnectionFailed
}

func (e *Error) Error() string {
	text := "oauth: no access token from " + e.AccountsURL + ": " + e.reason()
	var details []string
	if e.Status != 0 {
		details = append(details, fmt.Sprintf("HTTP %d", e.Status))
	}
	if e.Code != "" {
		details = append(details, e.Code)
	}
	if e.Description != "" {
		details = append(details, e.Description)
	}
	if len(details) == 0 {
		return text
	}
	return text + " (" + strings.Join(details, ": ") + ")"
}

func (e *Error) reason() string {
	switch e.Kind {
	case InvalidCode:
		return "the refresh token is not accepted"
	case InvalidClient:
		return "the client is not known there"
	case InvalidClientSecret:
		return "the client secret is wrong"
	case MissingOrgInfo:
		return "the organisation is not one of the client's owner"
	case InvalidScope:
		return "a scope does not exist, or is not the client's to ask for"
	case Throttled:
		return "too many access tokens were requested"
	case Unavailable:
		return "the server gave no usable response"
	case Unusable:
		return "the response is not an accounts server's"
	case ConnectionFailed, Unreachable:
		return "the connection failed"
	case UntrustedCertificate:
		return "the server's certificate is not trusted"
	case Redirected:
		return "the response is a redirect"
	case WrongDataCenter:
		return "the token is for " + e.APIDomain + ", and " + e.ConfiguredAPIDomain + " is configured"
	case UntrustedAPIDomain:
		return "the token is for " + e.APIDomain + ", which is not known to be Zoho's"
	default:
		return "the response has none"
	}
}
