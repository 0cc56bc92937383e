package provider_test

import (
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// countedServer serves a mock and counts the connections that are made to it.
type countedServer struct {
	*httptest.Server
	connections atomic.Int32
}

func newCountedServer(t *testing.T, mock *zohocrmtest.Mock) *countedServer {
	t.Helper()
	s := &countedServer{Server: httptest.NewUnstartedServer(mock.Handler())}
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.connections.Add(1)
		}
	}
	t.Cleanup(s.Close)
	return s
}

func (s *countedServer) URL() string { return s.Server.URL }

// TestCalls holds that reads make as many calls as there are pages, over one connection, which they ask to be
// compressed.
func TestCalls(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithGzip(), zohocrmtest.WithAnyRecord(rows.Attachments(450)))
	server := newCountedServer(t, mock)
	server.Start()
	p := connected(t, server)
	for range 3 {
		if n := len(p.mustRead(lead)); n != 450 {
			t.Errorf("%d attachments", n)
		}
	}
	requests := mock.Requests()
	for _, request := range requests {
		if encoding := request.Header.Values("Accept-Encoding"); !slices.Equal(encoding, []string{"gzip"}) || request.Status != http.StatusOK {
			t.Errorf("request %d: Accept-Encoding %q, status %d", request.N, encoding, request.Status)
		}
	}
	if calls, connections := len(requests), server.connections.Load(); calls != 9 || connections != 1 {
		t.Errorf("%d calls over %d connections, want 9 over 1", calls, connections)
	}
}

// TestCallsByHTTP2 holds that reads at the same time share a connection where HTTP/2 is offered.
func TestCallsByHTTP2(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithGzip(), zohocrmtest.WithAnyRecord(rows.Attachments(450)))
	server := newCountedServer(t, mock)
	server.EnableHTTP2 = true
	server.StartTLS()
	transport := transport.New()
	t.Cleanup(transport.CloseIdleConnections)
	transport.TLSClientConfig.RootCAs = x509.NewCertPool()
	transport.TLSClientConfig.RootCAs.AddCert(server.Certificate())
	p := newProtocol(t, environmentFor(server), provider.WithTransport(transport))
	wantNone(t, p.configure(nil))
	p.mustRead(lead)
	var reads sync.WaitGroup
	for range 4 {
		reads.Go(func() {
			if state, diags := p.read(t.Context(), lead); len(diags) > 0 || len(attachmentsOf(t, state)) != 450 {
				t.Errorf("got %v", summaries(diags))
			}
		})
	}
	reads.Wait()
	if calls, connections := len(mock.Requests()), server.connections.Load(); calls != 15 || connections != 1 {
		t.Errorf("%d calls over %d connections, want 15 over 1", calls, connections)
	}
}
