package provider_test

import (
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// wireProxy passes connections on, byte for byte, and harms some of them.
type wireProxy struct {
	net.Listener
	target      string
	harm        func(connection int64) *harm // nil leaves a connection alone
	connections atomic.Int64
}

// harm ends a connection after a number of bytes of the answer, by a reset or in good order.
type harm struct {
	after int64
	reset bool
}

func startWireProxy(tb testing.TB, target string, harmed func(connection int64) *harm) *wireProxy {
	tb.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = listener.Close() })
	p := &wireProxy{Listener: listener, target: target, harm: harmed}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go p.pass(connection.(*net.TCPConn), p.harm(p.connections.Add(1)))
		}
	}()
	return p
}

func (p *wireProxy) pass(client *net.TCPConn, harmed *harm) {
	defer func() { _ = client.Close() }()
	server, err := net.Dial("tcp", p.target)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	go func() {
		_, _ = io.Copy(server, client)
		_ = server.(*net.TCPConn).CloseWrite()
	}()
	if harmed == nil {
		_, _ = io.Copy(client, server)
		return
	}
	_, _ = io.CopyN(client, server, harmed.after)
	if harmed.reset {
		_ = client.SetLinger(0)
	}
}

// TestWireFaults has connections end early through a proxy of TCP, in plain and in TLS, where the handshake is cut too:
// once, for every second connection, and for ever. The list is whole, or there is one error.
func TestWireFaults(t *testing.T) {
	t.Parallel()
	const total = 60 * pageRows
	often := map[string]struct {
		strikes func(connection int64) bool
		passes  bool
	}{
		"once":                    {func(n int64) bool { return n == 1 }, true},
		"every second connection": {func(n int64) bool { return n%2 == 1 }, true},
		"for ever":                {func(int64) bool { return true }, false},
	}
	for _, secure := range []bool{false, true} {
		for _, after := range []int64{0, 5, 100, 700, 2000} {
			for _, reset := range []bool{false, true} {
				for name, strikes := range often {
					t.Run(fmt.Sprintf("TLS %t, after %d bytes, reset %t, %s", secure, after, reset, name), func(t *testing.T) {
						t.Parallel()
						mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(total)), zohocrmtest.WithPageRows(pageRows))
						backend, transport := serveBehind(t, mock.URL(), secure)
						proxy := startWireProxy(t, backend, func(connection int64) *harm {
							if strikes.strikes(connection) {
								return &harm{after, reset}
							}
							return nil
						})
						scheme := map[bool]string{true: "https://", false: "http://"}[secure]
						p := newProtocol(t, map[string]string{"ZOHOCRM_API_DOMAIN": scheme + proxy.Addr().String(), "ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token},
							provider.WithTransport(transport))
						wantNone(t, p.configure(nil))
						state, diags := p.read(t.Context(), lead.with(block{"fields": fields("id")}))
						whole := len(diags) == 0 && len(attachmentsOf(t, state)) == total
						if !whole && (len(diags) != 1 || state["attachments"] != nil) {
							t.Errorf("neither the whole list nor one error: %v", summaries(diags))
						}
						if whole != strikes.passes && after <= 100 { // more bytes may be a page or two, by which the walk gets on
							t.Errorf("whole is %t, want %t: %v", whole, strikes.passes, summaries(diags))
						}
					})
				}
			}
		}
	}
}

// serveBehind returns the address of a server that passes requests on to a mock, and a transport that trusts it.
func serveBehind(tb testing.TB, mock string, secure bool) (address string, sender zohocrm.Transport) {
	tb.Helper()
	target, err := url.Parse(mock)
	if err != nil {
		tb.Fatal(err)
	}
	own := transport.New()
	tb.Cleanup(own.CloseIdleConnections)
	if !secure {
		return target.Host, own
	}
	server := httptest.NewUnstartedServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }})
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.EnableHTTP2 = true
	server.StartTLS()
	tb.Cleanup(server.Close)
	own.TLSClientConfig = &tls.Config{
		RootCAs: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs, MinVersion: tls.VersionTLS12,
	}
	return server.Listener.Addr().String(), own
}
