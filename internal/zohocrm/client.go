package zohocrm

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/throttle"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

// maxBody bounds the body of a page of attachments: some 20 kB for each of 200 rows, of which Zoho's have one or two.
const maxBody = 4 << 20

// Client reads from Zoho CRM. It is safe for use by several goroutines at once.
type Client struct {
	config     Config
	http       http.Client
	clock      throttle.Clock
	maxRetries int
	throttle   *throttle.Throttle
	queries    chan struct{} // as many as may be in flight
}

// New makes a client. It sends nothing and reads nothing from disk.
func New(config Config) (*Client, error) {
	if config.APIDomain != "" {
		domain, err := catalog.ParseAPIDomain(config.APIDomain)
		if err != nil {
			return nil, err
		}
		config.APIDomain = domain
	}
	if config.Tokens == nil {
		return nil, errors.New("zohocrm: no token source")
	}
	if config.Transport == nil {
		config.Transport = transport.New()
	}
	if config.Log == nil {
		config.Log = func(context.Context, string, map[string]any) {}
	}
	if err := config.setLimits(); err != nil {
		return nil, err
	}
	return &Client{
		config:     config,
		http:       http.Client{Transport: transport.WithIdleTimeout(config.Transport, transport.IdleTimeout), CheckRedirect: RefuseRedirect},
		clock:      config.Clock,
		maxRetries: *config.MaxRetries,
		throttle:   throttle.New(config.MaxConcurrentRequests, config.Clock),
		queries:    make(chan struct{}, maxConcurrentQueries),
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
func (c *Client) requestPage(ctx context.Context, token Token, call call, n int) (api.Page, error) {
	domain, _ := c.domain(token)
	pageURL, err := url.Parse(domain + call.path)
	if err != nil {
		return api.Page{}, err
	}
	pageURL.RawQuery = call.query.Encode()
	request, err := http.NewRequestWithContext(ctx, call.method(), pageURL.String(), bytes.NewReader(call.body))
	if err != nil {
		return api.Page{}, err
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
	api.Redact(err, token.Value)
	result.Redact(token.Value)
	c.logAttempt(ctx, call, n, info, time.Since(start), len(result.Rows), err)
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
		return catalog.DefaultAPIDomain, DefaultDomain
	}
}

// do sends a request and decodes the response.
func (c *Client) do(request *http.Request, call call) (api.Page, responseInfo, error) {
	response, err := c.http.Do(request)
	if err != nil {
		if urlError, ok := errors.AsType[*url.Error](err); ok {
			err = urlError.Err // the URL around it is known to whoever reads the error, and long
		}
		return api.Page{}, responseInfo{}, &api.ConnectionError{Host: request.URL.Host, Err: err}
	}
	defer func() { _ = response.Body.Close() }()
	result, err := api.Decode(request.Context(), response, call.pageSize, call.maxBody)
	return result, responseInfo{response.StatusCode, response.Header.Get("X-API-CREDITS-REMAINING")}, err
}
