// Package transport sends requests: TLS, the proxy, plain http to this machine alone, and an end to attempts that receive nothing.
package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"golang.org/x/net/http/httpproxy"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// maxIdleConnections is the number of connections kept per host between requests, no fewer than Zoho serves at once in
// its largest edition.
const maxIdleConnections = 25

// A connection by HTTP/2 carries all requests to a host. One that was silent for pingAfter is pinged, and closed where no
// answer comes within pingTimeout: together less than [IdleTimeout], so that of a connection which some router has forgotten
// requests do not learn by their own silence alone.
const (
	pingAfter   = 25 * time.Second
	pingTimeout = 15 * time.Second
)

// New returns the transport that requests go through: TLS 1.2 or newer, verified, HTTP/2 where it is offered,
// compressed responses, and the proxy of the environment for https only. Connections by HTTP/2 are pinged.
func New() *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = proxyFunc(httpproxy.FromEnvironment(), proxyVariable())
	transport.OnProxyConnectResponse = checkProxy
	transport.DialContext = guarded(&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}, catalog.IsLoopback)
	transport.MaxIdleConnsPerHost = maxIdleConnections
	transport.HTTP2 = &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingTimeout}
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	return transport
}

// ProxyError is a proxy that does not connect to the host, or that there cannot be.
type ProxyError struct {
	Status   int    // of HTTP; 0 where no proxy was asked
	Variable string // of the environment, whose value is not a proxy; empty where it is
}

// Error does not quote the variable, which may hold a password.
func (e *ProxyError) Error() string {
	if e.Variable != "" {
		return fmt.Sprintf("the environment variable %s is not the URL of a proxy", e.Variable)
	}
	return fmt.Sprintf("the proxy denied the connection: HTTP %d", e.Status)
}

func checkProxy(_ context.Context, _ *url.URL, _ *http.Request, response *http.Response) error {
	if response.StatusCode != http.StatusOK {
		return &ProxyError{Status: response.StatusCode}
	}
	return nil
}

type dialer = func(ctx context.Context, network, address string) (net.Conn, error)

// guarded dials hosts that are to be this machine, all hosts of plain http among them, at a loopback address only,
// whatever the resolver says of the name.
func guarded(dialer *net.Dialer, local func(host string) bool) dialer {
	guard := *dialer
	guard.Control = loopbackOnly
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if host, _, err := net.SplitHostPort(address); err == nil && local(host) {
			return guard.DialContext(ctx, network, address)
		}
		return dialer.DialContext(ctx, network, address)
	}
}

// ErrNotLoopback is a connection to localhost, or by plain http, whose address turned out to be another machine's.
var ErrNotLoopback = errors.New("localhost is not an address of this machine")

// loopbackOnly rejects a connection, before it is made, to an address that is not loopback.
func loopbackOnly(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil || !net.ParseIP(host).IsLoopback() {
		return ErrNotLoopback
	}
	return nil
}
