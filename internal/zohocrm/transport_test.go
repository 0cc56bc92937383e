package zohocrm_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

// startTLS starts a server that answers an empty page over TLS, and returns what trusts it.
func startTLS(t *testing.T, maxVersion uint16) (*httptest.Server, *x509.CertPool) {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", r.Proto)
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: maxVersion} //nolint:gosec // what a client must refuse
	server.EnableHTTP2 = true
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	trusted := x509.NewCertPool()
	trusted.AddCert(server.Certificate())
	return server, trusted
}

func TestTLS(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		maxVersion uint16
		proto      string // empty where the connection is rejected
	}{
		"1.1": {tls.VersionTLS11, ""}, "1.2": {tls.VersionTLS12, "HTTP/2.0"}, "1.3": {tls.VersionTLS13, "HTTP/2.0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, trusted := startTLS(t, tc.maxVersion)
			transport := transport.New()
			t.Cleanup(transport.CloseIdleConnections)
			transport.TLSClientConfig.RootCAs = trusted
			_, err := collect(t, newClient(t, zohocrm.Config{APIDomain: server.URL, Transport: transport}), dealRequest)
			if tc.proto == "" {
				errorAt[*api.ConnectionError](t, err, 1, 0)
			} else if e := errorAt[*api.ResponseError](t, err, 1, 0); e.RetryAfter != tc.proto {
				t.Errorf("asked by %s, want %s", e.RetryAfter, tc.proto)
			}
		})
	}
	if version := transport.New().TLSClientConfig.MinVersion; version != tls.VersionTLS12 {
		t.Errorf("the oldest version is %x", version) // also where GODEBUG allows older ones
	}
}

func TestCertificateIsVerified(t *testing.T) {
	t.Parallel()
	server, _ := startTLS(t, tls.VersionTLS13)
	_, err := collect(t, newClient(t, zohocrm.Config{APIDomain: server.URL}), dealRequest)
	errorAt[*api.ConnectionError](t, err, 1, 0)
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); !ok {
		t.Errorf("got %v", err)
	}
}

// Each transport is its own: what one is told, no other does.
func TestTransportsAreApart(t *testing.T) {
	t.Parallel()
	first, second := transport.New(), transport.New()
	first.TLSClientConfig.InsecureSkipVerify = true
	if second.TLSClientConfig.InsecureSkipVerify || http.DefaultTransport.(*http.Transport).TLSClientConfig == first.TLSClientConfig {
		t.Error("transports share their configuration")
	}
	if first.MaxIdleConnsPerHost != 25 {
		t.Errorf("%d connections are kept", first.MaxIdleConnsPerHost)
	}
}

// The environment's proxy is used for https alone. Go reads the environment once a process: so this is one of its own.
func TestProxy(t *testing.T) {
	t.Parallel()
	targets := []string{
		"https://www.zohoapis.eu", "http://www.zohoapis.eu", "http://localhost:8080", "http://127.0.0.1:8080", "https://inside.example",
	}
	if os.Getenv("ZOHOCRM_TEST_PROXY") != "" {
		for _, target := range targets {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
			if err != nil {
				t.Fatal(err)
			}
			proxy, err := transport.New().Proxy(r)
			fmt.Println("PROXY", target, proxy, err)
		}
		return
	}
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestProxy$", "-test.v")
	child.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(v), "=")
		return strings.HasSuffix(name, "_PROXY") || name == "REQUEST_METHOD" || name == "GOCOVERDIR"
	}), "ZOHOCRM_TEST_PROXY=1", "HTTP_PROXY=http://proxy.example:3128", "HTTPS_PROXY=http://proxy.example:3129", "NO_PROXY=inside.example")
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := []string{"http://proxy.example:3129", "<nil>", "<nil>", "<nil>", "<nil>"}
	for i, target := range targets {
		if line := "PROXY " + target + " " + want[i] + " <nil>\n"; !strings.Contains(string(out), line) {
			t.Errorf("no line %q in %s", line, out)
		}
	}
}
