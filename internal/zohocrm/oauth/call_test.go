package oauth_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
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

// A server that never answers: the end of the call is not the end of the caller's context.
func TestSilentAccountsServer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.accounts.OnRequest = func(r *http.Request) { <-r.Context().Done() }
		start := time.Now()
		problem := h.problem(h.source())
		if problem.Kind != oauth.ConnectionFailed || problem.Description != "no response within 25s" || !problem.Temporary() {
			t.Errorf("got %#v", *problem)
		}
		if errors.Is(problem, context.DeadlineExceeded) {
			t.Error("the error passes for the end of the caller's context")
		}
		if took := time.Since(start); took != 25*time.Second {
			t.Errorf("it took %s", took)
		}
	})
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
