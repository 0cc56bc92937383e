//go:build linux || freebsd

package provider_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// newThreeVariablesCLI runs the real CLI with three variables of the provider and no others. A proxy leads to the mock in
// place of Zoho's hosts, whose certificate comes from an authority that SSL_CERT_FILE names.
func newThreeVariablesCLI(t *testing.T, z *zoho) *cli {
	t.Helper()
	z.accounts.APIDomain = "https://www.zohoapis.com"
	c := newCLI(t, z.api).withoutCredentials()
	certificate, authority := certificateFor(t, "accounts.zoho.com", "www.zohoapis.com")
	server := httptest.NewUnstartedServer(hosts{z})
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{certificate}}
	server.StartTLS()
	t.Cleanup(server.Close)
	proxy := httptest.NewServer(tunnelTo(server.Listener.Addr().String()))
	t.Cleanup(proxy.Close)
	file := filepath.Join(t.TempDir(), "authority.pem")
	if err := os.WriteFile(file, authority, 0o600); err != nil {
		t.Fatal(err)
	}
	c.Env = append(
		c.Env, "HTTPS_PROXY="+proxy.URL, "NO_PROXY=", "no_proxy=", "https_proxy=", "SSL_CERT_FILE="+file,
		"XDG_CACHE_HOME="+filepath.Join(c.Dir, "cache"), "HOME="+c.Dir,
	)
	for name, value := range threeVariables() {
		c.Env = append(c.Env, name+"="+value)
	}
	c.Write("main.tf", `
		data "zohocrm_record_attachments" "deal" {
		  module    = "Deals"
		  record_id = "4876876000000376008"
		}`)
	return c
}

// certificateFor makes a certificate for hosts, which is its own authority.
func certificateFor(t *testing.T, names ...string) (certificate tls.Certificate, authority []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: names, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
}

// tunnelTo is a proxy that takes every connection to one address.
func tunnelTo(address string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			http.Error(w, "only CONNECT", http.StatusMethodNotAllowed)
			return
		}
		server, err := new(net.Dialer).DialContext(r.Context(), "tcp", address)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		w.WriteHeader(http.StatusOK)
		client, buffered, err := http.NewResponseController(w).Hijack()
		if err != nil {
			_ = server.Close()
			return
		}
		var directions sync.WaitGroup
		directions.Go(func() { _, _ = io.Copy(server, buffered); _ = server.Close() })
		directions.Go(func() { _, _ = io.Copy(client, server); _ = client.Close() })
		directions.Wait()
	})
}

// TestAccThreeVariablesAlone plans eight times at once and twelve times in a row, applies, and reads again with a token that
// the API calls invalid in mid-walk. Two tokens are requested in all, and no byte that was written holds a secret.
func TestAccThreeVariablesAlone(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)), zohocrmtest.WithPageRows(2))
	c := newThreeVariablesCLI(t, z)
	const atOnce, inARow, pages = 8, 12, 2
	var commands sync.WaitGroup
	for range atOnce {
		commands.Go(func() {
			if out, status := c.Run("plan", "-no-color", "-lock=false"); status != 0 {
				t.Errorf("exit status %d:\n%s", status, out)
			}
		})
	}
	commands.Wait()
	c.Env = append(c.Env, "TF_LOG=TRACE", "TF_LOG_PATH="+filepath.Join(c.Dir, "trace.log"))
	var out strings.Builder
	for range inARow {
		out.WriteString(c.MustRun("plan", "-no-color", "-out=saved.tfplan"))
	}
	out.WriteString(c.MustRun("apply", "-no-color", "saved.tfplan"))
	if asked := len(z.api.Requests()); asked != pages*(atOnce+inARow) {
		t.Errorf("%d requests of the API, want %d", asked, pages*(atOnce+inARow))
	}
	if issued := len(z.accounts.Tokens()); issued != 1 {
		t.Errorf("%d tokens were requested, want 1", issued)
	}

	z.api.SetFaults(faults.Fault{On: faults.NthPage(2).Times(1), Kind: faults.InvalidToken()})
	out.WriteString(c.MustRun("plan", "-no-color"))
	tokens := z.accounts.Tokens()
	if len(tokens) != 2 {
		t.Errorf("%d tokens in all, want 2", len(tokens))
	}
	secrets := append([]string{accounts.ClientSecret}, tokens...)
	secretscan.WantNone(t, "the output", out.String(), secrets...)
	written := secretscan.Files(t, c.Dir)
	cached := 0
	for name, text := range written {
		if strings.HasPrefix(name, "cache"+string(filepath.Separator)) {
			cached++
		}
		secretscan.WantNone(t, name, text, secrets...)
	}
	for _, name := range []string{"terraform.tfstate", "trace.log", "saved.tfplan/tfplan"} {
		if written[name] == "" {
			t.Errorf("there is no %s, so nothing was searched", name)
		}
	}
	if !strings.Contains(written["trace.log"], "Access token received") || cached == 0 {
		t.Errorf("the log does not tell of a request for a token, or there are no files in the cache: %d", cached)
	}
}
