package zohocrm

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

type dialFunc = func(ctx context.Context, network, address string) (net.Conn, error)

// pipedClient is a client of a server within the process, by the system's clock: the bubble's.
func pipedClient(t *testing.T, dial dialFunc, retries int) *Client {
	t.Helper()
	return pipedTLSClient(t, "http://localhost", nil, dial, retries)
}

// pipedTLSClient is one of a server that these authorities certify.
func pipedTLSClient(t *testing.T, domain string, roots *x509.CertPool, dial dialFunc, retries int) *Client {
	t.Helper()
	transport := transport.New()
	transport.DialContext, transport.TLSClientConfig.RootCAs = dial, roots
	t.Cleanup(transport.CloseIdleConnections)
	client, err := New(Config{
		APIDomain: domain, Tokens: StaticToken(zohocrmtest.Token), Transport: transport,
		MaxRetries: &retries, newBackOff: steadyBackOff,
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// An attempt that receives nothing for a minute has failed, in each phase; its connection is closed, and the next goes by a new
// one. Whoever is slow but not silent is waited for.
func TestSilence(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		on          faults.On
		kind        faults.Kind
		took        time.Duration
		connections int
		phase       transport.IdlePhase // of the error
		attempts    int                 // of the error; 0 where all is well
	}{
		"no response once":        {faults.NthCall(1), faults.NeverResponds(), 61 * time.Second, 2, 0, 0},
		"no response on page 2":   {faults.NthPage(2).Times(1), faults.NeverResponds(), 61 * time.Second, 2, 0, 0},
		"in mid-body once":        {faults.NthCall(1), faults.Stall(), 61 * time.Second, 2, 0, 0},
		"in mid-body, twice":      {faults.NthPage(3).Times(2), faults.Stall(), 123 * time.Second, 3, 0, 0},
		"some bytes in 59 s":      {faults.NthCall(1), faults.SlowBody(4000, 59*time.Second), 4 * 59 * time.Second, 1, 0, 0},
		"no response, for ever":   {faults.EveryCall(), faults.NeverResponds(), 183 * time.Second, 3, transport.AwaitingResponse, 3},
		"in mid-body, for ever":   {faults.EveryCall(), faults.Stall(), 183 * time.Second, 3, transport.ReadingBody, 3},
		"in mid-body of an error": {faults.EveryCall(), stalledError, 183 * time.Second, 3, 0, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, 450, zohocrmtest.WithFaults(faults.Fault{On: test.on, Kind: test.kind}))
			synctest.Test(t, func(t *testing.T) {
				server := zohocrmtest.StartPiped(t, mock.Handler())
				client := pipedClient(t, server.DialContext, 2)
				start := time.Now()
				rows, err := rowsOf(t.Context(), client, dealRequest)
				if took := time.Since(start); took != test.took {
					t.Errorf("it took %s, want %s", took, test.took)
				}
				if n := server.Connections(); n != test.connections {
					t.Errorf("%d connections, want %d", n, test.connections)
				}
				if test.attempts == 0 {
					if rows != 450 || err != nil {
						t.Errorf("%d rows, %v", rows, err)
					}
					return
				}
				retry := retryErrorOf(t, err)
				if retry.Attempts != test.attempts || retry.Stopped != nil {
					t.Errorf("got %+v", retry)
				}
				idle, ok := errors.AsType[*transport.IdleError](err)
				if test.phase != 0 && (!ok || idle.Phase != test.phase || idle.Timeout != transport.IdleTimeout) {
					t.Errorf("got %v", err)
				}
			})
		})
	}
}

// stalledError sends the head of an error and half of its body, and then nothing.
var stalledError = faults.Func("stalled-error", func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = io.WriteString(w, `{"code":`)
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
})

// A connection that does not come is given up too, and so is a proxy or a handshake that says nothing.
func TestSilenceWhileConnecting(t *testing.T) {
	t.Parallel()
	for name, dial := range map[string]dialFunc{
		"no connection": func(ctx context.Context, _, _ string) (net.Conn, error) { <-ctx.Done(); return nil, ctx.Err() },
		"a socket that reads, and says nothing": func(context.Context, string, string) (net.Conn, error) {
			client, server := net.Pipe()
			go func() { _, _ = io.Copy(io.Discard, server) }()
			return client, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				_, err := rowsOf(t.Context(), pipedClient(t, dial, 1), dealRequest)
				idle, ok := errors.AsType[*transport.IdleError](err)
				if took := time.Since(start); !ok || took != 121*time.Second || retryErrorOf(t, err).Attempts != 2 {
					t.Fatalf("after %s: %v", took, err)
				}
				if (idle.Phase == transport.Connecting) != (name == "no connection") {
					t.Errorf("phase %s", idle.Phase)
				}
			})
		})
	}
}

