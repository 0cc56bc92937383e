package zohocrmtest

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/tidwall/gjson"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Request is a request that was made of a [Server].
type Request struct {
	// N is the request's place in the order of arrival, from 1 on.
	N int

	Method string

	// URI is the path and query as they were sent, to the byte; of a call for an
	// access token the query is "[redacted]".
	URI string

	// Body is the request's body; of a call for an access token it is empty.
	Body string

	// Header is the request's header. Of Authorization only the scheme is
	// kept, as in "Zoho-oauthtoken [redacted]"; Cookie and Proxy-Authorization
	// are "[redacted]".
	Header http.Header

	// TokenAccepted tells whether the Authorization header was
	// "Zoho-oauthtoken " and a token that the server accepts.
	TokenAccepted bool

	// Status is the response's status code; 0 while there is none, and for a
	// request that got no response.
	Status int

	// Rows is the number of attachments in the response, or of records.
	Rows int

	// Page is the page of the walk that was asked for, from 1 on.
	Page int

	// Fault is the name of the [faults.Kind] of the fault that responded, if one did.
	Fault string
}

// Query is the text of a COQL query: empty where its body holds none. For any other request ok is false.
func (r Request) Query() (text string, ok bool) {
	if path, _, _ := strings.Cut(r.URI, "?"); path != wire.QueryPath {
		return "", false
	}
	return gjson.Get(r.Body, "select_query").String(), true
}

// call is a request on its way through the server.
type call struct {
	mu      sync.Mutex
	request Request
}

func (c *call) note(f func(*Request)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(&c.request)
}

func (c *call) snapshot() Request {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.request
	r.Header = r.Header.Clone()
	return r
}

func (c *call) page() int { return c.snapshot().Page }

func (c *call) noteFault(name string) { c.note(func(r *Request) { r.Fault = name }) }

type callKey struct{}

func withCall(ctx context.Context, c *call) context.Context {
	ctx = wire.WithRows(ctx, func(rows int) { c.note(func(r *Request) { r.Rows = rows }) })
	return context.WithValue(ctx, callKey{}, c)
}

// requestURI is the URI of a request as it was sent.
func requestURI(r *http.Request) string {
	if c, ok := r.Context().Value(callKey{}).(*call); ok {
		return c.snapshot().URI
	}
	return r.URL.RequestURI()
}

// requestLog keeps the requests made of a server.
type requestLog struct {
	onArrival  func(Request)
	onResponse func(Request)

	mu    sync.Mutex
	calls []*call
}

// arrive keeps a request; the query of one that is secret may hold credentials.
func (l *requestLog) arrive(r *http.Request, accepted bool, page int, secret bool) *call {
	uri := cmp.Or(r.RequestURI, r.URL.RequestURI())
	if path, _, ok := strings.Cut(uri, "?"); ok && secret {
		uri = path + "?" + redaction
	}
	c := &call{request: Request{
		Method:        r.Method,
		URI:           uri,
		Body:          wire.BodyOf(r),
		Header:        redacted(r.Header),
		TokenAccepted: accepted,
		Page:          page,
	}}
	l.mu.Lock()
	l.calls = append(l.calls, c)
	c.request.N = len(l.calls)
	l.mu.Unlock()
	if l.onArrival != nil {
		l.onArrival(c.snapshot())
	}
	return c
}

// respond notes the status that is about to be sent.
func (l *requestLog) respond(c *call, status int) {
	c.note(func(r *Request) { r.Status = status })
	if l.onResponse != nil {
		l.onResponse(c.snapshot())
	}
}

// finish reports a request whose handler has returned without a response.
func (l *requestLog) finish(c *call) {
	if r := c.snapshot(); r.Status == 0 && l.onResponse != nil {
		l.onResponse(r)
	}
}

// Requests returns the requests made so far, in the order of arrival.
func (s *Server) Requests() []Request {
	s.log.mu.Lock()
	calls := slices.Clone(s.log.calls)
	s.log.mu.Unlock()
	requests := make([]Request, len(calls))
	for i, c := range calls {
		requests[i] = c.snapshot()
	}
	return requests
}

// URIs returns the URI of every request made so far, in the order of arrival.
func (s *Server) URIs() []string {
	requests := s.Requests()
	uris := make([]string, len(requests))
	for i, r := range requests {
		uris[i] = r.URI
	}
	return uris
}

// ForgetRequests empties the log of requests.
func (s *Server) ForgetRequests() {
	s.log.mu.Lock()
	defer s.log.mu.Unlock()
	s.log.calls = nil
}

const redaction = "[redacted]"

// redacted is a copy of h without its credentials.
func redacted(h http.Header) http.Header {
	h = h.Clone()
	for i, value := range h["Authorization"] {
		h["Authorization"][i] = redaction
		if scheme, _, ok := strings.Cut(value, " "); ok {
			h["Authorization"][i] = scheme + " " + redaction
		}
	}
	for _, key := range []string{"Cookie", "Proxy-Authorization"} {
		for i := range h[key] {
			h[key][i] = redaction
		}
	}
	return h
}

// loggedWriter tells the status before anything is sent.
type loggedWriter struct {
	http.ResponseWriter
	before func(status int)
	wrote  bool
}

func (w *loggedWriter) WriteHeader(status int) {
	if !w.wrote && status >= http.StatusOK {
		w.wrote = true
		w.before(status)
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *loggedWriter) Write(p []byte) (int, error) {
	if !w.wrote {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(p)
}

// WriteString spares a copy of bodies that are strings.
func (w *loggedWriter) WriteString(s string) (int, error) {
	if !w.wrote {
		w.WriteHeader(http.StatusOK)
	}
	return io.WriteString(w.ResponseWriter, s)
}

// Unwrap lets [http.ResponseController] reach the connection.
func (w *loggedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
