package zohocrm

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

// Transport sends requests.
type Transport = http.RoundTripper

// NewTransport returns the transport that requests go through: TLS 1.2 or newer, verified, HTTP/2 where it is offered,
// compressed responses, and the proxy of the environment for https only. Connections by HTTP/2 are pinged.
func NewTransport() *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = proxy
	transport.OnProxyConnectResponse = checkProxy
	transport.DialContext = guarded(&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}, IsLoopback)
	transport.MaxIdleConnsPerHost = maxIdleConnections
	transport.HTTP2 = &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingTimeout}
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	return transport
}

// proxy keeps plain http, which goes to this machine only, away from any proxy.
func proxy(request *http.Request) (*url.URL, error) {
	if request.URL.Scheme == "http" {
		return nil, nil
	}
	return http.ProxyFromEnvironment(request)
}

// ProxyError is a proxy that does not connect to the host.
type ProxyError struct {
	Status int // of HTTP
}

func (e *ProxyError) Error() string {
	return fmt.Sprintf("the proxy denied the connection: HTTP %d", e.Status)
}

func checkProxy(_ context.Context, _ *url.URL, _ *http.Request, response *http.Response) error {
	if response.StatusCode != http.StatusOK {
		return &ProxyError{response.StatusCode}
	}
	return nil
}

type dialFunc = func(ctx context.Context, network, address string) (net.Conn, error)

// guarded dials hosts that are to be this machine, all hosts of plain http among them, at a loopback address only,
// whatever the resolver says of the name.
func guarded(dialer *net.Dialer, local func(host string) bool) dialFunc {
	guard := *dialer
	guard.Control = loopbackOnly
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if host, _, err := net.SplitHostPort(address); err == nil && local(host) {
			return guard.DialContext(ctx, network, address)
		}
		return dialer.DialContext(ctx, network, address)
	}
}

var errNotLoopback = errors.New("localhost is not an address of this machine")

// loopbackOnly rejects a connection, before it is made, to an address that is not loopback.
func loopbackOnly(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil || !net.ParseIP(host).IsLoopback() {
		return errNotLoopback
	}
	return nil
}
