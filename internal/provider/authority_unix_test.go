//go:build linux || freebsd

package provider_test

import (
	"crypto/tls"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestAccPrivateAuthority has the server's certificate come from an authority that only SSL_CERT_FILE names, which Go reads
// where the system has no store of its own.
func TestAccPrivateAuthority(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	server := httptest.NewUnstartedServer(mock.Handler())
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	c := newCLI(t, mock)
	c.Env = append(c.Env, "ZOHOCRM_API_DOMAIN="+server.URL)
	c.Write("main.tf", `
		data "zohocrm_record_attachments" "lead" {
		  module    = "Leads"
		  record_id = "1"
		}`)
	out, status := c.Run("plan", "-no-color")
	if status != 1 || !strings.Contains(out, "Error: Cannot Reach Zoho CRM") || !strings.Contains(out, "certificate") {
		t.Errorf("exit status %d with an authority that is not known:\n%s", status, out)
	}
	authority := filepath.Join(c.Dir, "authority.pem")
	encoded := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(authority, encoded, 0o600); err != nil {
		t.Fatal(err)
	}
	c.Env = append(c.Env, "SSL_CERT_FILE="+authority)
	c.MustRun("plan", "-no-color")
}

// TestAccHTTP2Debug has Go's HTTP client asked, by GODEBUG, to write every frame and header of HTTP/2.
func TestAccHTTP2Debug(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithTokens(secret), zohocrmtest.WithAnyRecord(rows.Attachments(300)))
	var requests atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor == 2 {
			requests.Add(1)
		}
		mock.Handler().ServeHTTP(w, r)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	c := loudCLI(t, mock)
	authority := filepath.Join(c.Dir, "authority.pem")
	encoded := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(authority, encoded, 0o600); err != nil {
		t.Fatal(err)
	}
	c.Env = append(c.Env, "ZOHOCRM_API_DOMAIN="+server.URL, "SSL_CERT_FILE="+authority, "GODEBUG=http2debug=2")
	c.wantQuiet(c.MustRun("plan", "-no-color"))
	if n := requests.Load(); n != 2 {
		t.Errorf("%d requests by HTTP/2, want 2", n)
	}
}
