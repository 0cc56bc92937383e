package zohocrm

import (
	"fmt"
	"strings"
)

// TokenErrorKind is why there is no access token.
type TokenErrorKind string

// The refusals of the accounts server, as Zoho's documentation of the refresh call names them.
const (
	// TokenInvalidCode is a refresh token that was revoked or mistyped, or that belongs to another client or data centre.
	TokenInvalidCode TokenErrorKind = "invalid_code"
	// TokenInvalidClient is a client id that this accounts server does not know; another data centre's may.
	TokenInvalidClient TokenErrorKind = "invalid_client"
	// TokenInvalidClientSecret is a client secret that is not the client's in this data centre.
	TokenInvalidClientSecret TokenErrorKind = "invalid_client_secret"
	// TokenThrottled is a refresh token that had its ten access tokens of ten minutes. Only time helps.
	TokenThrottled TokenErrorKind = "throttled"
	// TokenDenied is any other answer without an access token.
	TokenDenied TokenErrorKind = "denied"
)

// What else can go wrong.
const (
	// TokenUnavailable is an answer of status 5xx, or one that is no JSON object: a gateway's page of HTML, say.
	TokenUnavailable TokenErrorKind = "unavailable"
	// TokenConnection is a call that got no answer, or lost it on the way.
	TokenConnection TokenErrorKind = "connection"
	// TokenCertificate is an accounts server whose TLS certificate is not to be trusted.
	TokenCertificate TokenErrorKind = "certificate"
	// TokenRedirected is a redirect: it is not followed, since the credentials would travel with it.
	TokenRedirected TokenErrorKind = "redirected"
	// TokenWrongDataCenter is a token that is good for another data centre than the API domain that was configured.
	TokenWrongDataCenter TokenErrorKind = "wrong_data_center"
	// TokenUntrustedAPIDomain is a token for an API domain that is not known to be Zoho's. It is not sent there.
	TokenUntrustedAPIDomain TokenErrorKind = "untrusted_api_domain"
)

// TokenError tells why there is no access token. All its texts are fit to print: bounded, without control characters,
// and without the credentials that were sent; nothing else of an answer's body is kept.
type TokenError struct {
	Kind        TokenErrorKind
	AccountsURL string // the accounts server that was asked, such as "https://accounts.zoho.eu"
	Status      int    // of HTTP; 0 where there was no answer
	Code        string // Zoho's "error", such as "invalid_code" or "Access Denied"; empty where the answer names none

	// Description is Zoho's "error_description", in the language of the account; for a connection its error.
	Description string

	// RetryAfter is the header Retry-After as it came: seconds, a date, or empty.
	RetryAfter string

	// APIDomain is the API domain that the answer named, and ConfiguredAPIDomain the one it was held against: set for
	// TokenWrongDataCenter and TokenUntrustedAPIDomain, empty where there is none.
	APIDomain, ConfiguredAPIDomain string

	// CacheOff reports that access tokens are not kept for the next process because the cache was turned off.
	CacheOff bool
	// CacheProblem is why they could not be kept in spite of the cache being on; empty where they can.
	CacheProblem string
}

// Temporary reports whether the same call may succeed later: nothing was said about the credentials.
func (e *TokenError) Temporary() bool {
	return e.Kind == TokenUnavailable || e.Kind == TokenConnection
}

func (e *TokenError) Error() string {
	text := "zohocrm: no access token from " + e.AccountsURL + ": " + e.reason()
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

func (e *TokenError) reason() string {
	switch e.Kind {
	case TokenInvalidCode:
		return "the refresh token is not accepted"
	case TokenInvalidClient:
		return "the client is not known there"
	case TokenInvalidClientSecret:
		return "the client secret is wrong"
	case TokenThrottled:
		return "too many access tokens were minted"
	case TokenUnavailable:
		return "the server gave no usable answer"
	case TokenConnection:
		return "the connection failed"
	case TokenCertificate:
		return "the server's certificate is not trusted"
	case TokenRedirected:
		return "the answer is a redirect"
	case TokenWrongDataCenter:
		return "the token is for " + e.APIDomain + ", and " + e.ConfiguredAPIDomain + " is configured"
	case TokenUntrustedAPIDomain:
		return "the token is for " + e.APIDomain + ", which is not known to be Zoho's"
	default:
		return "the answer holds none"
	}
}
