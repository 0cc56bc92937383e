package oauth

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

const (
	// callTimeout bounds one refresh call. It is shorter than lockTimeout, so that whoever waits for a process
	// that gets no answer still has its turn.
	callTimeout = 25 * time.Second

	// maxBody bounds the body of a token answer: the documented ones have some 300 bytes.
	maxBody = 64 << 10
)

// errCallTimeout stands for the end of the call's own context, which callers must not take for the end of theirs.
var errCallTimeout = errors.New("no answer within " + callTimeout.String())

// capturingTransport is one refresh call. As a transport it sends the request that package oauth2 makes and keeps the whole
// answer, since that package sees no token in answers that hold one: those with an error status, with a life that is no
// integer, or with another content type than JSON's.
type capturingTransport struct {
	transport zohocrm.Transport
	userAgent string

	answered bool
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
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody)) // what is cut is no JSON
	if err != nil {
		return nil, err
	}
	x.answered, x.status, x.header, x.body = true, response.StatusCode, response.Header, body
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

// mint asks the accounts server for an access token (POST /oauth/v2/token with grant_type=refresh_token), the credentials
// in the form body.
func (s *TokenSource) mint(ctx context.Context) (cacheEntry, *Error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	exchange := &capturingTransport{transport: s.config.Transport, userAgent: s.config.UserAgent}
	client := &http.Client{Transport: exchange, CheckRedirect: zohocrm.RefuseRedirect}
	flow := oauth2.Config{
		ClientID:     s.config.ClientID,
		ClientSecret: s.config.ClientSecret,
		Endpoint: oauth2.Endpoint{
			TokenURL:  s.config.AccountsURL + "/oauth/v2/token",
			AuthStyle: oauth2.AuthStyleInParams, // finding the style out would send a wrong secret twice
		},
	}
	start := s.now()
	_, err := flow.TokenSource(
		context.WithValue(ctx, oauth2.HTTPClient, client),
		&oauth2.Token{RefreshToken: s.config.RefreshToken},
	).Token()
	if !exchange.answered {
		if ctx.Err() != nil {
			err = errCallTimeout
		}
		return cacheEntry{}, s.connectionError(err)
	}
	if exchange.status/100 == 3 {
		return cacheEntry{}, s.tokenError(&Error{Kind: Redirected, Status: exchange.status})
	}
	answer, kind := decodeResponse(exchange.status, exchange.body)
	if kind != "" {
		if kind == Throttled {
			s.probeCache()
		}
		return cacheEntry{}, s.tokenError(&Error{
			Kind:        kind,
			Status:      exchange.status,
			Code:        answer.code,
			Description: answer.description,
			RetryAfter:  exchange.header.Get("Retry-After"),
		})
	}
	return cacheEntry{AccessToken: answer.accessToken, Expiry: start.Add(answer.life), APIDomain: answer.apiDomain}, nil
}

// connectionError makes an error of a call without an answer. The cause is kept as text only: a timeout of the dialler's
// counts as context.DeadlineExceeded, and is not the caller's.
func (s *TokenSource) connectionError(cause error) *Error {
	kind := ConnectionFailed
	if _, ok := errors.AsType[*tls.CertificateVerificationError](cause); ok {
		kind = UntrustedCertificate
	}
	if urlError, ok := errors.AsType[*url.Error](cause); ok {
		cause = urlError.Err // the URL around it is known to whoever reads the error
	}
	return s.tokenError(&Error{Kind: kind, Description: cause.Error()})
}

// tokenError completes an error and makes its texts fit to print.
func (s *TokenSource) tokenError(e *Error) *Error {
	e.AccountsURL = s.config.AccountsURL
	e.CacheOff, e.CacheProblem = s.config.CacheOff, s.cacheProblem
	for _, text := range []*string{&e.Code, &e.Description, &e.RetryAfter, &e.APIDomain, &e.ConfiguredAPIDomain} {
		*text = s.clean(*text)
	}
	return e
}

// clean makes a text of the server's fit to print: it could send back what it was sent.
func (s *TokenSource) clean(text string) string {
	for _, secret := range []string{s.config.RefreshToken, s.config.ClientSecret} {
		text = strings.ReplaceAll(text, secret, "(redacted)")
		text = strings.ReplaceAll(text, url.QueryEscape(secret), "(redacted)")
	}
	return zohocrm.Clean(text)
}