// The error of a read that its context ends tells for how long nothing had been received.
func TestSilenceAtTheDeadline(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		kind    faults.Kind
		silence time.Duration
	}{
		"no response":  {faults.NeverResponds(), 40 * time.Second},
		"in mid-body":  {faults.Stall(), 40 * time.Second},
		"a slow body":  {faults.SlowBody(1, 3*time.Second), 1 * time.Second},
		"no rows left": {faults.ServiceUnavailable("50"), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, 450, zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2), Kind: test.kind}))
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
				defer cancel()
				client := pipedClient(t, zohocrmtest.StartPiped(t, mock.Handler()).DialContext, 0)
				if name == "no rows left" {
					client.maxRetries = 1
				}
				rows, err := rowsOf(ctx, client, dealRequest)
				retry := retryErrorOf(t, err)
				if rows != 200 || !errors.Is(retry.Stopped, context.DeadlineExceeded) || retry.Silence != test.silence {
					t.Errorf("%d rows, silence %s: %v", rows, retry.Silence, err)
				}
			})
		})
	}
}

// severed is a connection of which, once it is cut, nothing arrives at the other end, as where a router has forgotten it.
type severed struct {
	net.Conn
	cut *atomic.Bool
}

func (s severed) Write(p []byte) (int, error) {
	if s.cut.Load() {
		return len(p), nil
	}
	return s.Conn.Write(p)
}

// http2Server serves a mock by HTTP/2, over pipes.
type http2Server struct {
	*http.Server
	pipes       *zohocrmtest.Pipes
	roots       *x509.CertPool
	connections int
	protocols   map[string]int
}

func newHTTP2Server() *http2Server {
	certificate := httptest.NewTLSServer(http.NotFoundHandler())
	defer certificate.Close()
	roots := certificate.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	config := &tls.Config{Certificates: certificate.TLS.Certificates, MinVersion: tls.VersionTLS12}
	return &http2Server{Server: &http.Server{TLSConfig: config, ReadHeaderTimeout: time.Minute}, roots: roots, protocols: make(map[string]int)}
}

// client serves a mock, and returns a client of it whose n-th connection is what wrap makes of it.
func (s *http2Server) client(t *testing.T, mock *zohocrmtest.Mock, wrap func(n int, conn net.Conn) net.Conn) *Client {
	t.Helper()
	s.pipes = zohocrmtest.NewPipes()
	s.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.protocols[r.Proto]++
		mock.Handler().ServeHTTP(w, r)
	})
	go func() { _ = s.ServeTLS(s.pipes, "", "") }()
	t.Cleanup(func() { _ = s.Close() })
	return pipedTLSClient(t, "https://example.com", s.roots, func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := s.pipes.DialContext(ctx, network, address)
		s.connections++
		return wrap(s.connections, conn), err
	}, 1)
}

// A connection by HTTP/2 that goes dead between two requests is found by a ping: the requests by it fail before the silence of an
// attempt has lasted, and go by a new one.
func TestDeadHTTP2Connection(t *testing.T) {
	t.Parallel()
	server, mock := newHTTP2Server(), startDeal(t, 450)
	synctest.Test(t, func(t *testing.T) {
		cut := new(atomic.Bool)
		client := server.client(t, mock, func(n int, conn net.Conn) net.Conn {
			if n == 1 {
				return severed{conn, cut}
			}
			return conn
		})
		if rows, err := rowsOf(t.Context(), client, dealRequest); rows != 450 || err != nil {
			t.Fatalf("%d rows, %v", rows, err)
		}
		cut.Store(true)
		start := time.Now()
		if rows, err := rowsOf(t.Context(), client, dealRequest); rows != 450 || err != nil {
			t.Errorf("%d rows, %v", rows, err)
		}
		if took := time.Since(start); took >= transport.IdleTimeout || server.connections != 2 || server.protocols["HTTP/2.0"] != 6 {
			t.Errorf("it took %s, over %d connections, by %v", took, server.connections, server.protocols)
		}
	})
}

// A request by HTTP/2 that gets no response, though its connection is alive, takes the connection with it.
func TestSilenceByHTTP2(t *testing.T) {
	t.Parallel()
	never := faults.Fault{On: faults.NthCall(1), Kind: faults.NeverResponds()}
	server, mock := newHTTP2Server(), startDeal(t, 450, zohocrmtest.WithFaults(never))
	synctest.Test(t, func(t *testing.T) {
		client := server.client(t, mock, func(_ int, conn net.Conn) net.Conn { return conn })
		start := time.Now()
		if rows, err := rowsOf(t.Context(), client, dealRequest); rows != 450 || err != nil {
			t.Fatalf("%d rows, %v", rows, err)
		}
		if took := time.Since(start); took != transport.IdleTimeout+time.Second || server.connections != 2 || server.protocols["HTTP/2.0"] != 4 {
			t.Errorf("it took %s, over %d connections, by %v", took, server.connections, server.protocols)
		}
	})
}
