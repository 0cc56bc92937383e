package zohocrmtest

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
)

// Pipes are connections within the process, without a socket: a listener, and
// what dials it. In a bubble of testing/synctest time passes where everything
// waits, so that a server by pipes which is silent for minutes costs nothing. A
// mock whose handler is served there is made outside of the bubble.
type Pipes struct {
	accepted    chan net.Conn
	closed      chan struct{}
	closeOnce   sync.Once
	connections atomic.Int64
}

// NewPipes makes a listener.
func NewPipes() *Pipes {
	return &Pipes{accepted: make(chan net.Conn), closed: make(chan struct{})}
}

// StartPiped serves a handler over pipes until the test's end.
func StartPiped(tb TB, handler http.Handler) *Pipes {
	tb.Helper()
	p := NewPipes()
	server := &http.Server{Handler: handler, ErrorLog: log.New(io.Discard, "", 0)} //nolint:gosec // its only clients are the test's own
	go func() { _ = server.Serve(p) }()
	tb.Cleanup(func() { _ = server.Close() })
	return p
}

// DialContext is for a transport whose requests all come here.
func (p *Pipes) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.accepted <- server:
		p.connections.Add(1)
		return client, nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Connections is the number of connections that were made.
func (p *Pipes) Connections() int { return int(p.connections.Load()) }

// Accept is for the server.
func (p *Pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.accepted:
		return conn, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close is for the server.
func (p *Pipes) Close() error {
	p.closeOnce.Do(func() { close(p.closed) })
	return nil
}

// Addr is for the server.
func (p *Pipes) Addr() net.Addr { return &net.IPAddr{IP: net.IPv6loopback} }
