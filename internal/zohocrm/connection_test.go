package zohocrm

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

// startClosingServer accepts connections, counts them and closes them once something was said.
func startClosingServer(t *testing.T) (address string, connections *atomic.Int64) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	connections = new(atomic.Int64)
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			_, _ = connection.Read(make([]byte, 1))
			_ = connection.Close()
		}
	}()
	return listener.Addr().String(), connections
}

// startTLS starts a server that answers one attachment, and counts its responses.
func startTLS(t *testing.T, serve http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(serve)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func TestRetryOfConnectionErrors(t *testing.T) {
	t.Parallel()
	server := startTLS(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, onePage) })
	trusting := x509.NewCertPool()
	trusting.AddCert(server.Certificate())
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	gone, _ := startClosingServer(t)
	cut, cuts := startClosingServer(t)
	refusing := httptest.NewServer(http.NotFoundHandler())
	refusing.Close()
	proxied := func(status int) string {
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		t.Cleanup(proxy.Close)
		return proxy.URL
	}
	for name, test := range map[string]struct {
		domain   string
		roots    *x509.CertPool
		proxy    string
		attempts int // 0 where there is no retry error
		fine     bool
	}{
		"trusted certificate":    {domain: server.URL, roots: trusting, fine: true},
		"unknown authority":      {domain: server.URL},
		"another host's":         {domain: strings.Replace(server.URL, "127.0.0.1", "localhost", 1), roots: trusting},
		"no TLS":                 {domain: strings.Replace(plain.URL, "http", "https", 1)},
		"connection refused":     {domain: refusing.URL, attempts: 3},
		"no answer":              {domain: "http://" + gone, attempts: 3},
		"handshake cut":          {domain: "https://" + cut, attempts: 3},
		"proxy forbids":          {domain: server.URL, proxy: proxied(http.StatusForbidden)},
		"proxy wants a password": {domain: server.URL, proxy: proxied(http.StatusProxyAuthRequired)},
		"proxy finds no way":     {domain: server.URL, proxy: proxied(http.StatusBadGateway), attempts: 3},
		"proxy gone":             {domain: server.URL, proxy: refusing.URL, attempts: 3},
	} {
		t.Run(name, func(t *testing.T) {
			transport := transport.New()
			transport.DisableKeepAlives = true
			transport.TLSClientConfig.RootCAs = test.roots
			if test.proxy != "" {
				address, err := url.Parse(test.proxy)
				if err != nil {
					t.Fatal(err)
				}
				transport.Proxy = http.ProxyURL(address)
			}
			w := newTestClient(t, Config{APIDomain: test.domain, Transport: transport, MaxRetries: new(2)})
			rows, err := rowsOf(t.Context(), w.client, dealRequest)
			if test.fine {
				if rows != 1 || err != nil {
					t.Errorf("%d rows, %v", rows, err)
				}
				return
			}
			if _, ok := errors.AsType[*api.ConnectionError](err); !ok {
				t.Fatalf("got %v", err)
			}
			if test.attempts == 0 {
				if _, retried := errors.AsType[*RetryError](err); retried {
					t.Errorf("got %v", err)
				}
				wantWaits(t, w.clock)
				return
			}
			if retry := retryErrorOf(t, err); retry.Attempts != test.attempts || retry.Stopped != nil {
				t.Errorf("got %+v", retry)
			}
			wantWaits(t, w.clock, 1*time.Second, 2*time.Second)
		})
	}
	if n := cuts.Load(); n != 3 {
		t.Errorf("%d handshakes were cut, want 3", n)
	}
}

func TestPermanentConnectionErrors(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		err  error
		want bool
	}{
		"no such host":      {&net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}}, true},
		"resolver busy":     {&net.OpError{Op: "dial", Err: &net.DNSError{IsTemporary: true}}, false},
		"certificate":       {&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, true},
		"proxy's":           {&net.OpError{Op: "proxyconnect", Err: &tls.CertificateVerificationError{Err: x509.HostnameError{}}}, true},
		"not TLS":           {tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}, true},
		"another localhost": {&net.OpError{Op: "dial", Err: transport.ErrNotLoopback}, true},
		"handshake refused": {&net.OpError{Op: "remote error", Err: tls.AlertError(80)}, false},
		"anything else":     {io.EOF, false},
	} {
		if got := permanent(test.err); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestLocalhostIsReached(t *testing.T) {
	t.Parallel()
	mock := startDeal(t, 3)
	w := newTestClient(t, Config{APIDomain: strings.Replace(mock.URL(), "127.0.0.1", "localhost", 1)})
	if rows, err := rowsOf(t.Context(), w.client, dealRequest); rows != 3 || err != nil {
		t.Errorf("%d rows, %v", rows, err)
	}
}
