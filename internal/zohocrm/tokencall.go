package zohocrm

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
)

const (
	// tokenCallTimeout bounds one refresh call. It is shorter than tokenLockTimeout, so that whoever waits for a process
	// that gets no answer still has its turn.
	tokenCallTimeout = 25 * time.Second

	// maxTokenBody bounds the body of a token answer: the documented ones have some 300 bytes.
	maxTokenBody = 64 << 10
)

// errTokenCallTimeout stands for the end of the call's own context, which callers must not take for the end of theirs.
var errTokenCallTimeout = errors.New("no answer within " + tokenCallTimeout.String())

// tokenExchange is one refresh call. As a transport it sends the request that package oauth2 makes and keeps the whole
// answer, since that package sees no token in answers that hold one: those with an error status, with a life that is no
// integer, or with another content type than JSON's.
type tokenExchange struct {
	transport Transport
	userAgent string

	answered bool
	status   int
	header   http.Header
	body     []byte
}

// RoundTrip sends a request.
func (x *tokenExchange) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", x.userAgent)
	response, err := x.transport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxTokenBody)) // what is cut is no JSON
	if err != nil {
		return nil, err
	}
	x.answered, x.status, x.header, x.body = true, response.StatusCode, response.Header, body
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

// mint asks the accounts server for an access token (POST /oauth/v2/token with grant_type=refresh_token), the credentials
// in the form body.
func (s *RefreshTokenSource) mint(ctx context.Context) (tokenEntry, *TokenError) {
	ctx, cancel := context.WithTimeout(ctx, tokenCallTimeout)
	defer cancel()
	exchange := &tokenExchange{transport: s.config.Transport, userAgent: s.config.UserAgent}
	client := &http.Client{Transport: exchange, CheckRedirect: refuseRedirect}
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
			err = errTokenCallTimeout
		}
		return tokenEntry{}, s.connectionError(err)
	}
	if exchange.status/100 == 3 {
		return tokenEntry{}, s.tokenError(&TokenError{Kind: TokenRedirected, Status: exchange.status})
	}
	answer, kind := decodeTokenAnswer(exchange.status, exchange.body)
	if kind != "" {
		if kind == TokenThrottled {
			s.probeCache()
		}
		return tokenEntry{}, s.tokenError(&TokenError{
			Kind:        kind,
			Status:      exchange.status,
			Code:        answer.code,
			Description: answer.description,
			RetryAfter:  exchange.header.Get("Retry-After"),
		})
	}
	return tokenEntry{AccessToken: answer.accessToken, Expiry: start.Add(answer.life), APIDomain: answer.apiDomain}, nil
}

// connectionError makes an error of a call without an answer. The cause is kept as text only: a timeout of the dialler's
// counts as context.DeadlineExceeded, and is not the caller's.
func (s *RefreshTokenSource) connectionError(cause error) *TokenError {
	kind := TokenConnection
	if _, ok := errors.AsType[*tls.CertificateVerificationError](cause); ok {
		kind = TokenCertificate
	}
	if urlError, ok := errors.AsType[*url.Error](cause); ok {
		cause = urlError.Err // the URL around it is known to whoever reads the error
	}
	return s.tokenError(&TokenError{Kind: kind, Description: cause.Error()})
}

// tokenError completes an error and makes its texts fit to print.
func (s *RefreshTokenSource) tokenError(e *TokenError) *TokenError {
	e.AccountsURL = s.config.AccountsURL
	e.CacheOff, e.CacheProblem = s.config.CacheOff, s.cacheProblem
	for _, text := range []*string{&e.Code, &e.Description, &e.RetryAfter, &e.APIDomain, &e.ConfiguredAPIDomain} {
		*text = s.clean(*text)
	}
	return e
}

// clean makes a text of the server's fit to print: it could send back what it was sent.
func (s *RefreshTokenSource) clean(text string) string {
	for _, secret := range []string{s.config.RefreshToken, s.config.ClientSecret} {
		text = strings.ReplaceAll(text, secret, "(redacted)")
		text = strings.ReplaceAll(text, url.QueryEscape(secret), "(redacted)")
	}
	return Clean(text)
}
