package zohocrm

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	// maxBody bounds the body of a page of attachments: some 20 kB for each of 200 rows, of which Zoho's have one or two.
	maxBody = 4 << 20

	// maxErrorBody bounds the body of an error.
	maxErrorBody = 64 << 10
)

// Config configures a [Client].
type Config struct {
	// APIDomain is the API domain as [ParseAPIDomain] accepts it. Where it is empty, it is the one that comes with the
	// token, else [DefaultAPIDomain].
	APIDomain string

	// Tokens is where the Authorization header comes from.
	Tokens TokenSource

	// UserAgent is sent with every request.
	UserAgent string

	// Transport sends the requests; nil is [NewTransport].
	Transport Transport

	// Log receives the client's log; nil discards it.
	Log LogFunc

	// MaxRetries is how many times a request is retried, 0 to [MaxRetriesLimit]; nil is [DefaultMaxRetries].
	MaxRetries *int

	// MaxConcurrentRequests is how many requests may be in flight; 0 is [DefaultMaxConcurrentRequests].
	MaxConcurrentRequests int

	// Clock is used for waits; nil is the system's clock.
	Clock Clock

	newBackOff func() backoff.BackOff // nil is the package's
}

// Client reads from Zoho CRM. It is safe for use by several goroutines at once.
type Client struct {
	config     Config
	http       http.Client
	clock      Clock
	maxRetries int
	throttle   *throttle
	queries    querySlots
}

// New makes a client. It sends nothing and reads nothing from disk.
func New(config Config) (*Client, error) {
	if config.APIDomain != "" {
		domain, err := ParseAPIDomain(config.APIDomain)
		if err != nil {
			return nil, err
		}
		config.APIDomain = domain
	}
	if config.Tokens == nil {
		return nil, errors.New("zohocrm: no token source")
	}
	if config.Transport == nil {
		config.Transport = NewTransport()
	}
	if config.Log == nil {
		config.Log = func(context.Context, string, map[string]any) {}
	}
	if err := config.setLimits(); err != nil {
		return nil, err
	}
	return &Client{
		config:     config,
		http:       http.Client{Transport: WithIdleTimeout(config.Transport, IdleTimeout), CheckRedirect: RefuseRedirect},
		clock:      config.Clock,
		maxRetries: *config.MaxRetries,
		throttle:   newThrottle(config.MaxConcurrentRequests, config.Clock),
		queries:    make(querySlots, maxConcurrentQueries),
	}, nil
}

// RefuseRedirect hands the redirect itself to the caller: Go's client would send the token to the same host name even
// from https to http.
func RefuseRedirect(*http.Request, []*http.Request) error {
	return http.ErrUseLastResponse
}

// call is a request for one page of a list.
type call struct {
	path       string
	query      url.Values
	body       []byte // JSON, sent by POST; nil for a GET
	pageSize   int    // the rows asked for
	maxBody    int64  // bytes of a success
	rowsBefore int    // those of the pages before it, for the log
}

func (c call) method() string {
	if c.body != nil {
		return http.MethodPost
	}
	return http.MethodGet
}

// requestPage is attempt number n of a call, from 1: it builds, sends, decodes and logs.
func (c *Client) requestPage(ctx context.Context, token Token, call call, n int) (page, error) {
	domain, _ := c.domain(token)
	pageURL, err := url.Parse(domain + call.path)
	if err != nil {
		return page{}, err
	}
	pageURL.RawQuery = call.query.Encode()
	request, err := http.NewRequestWithContext(ctx, call.method(), pageURL.String(), bytes.NewReader(call.body))
	if err != nil {
		return page{}, err
	}
	if call.body != nil {
		request.Header.Set("Content-Type", "application/json")
		request.Header["Idempotency-Key"] = []string{} // not sent; net/http sends the POST again as it does a GET
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken "+token.Value)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", c.config.UserAgent)

	start := time.Now()
	result, info, err := c.do(request, call)
	redact(err, token.Value)
	result.redact(token.Value)
	c.logAttempt(ctx, call, n, info, time.Since(start), len(result.rows), err)
	return result, err
}

// domain returns the API domain that requests with a token go to, and where it comes from.
func (c *Client) domain(token Token) (string, DomainOrigin) {
	switch {
	case c.config.APIDomain != "":
		return c.config.APIDomain, ConfiguredDomain
	case token.APIDomain != "":
		return strings.TrimSuffix(token.APIDomain, "/"), TokensDomain
	default:
		return DefaultAPIDomain, DefaultDomain
	}
}

// do sends a request and decodes the response.
func (c *Client) do(request *http.Request, call call) (page, responseInfo, error) {
	response, err := c.http.Do(request)
	if err != nil {
		if urlError, ok := errors.AsType[*url.Error](err); ok {
			err = urlError.Err // the URL around it is known to whoever reads the error, and long
		}
		return page{}, responseInfo{}, &ConnectionError{Host: request.URL.Host, Err: err}
	}
	defer func() { _ = response.Body.Close() }()
	result, err := decodeResponse(request.Context(), response, call)
	return result, responseInfo{response.StatusCode, response.Header.Get("X-API-CREDITS-REMAINING")}, err
}

// decodeResponse reads and decodes a response.
func decodeResponse(ctx context.Context, response *http.Response, call call) (page, error) {
	status, header := response.StatusCode, response.Header
	encoding := Clean(header.Get("Content-Encoding"))
	switch {
	case status == http.StatusNoContent:
		return page{}, nil
	case isEncoded(encoding) && (status == http.StatusOK || status >= 400):
		e := responseError(Encoded, status, header)
		e.Reason = fmt.Sprintf("it is in %q, which was not asked for", encoding)
		return page{}, e
	case status == http.StatusOK:
		body, err := readBody(response, call.maxBody)
		if err != nil {
			return page{}, err
		}
		return decodePage(ctx, status, header, body, call.pageSize)
	case status >= 400:
		body, err := readBody(response, maxErrorBody)
		if err != nil { // status and header tell what happened
			return page{}, unreadError(err, status, header)
		}
		return page{}, decodeError(status, header, body)
	case status >= 300 && header.Get("Location") != "":
		return page{}, &ResponseError{Defect: Redirected, Status: status}
	default:
		return page{}, &ResponseError{Defect: UnexpectedStatus, Status: status}
	}
}

// isEncoded reports whether a body is in a content encoding that the transport has not decoded.
func isEncoded(encoding string) bool {
	return encoding != "" && !strings.EqualFold(encoding, "identity")
}

// isCorrupt reports whether compressed data breaks off in another way than by its end.
func isCorrupt(err error) bool {
	_, ok := errors.AsType[flate.CorruptInputError](err)
	return ok
}

// unreadError is an error response whose body cannot be read.
func unreadError(err error, status int, header http.Header) error {
	e := responseError(Truncated, status, header)
	if unread, ok := errors.AsType[*ResponseError](err); ok {
		e.Defect, e.Reason = unread.Defect, unread.Reason
	}
	return e
}

func readBody(response *http.Response, limit int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(response.Body, limit+1))
	switch {
	case int64(len(body)) > limit:
		return nil, &ResponseError{Defect: TooLarge, Status: response.StatusCode, Reason: fmt.Sprintf("more than %d bytes", limit)}
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), isCorrupt(err):
		e := responseError(Encoded, response.StatusCode, response.Header)
		e.Reason = `it names the content encoding "gzip", and is not`
		return nil, e
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &ResponseError{Defect: Truncated, Status: response.StatusCode}
	case err != nil:
		return nil, &ConnectionError{Host: response.Request.URL.Host, Err: err}
	}
	return body, nil
}
