package zohocrm

import (
	"crypto/tls"
	"net/http"
	"net/url"
)

// maxIdleConnections is the number of connections kept per host between requests, no fewer than Zoho serves at once in
// its largest edition.
const maxIdleConnections = 25

// Transport sends requests.
type Transport = http.RoundTripper

// NewTransport returns the transport that requests go through: TLS 1.2 or newer, verified, HTTP/2 where it is offered,
// compressed answers, and the proxy of the environment for https only.
func NewTransport() *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy = proxy
	transport.MaxIdleConnsPerHost = maxIdleConnections
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
