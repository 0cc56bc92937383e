package oauth

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

const (
	// callTimeout bounds one token request. It is shorter than lockTimeout, so that a process that waits for one
	// without a response still gets its turn.
	callTimeout = 25 * time.Second

	// idleTimeout is how long a token request may receive nothing.
	idleTimeout = 20 * time.Second

	// maxBody bounds the body of a token response: the documented ones have some 300 bytes.
	maxBody = 64 << 10
)

// errCallTimeout stands for the end of the call's own context: callers must not mistake it for the end of theirs.
var errCallTimeout = errors.New("no response within " + callTimeout.String())

// capturingTransport makes one token request: it sends the request that package oauth2 makes and keeps the whole
// response, since that package finds no token in some responses that have one: those with an error status, with a lifetime
// that is no integer, or with another content type than JSON's.
type capturingTransport struct {
	transport zohocrm.Transport
	userAgent string

	received bool
	status   int
	header   http.Header
	body     []byte
}

// RoundTrip sends a request.
func (x *capturingTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", x.userAgent)
	response, err := x.transport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody)) // what is truncated is no JSON
	if err != nil {
		return nil, err
	}
	x.received, x.status, x.header, x.body = true, response.StatusCode, response.Header, body
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

// requestToken requests an access token from the accounts server (POST /oauth/v2/token), with the credentials in the form
// body. Package clientcredentials sends the parameters of any grant: a grant_type among them replaces its own.
func (s *TokenSource) requestToken(ctx context.Context) (cacheEntry, *Error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	transport := transport.WithIdleTimeout(s.config.Transport, idleTimeout)
	captured := &capturingTransport{transport: transport, userAgent: s.config.UserAgent}
	client := &http.Client{Transport: captured, CheckRedirect: zohocrm.RefuseRedirect}
	flow := clientcredentials.Config{
		ClientID:       s.config.ClientID,
		ClientSecret:   s.config.ClientSecret,
		TokenURL:       s.config.AccountsURL + "/oauth/v2/token",
		EndpointParams: s.config.Grant.parameters(),
		AuthStyle:      oauth2.AuthStyleInParams, // finding the style out would send a wrong secret twice
	}
	start := s.now()
	_, err := flow.Token(context.WithValue(ctx, oauth2.HTTPClient, client))
	if !captured.received {
		if ctx.Err() != nil {
			err = errCallTimeout
		}
		return cacheEntry{}, s.connectionError(err)
	}
	if captured.status/100 == 3 {
		return cacheEntry{}, s.tokenError(&Error{Kind: Redirected, Status: captured.status})
	}
	response, kind := decodeResponse(captured.status, captured.body, s.config.Grant.errorKinds())
	if kind != "" {
		if kind == Throttled {
			s.probeCache()
		}
		return cacheEntry{}, s.tokenError(&Error{
			Kind:        kind,
			Status:      captured.status,
			Code:        response.code,
			Description: response.description,
			RetryAfter:  captured.header.Get("Retry-After"),
		})
	}
	return cacheEntry{AccessToken: response.accessToken, Expiry: start.Add(response.lifetime), APIDomain: response.apiDomain}, nil
}

// connectionError makes the error of a request without a response. The cause is kept as text only: a timeout of the dialler's
// counts as context.DeadlineExceeded, and is not the caller's.
func (s *TokenSource) connectionError(cause error) *Error {
	kind := ConnectionFailed
	if !zohocrm.RetryableConnection(cause) {
		kind = Unreachable
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](cause); ok {
		kind = UntrustedCertificate
	}
	if urlError, ok := errors.AsType[*url.Error](cause); ok {
		cause = urlError.Err // the URL around it is known to whoever reads the error
	}
	return s.tokenError(&Error{Kind: kind, Description: cause.Error()})
}

// tokenError completes an error and sanitises its texts.
func (s *TokenSource) tokenError(e *Error) *Error {
	e.AccountsURL = s.config.AccountsURL
	parameters := s.config.Grant.parameters()
	e.GrantType, e.Scope = parameters.Get("grant_type"), parameters.Get("scope")
	e.CacheOff, e.CacheProblem = s.config.CacheOff, s.cacheProblem
	e.Scope = s.redact(e.Scope) // the configuration's: whole
	for _, text := range []*string{&e.Code, &e.Description, &e.RetryAfter, &e.APIDomain, &e.ConfiguredAPIDomain} {
		*text = s.clean(*text)
	}
	return e
}

// clean sanitises a text of the server's, which could send back the credentials.
func (s *TokenSource) clean(text string) string { return sanitize.Text(s.redact(text)) }

// redact takes the credentials out of a text.
func (s *TokenSource) redact(text string) string {
	for _, secret := range append(s.config.Grant.secrets(), s.config.ClientSecret) {
		text = sanitize.Redact(text, secret)
		text = sanitize.Redact(text, url.QueryEscape(secret))
	}
	return text
}
