package zohocrmtest

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Token is the access token that a [Mock] accepts unless [WithTokens] names
// others. It is worth nothing anywhere else.
const Token = "1000.zohocrmtest.accepted"

// Server is what a [Replay] and a [Mock] have in common: an HTTP server on a
// loopback port that keeps the requests made of it, and responds wrongly where
// a [faults.Fault] asks it to. All methods are safe for concurrent use.
type Server struct {
	backend wire.Backend
	latency time.Duration
	limit   int

	url    string
	http   *http.Server
	ctx    context.Context
	cancel context.CancelFunc
	log    requestLog
	gate   gate
	faults faults.Set
	tokens tokenSet

	accounts *accounts.Server
}

type serverConfig struct {
	address    string
	tokens     []string
	latency    time.Duration
	limit      int
	faults     []faults.Fault
	accounts   *accounts.Server
	onArrival  func(Request)
	onResponse func(Request)
}

// ServerOption is an option of [NewReplay] and of [NewMock].
type ServerOption func(*serverConfig)

func (o ServerOption) applyReplay(c *replayConfig) { o(&c.server) }
func (o ServerOption) applyMock(c *mockConfig)     { o(&c.server) }

// WithAddress sets the address to listen on, host and port; the default is
// "127.0.0.1:0", a free loopback port.
func WithAddress(address string) ServerOption {
	return func(c *serverConfig) { c.address = address }
}

// WithTokens sets the access tokens that are accepted; the response to any other is
// 401 INVALID_TOKEN. Left out, a [Mock] accepts [Token] alone and a [Replay]
// any token.
func WithTokens(tokens ...string) ServerOption {
	return func(c *serverConfig) { c.tokens = tokens }
}

// WithLatency makes every response wait for d, or until the client goes.
func WithLatency(d time.Duration) ServerOption {
	return func(c *serverConfig) { c.latency = d }
}

// WithConcurrencyLimit responds with 429 TOO_MANY_REQUESTS to what arrives
// while n requests are in flight, as Zoho does by edition. Zero is no limit.
func WithConcurrencyLimit(n int) ServerOption {
	return func(c *serverConfig) { c.limit = n }
}

// WithFaults asks for wrong responses; see [faults.Fault] and [Server.SetFaults].
func WithFaults(list ...faults.Fault) ServerOption {
	return func(c *serverConfig) { c.faults = append(c.faults, list...) }
}

// WithAccounts serves an accounts server at the same URL: a responds to the requests
// of /oauth/v2/token. It names this server as the API domain where it names
// none, and the access tokens that it issues are accepted, each for what its
// scopes allow. [Server.Requests]
// holds such a call without its query; no [faults.Fault] meets it.
func WithAccounts(a *accounts.Server) ServerOption {
	return func(c *serverConfig) { c.accounts = a }
}

// WithOnArrival has f called with every request as it arrives, before its
// response: its Status is 0. Calls of f may overlap.
func WithOnArrival(f func(Request)) ServerOption {
	return func(c *serverConfig) { c.onArrival = f }
}

// WithOnRequest has f called with every request and its Status, before the
// first byte of the response is sent; a request that gets no response is
// reported, with Status 0, when its client has gone. Calls of f may overlap.
func WithOnRequest(f func(Request)) ServerOption {
	return func(c *serverConfig) { c.onResponse = f }
}

func (s *Server) start(c serverConfig, b wire.Backend) error {
	if c.address == "" {
		c.address = "127.0.0.1:0"
	}
	s.backend, s.latency, s.limit = b, c.latency, c.limit
	s.log.onArrival, s.log.onResponse = c.onArrival, c.onResponse
	s.tokens.set(c.tokens)
	s.faults.Replace(c.faults)
	s.ctx, s.cancel = context.WithCancel(context.Background())

	listener, err := (&net.ListenConfig{}).Listen(s.ctx, "tcp", c.address)
	if err != nil {
		s.cancel()
		return fmt.Errorf("zohocrmtest: %w", err)
	}
	s.url = "http://" + listener.Addr().String()
	s.openAccounts(c.accounts)
	s.http = &http.Server{
		Handler:           s.Handler(),
		BaseContext:       func(net.Listener) context.Context { return s.ctx },
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	go func() { _ = s.http.Serve(listener) }()
	return nil
}

func (s *Server) openAccounts(a *accounts.Server) {
	if a == nil {
		return
	}
	s.accounts = a
	a.APIDomain = cmp.Or(a.APIDomain, s.url)
	onIssue := a.OnIssue
	a.OnIssue = func(token string) {
		s.tokens.add(token)
		if onIssue != nil {
			onIssue(token)
		}
	}
}

// URL is the server's base URL, without a trailing slash: what a client takes
// for the API domain.
func (s *Server) URL() string { return s.url }

// Close ends the server: it drops every connection, ends the responses in flight
// and returns when they have ended. It may be called more than once.
func (s *Server) Close() {
	s.cancel()
	_ = s.http.Close()
	s.gate.wait()
}

// AcceptTokens replaces the access tokens that are accepted, as [WithTokens].
func (s *Server) AcceptTokens(tokens ...string) { s.tokens.set(tokens) }

// SetFaults replaces the faults, their counts starting anew.
func (s *Server) SetFaults(list ...faults.Fault) { s.faults.Replace(list) }

// MaxInFlight is the highest number of requests that were in flight at
// the same time.
func (s *Server) MaxInFlight() int { return s.gate.highest() }

// Handler is the server without its socket, for a transport within the
// process. Faults of the wire (a cut body, a reset connection) panic with
// [http.ErrAbortHandler] there.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serve) }

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	r, err := s.withBody(r)
	if err != nil {
		panic(http.ErrAbortHandler) // the client has gone
	}
	c := s.log.arrive(r, s.tokens.accepts(r), s.backend.PageOf(r), s.isTokenCall(r))
	defer s.log.finish(c)
	inFlight, ok := s.gate.start()
	if !ok {
		panic(http.ErrAbortHandler)
	}
	defer s.gate.done()
	// A client may send its next request as soon as it has read this response,
	// which is before the handler has returned: so it is counted out before the first
	// byte is sent.
	respond := sync.OnceFunc(s.gate.respond)
	defer respond()

	lw := &loggedWriter{ResponseWriter: w, before: func(status int) {
		s.log.respond(c, status)
		respond()
	}}
	r = r.WithContext(withCall(r.Context(), c))
	if s.isTokenCall(r) {
		s.accounts.ServeHTTP(lw, r)
		return
	}
	if s.limit > 0 && inFlight > s.limit {
		wire.TooManyRequests.Write(lw)
		return
	}
	if !wire.Pause(r.Context(), s.latency) {
		panic(http.ErrAbortHandler)
	}
	s.faults.Handler(r, c.page(), s.backend, c.noteFault).ServeHTTP(lw, r)
}

// maxBody bounds the body of a request, far above any query.
const maxBody = 1 << 20

// withBody reads the body of a request to the API, which the log, the faults and the backend want to see.
func (s *Server) withBody(r *http.Request) (*http.Request, error) {
	if r.Body == nil || s.isTokenCall(r) {
		return r, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return r, err
	}
	r = r.WithContext(wire.WithBody(r.Context(), string(body)))
	r.Body = io.NopCloser(bytes.NewReader(body))
	return r, nil
}

// isTokenCall tells whether a request is one for an access token.
func (s *Server) isTokenCall(r *http.Request) bool {
	return s.accounts != nil && r.URL.Path == accounts.TokenPath
}
