package provider_test

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// newRefreshCLI runs the real CLI with a refresh token in its environment, and a cache folder of its own.
func newRefreshCLI(t *testing.T, z *zoho) *cli {
	t.Helper()
	c := newCLI(t, z.api)
	c.Env = append(
		c.Env, "ZOHOCRM_API_DOMAIN=", "ZOHOCRM_OAUTH_TOKEN=", "XDG_CACHE_HOME="+filepath.Join(c.Dir, "cache"), "HOME="+c.Dir,
		"LocalAppData="+c.Dir,
	)
	for name, value := range z.environment() {
		c.Env = append(c.Env, name+"="+value)
	}
	c.Write("main.tf", `
		data "zohocrm_record_attachments" "deal" {
		  module    = "Deals"
		  record_id = "4876876000000376008"
		}`)
	return c
}

// TestAccOneTokenForManyCommands runs Terraform again and again, one command after the other and all at once: every
// command is a process of its own, and they request one token between them.
func TestAccOneTokenForManyCommands(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
	c := newRefreshCLI(t, z)
	const atOnce, inARow = 8, 12
	var commands sync.WaitGroup
	for range atOnce {
		commands.Go(func() {
			if out, status := c.Run("plan", "-no-color", "-lock=false"); status != 0 {
				t.Errorf("exit status %d:\n%s", status, out)
			}
		})
	}
	commands.Wait()
	for range inARow {
		c.MustRun("plan", "-no-color")
	}
	if asked := len(z.api.Requests()); asked != atOnce+inARow {
		t.Errorf("%d requests of the API, want %d", asked, atOnce+inARow)
	}
	if issued := z.accounts.Tokens(); len(issued) != 1 {
		t.Fatalf("%d tokens were issued, want 1", len(issued))
	}
	written, cached := secretscan.Files(t, c.Dir), 0
	for name, text := range written {
		if strings.HasPrefix(name, "cache"+string(filepath.Separator)) {
			cached++
		}
		secretscan.WantNone(t, name, text, z.accounts.Tokens()[0], accounts.ClientSecret, accounts.RefreshToken)
	}
	if cached == 0 {
		t.Error("nothing is in the cache folder, so nothing was searched")
	}
}

// TestAccWrongClientSecret holds that refused credentials are tried once, and stand in nothing that was written.
func TestAccWrongClientSecret(t *testing.T) {
	t.Parallel()
	const wrong = "5ecre7d15t1nct1ve-client-secret"
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
	c := newRefreshCLI(t, z)
	c.Env = append(c.Env, "ZOHOCRM_CLIENT_SECRET="+wrong, "TF_LOG=TRACE", "TF_LOG_PATH="+filepath.Join(c.Dir, "trace.log"))
	out, status := c.Run("plan", "-no-color")
	if status != 1 || !strings.Contains(out, "Error: Client Secret Rejected") {
		t.Errorf("exit status %d:\n%s", status, out)
	}
	if calls := len(z.accounts.Requests()); calls != 1 {
		t.Errorf("%d calls of the accounts server, want 1", calls)
	}
	secretscan.WantNone(t, "the output", out, wrong, accounts.RefreshToken)
	written := secretscan.Files(t, c.Dir)
	for name, text := range written {
		secretscan.WantNone(t, name, text, wrong, accounts.RefreshToken)
	}
	if !strings.Contains(written["trace.log"], "No access token received") {
		t.Error("the log does not tell of the refusal")
	}
}
