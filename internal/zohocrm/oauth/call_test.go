package oauth_test

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

func TestConnectionErrors(t *testing.T) {
	t.Parallel()
	const refusing = "127.0.0.1:1" // nobody listens on tcpmux
	untrusted := httptest.NewUnstartedServer(&accounts.Server{})
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	t.Cleanup(untrusted.Close)
	cut := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = w.Write([]byte(`{"access_token":"1000.a.b"`))
	}))
	t.Cleanup(cut.Close)
	for name, test := range map[string]struct {
		accountsURL string
		kind        oauth.ErrorKind
		description string
		temporary   bool
	}{
		"refused": {"http://" + refusing, oauth.ConnectionFailed, "dial tcp " + refusing + ": connect: connection refused", true},
		"cut":     {cut.URL, oauth.ConnectionFailed, "unexpected EOF", true},
		"certificate": {
			untrusted.URL, oauth.UntrustedCertificate, "tls: failed to verify certificate: x509: certificate signed by unknown authority", false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.config.Transport, h.config.AccountsURL = http.DefaultTransport, test.accountsURL
			source := h.source()
			problem := h.problem(source)
			want := oauth.Error{Kind: test.kind, GrantType: oauth.TypeRefreshToken, AccountsURL: test.accountsURL, Description: test.description}
			if *problem != want || problem.Temporary() != test.temporary {
				t.Errorf("got %#v, temporary: %t\nwant %#v", *problem, problem.Temporary(), want)
			}
			if again := h.problem(source); (again == problem) == test.temporary {
				t.Errorf("then got %p after %p", again, problem)
			}
		})
	}
}

// A server that never responds, or whose response does not come to its end: the end of the call is not the end of the caller's
// context.
func TestSilentAccountsServer(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		transport   respond
		description string
		took        time.Duration
	}{
		"no response": {
			func(r *http.Request) (*http.Response, error) { <-r.Context().Done(); return nil, r.Context().Err() },
			"nothing was received for 20s while connecting", 20 * time.Second,
		},
		"silence in mid-body": {
			func(r *http.Request) (*http.Response, error) { return dripping(r, time.Hour), nil },
			"nothing was received for 20s in the middle of the response", 21 * time.Second,
		},
		"a slow body": {
			func(r *http.Request) (*http.Response, error) { return dripping(r, 5*time.Second), nil },
			"no response within 25s", 25 * time.Second,
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				h.config.Transport = test.transport
				start := time.Now()
				problem := h.problem(h.source())
				if problem.Kind != oauth.ConnectionFailed || problem.Description != test.description || !problem.Temporary() {
					t.Errorf("got %#v", *problem)
				}
				if errors.Is(problem, context.DeadlineExceeded) {
					t.Error("the error passes for the end of the caller's context")
				}
				if took := time.Since(start); took != test.took {
					t.Errorf("it took %s", took)
				}
			})
		})
	}
}

// respond is a transport within the process.
type respond func(*http.Request) (*http.Response, error)

func (f respond) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// dripping is a response of endless blanks, the first after a second, then one after each pause.
func dripping(r *http.Request, pause time.Duration) *http.Response {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Request: r, Body: &drip{r.Context(), time.Second, pause}}
}

type drip struct {
	ctx         context.Context
	next, pause time.Duration
}

func (d *drip) Read(p []byte) (int, error) {
	select {
	case <-time.After(d.next):
		d.next = d.pause
		p[0] = ' '
		return 1, nil
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	}
}

func (*drip) Close() error { return nil }

// A connection that cannot be had is for package zohocrm to judge: what is final at the API is final here.
func TestConnectionsThatDoNotPass(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		err       error
		temporary bool
	}{
		"unknown host":       {&net.DNSError{Err: "no such host", Name: "accounts.zoho.example", IsNotFound: true}, false},
		"a resolver's fault": {&net.DNSError{Err: "server misbehaving", Name: "accounts.zoho.eu", IsTemporary: true}, true},
		"no TLS":             {tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}, false},
		"a proxy's rule":     {&transport.ProxyError{Status: 403}, false},
		"a proxy's outage":   {&transport.ProxyError{Status: 502}, true},
		"refused":            {&net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}, true},
	} {
		h := newHarness(t)
		h.config.Transport = respond(func(*http.Request) (*http.Response, error) { return nil, test.err })
		problem := h.problem(h.source())
		if problem.Temporary() != test.temporary || problem.Temporary() != zohocrm.RetryableConnection(test.err) ||
			problem.Temporary() != (problem.Kind == oauth.ConnectionFailed) {
			t.Errorf("%s: got %#v", name, *problem)
		}
	}
}

func TestDiallerTimeout(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.config.Transport = &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: context.DeadlineExceeded}
	}}
	problem := h.problem(h.source())
	if problem.Kind != oauth.ConnectionFailed || errors.Is(problem, context.DeadlineExceeded) {
		t.Errorf("got %#v", *problem)
	}
}

// Nothing of a redirect is followed, whatever its status, to another host or to the same.
func TestRedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				t.Errorf("the redirect was followed to %s", r.URL)
			}))
			defer other.Close()
			h.accounts.Next(accounts.Response{Status: status, Location: other.URL + "/oauth/v2/token"})
			server := httptest.NewServer(h.accounts)
			defer server.Close()
			h.config.Transport, h.config.AccountsURL = http.DefaultTransport, server.URL
			if problem := h.problem(h.source()); problem.Kind != oauth.Redirected || problem.Status != status {
				t.Errorf("got %#v", *problem)
			}
			h.wantRequested(0, 1)
		})
	}
}

// 4 MB of blanks before the token, which are 4 KB on the way.
func TestCompressedBodyIsBounded(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		packed := gzip.NewWriter(w)
		blanks := []byte(strings.Repeat(" ", 1<<20))
		for range 4 {
			_, _ = packed.Write(blanks)
		}
		_, _ = packed.Write([]byte(`{"access_token":"1000.a.b"}`))
		_ = packed.Close()
	}))
	defer server.Close()
	h.config.Transport, h.config.AccountsURL = http.DefaultTransport, server.URL
	if problem := h.problem(h.source()); problem.Kind != oauth.Unavailable {
		t.Errorf("got %#v", *problem)
	}
}
