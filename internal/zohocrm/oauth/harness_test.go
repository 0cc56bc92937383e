package oauth_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

// harness is an accounts server, a token cache and a log. At the end of the test it searches the log, the errors and
// every byte on disk for the credentials.
type harness struct {
	t        *testing.T
	accounts *accounts.Server
	config   oauth.Config

	mu   sync.Mutex
	seen []string // everything that was logged or returned as an error
}

func newHarness(t *testing.T) *harness {
	t.Helper()
	h := &harness{t: t, accounts: &accounts.Server{
		APIDomain: "https://www.zohoapis.eu",
		Refuse:    []accounts.Way{accounts.Query, accounts.Multipart}, // secrets stay out of URLs
	}}
	h.config = oauth.Config{
		ClientID:     accounts.ClientID,
		ClientSecret: accounts.ClientSecret,
		Grant:        oauth.RefreshToken(accounts.RefreshToken),
		AccountsURL:  "https://accounts.zoho.eu",
		Transport:    h.accounts,
		UserAgent:    "zohocrm-test/1",
		CacheDir:     filepath.Join(t.TempDir(), "cache"),
		Log:          h.log,
	}
	t.Cleanup(h.searchSecrets)
	return h
}

// organization is the client credentials grant that the accounts server knows.
func organization() oauth.ClientCredentials {
	return oauth.ClientCredentials{
		OrganizationID: accounts.OrganizationID,
		Scopes:         []string{"ZohoCRM.modules.READ", "ZohoCRM.modules.attachments.READ", "ZohoCRM.coql.READ"},
	}
}

// grants are every way to get a token that the accounts server of a harness knows.
func grants() map[string]oauth.Grant {
	return map[string]oauth.Grant{
		oauth.TypeRefreshToken:      oauth.RefreshToken(accounts.RefreshToken),
		oauth.TypeClientCredentials: organization(),
	}
}

func (h *harness) source() *oauth.TokenSource {
	h.t.Helper()
	source, err := oauth.NewTokenSource(h.config)
	if err != nil {
		h.t.Fatal(err)
	}
	return source
}

// token returns the token of a source; an error ends the test.
func (h *harness) token(source *oauth.TokenSource) zohocrm.Token {
	h.t.Helper()
	token, err := source.Token(h.t.Context())
	h.note(err)
	if err != nil {
		h.t.Fatal(err)
	}
	return token
}

// problem returns the error of a source; a token ends the test.
func (h *harness) problem(source *oauth.TokenSource) *oauth.Error {
	h.t.Helper()
	token, err := source.Token(h.t.Context())
	h.note(err)
	problem, ok := errors.AsType[*oauth.Error](err)
	if !ok || token.Value != "" {
		h.t.Fatalf("got token %q and error %v, want a Error alone", token.Value, err)
	}
	return problem
}

// wantRequested checks how many tokens were issued, in how many calls.
func (h *harness) wantRequested(tokens, calls int) {
	h.t.Helper()
	if got, asked := len(h.accounts.Tokens()), len(h.accounts.Requests()); got != tokens || asked != calls {
		h.t.Errorf("%d tokens were issued in %d calls, want %d in %d", got, asked, tokens, calls)
	}
}

// wantLogged checks that a line of the log begins with text.
func (h *harness) wantLogged(text string) {
	h.t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, line := range h.seen {
		if strings.HasPrefix(line, text) {
			return
		}
	}
	h.t.Errorf("the log has no %q:\n%s", text, strings.Join(h.seen, "\n"))
}

func (h *harness) log(_ context.Context, message string, fields map[string]any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.seen = append(h.seen, fmt.Sprintf("%s %+v", message, fields))
}

func (h *harness) note(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.seen = append(h.seen, fmt.Sprintf("%v\n%+v\n%#v", err, err, err))
}

func (h *harness) searchSecrets() {
	h.t.Helper()
	if len(h.seen) == 0 {
		h.t.Error("nothing was logged or returned that secrets could be searched in")
	}
	secrets := append(h.accounts.Tokens(), h.config.ClientSecret, accounts.RefreshToken)
	for _, line := range h.seen {
		secretscan.WantNone(h.t, "log or error", line, secrets...)
	}
	err := filepath.WalkDir(h.config.CacheDir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return nil //nolint:nilerr // there may be no folder
		}
		content, err := os.ReadFile(path)
		secretscan.WantNone(h.t, path, string(content)+path, secrets...)
		return err
	})
	if err != nil {
		h.t.Error(err)
	}
}

// sealed returns the path of the one file that holds a token.
func (h *harness) sealed() string {
	h.t.Helper()
	return h.file("token-*.sealed")
}

// wantNothingStored wants no token in the cache.
func (h *harness) wantNothingStored() {
	h.t.Helper()
	if paths, err := filepath.Glob(filepath.Join(h.config.CacheDir, "token-*.sealed")); err != nil || len(paths) != 0 {
		h.t.Errorf("got the files %v, %v, want none", paths, err)
	}
}

// file returns the path of the one file in the cache that matches a pattern.
func (h *harness) file(pattern string) string {
	h.t.Helper()
	paths, err := filepath.Glob(filepath.Join(h.config.CacheDir, pattern))
	if err != nil || len(paths) != 1 {
		h.t.Fatalf("got the files %v, %v, want one", paths, err)
	}
	return paths[0]
}

// readOnly makes the cache folder read-only until the end of the test.
func (h *harness) readOnly() {
	h.t.Helper()
	if err := os.Chmod(h.config.CacheDir, 0o500); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { _ = os.Chmod(h.config.CacheDir, 0o700) })
}
