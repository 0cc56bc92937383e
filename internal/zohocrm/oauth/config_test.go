package oauth_test

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

func TestCredentialsAreNotPrinted(t *testing.T) {
	t.Parallel()
	config := oauth.Config{
		ClientID:     accounts.ClientID,
		ClientSecret: accounts.ClientSecret,
		Grant:        oauth.RefreshToken(accounts.RefreshToken),
		CacheDir:     t.TempDir(),
	}
	source, err := oauth.NewTokenSource(config)
	if err != nil {
		t.Fatal(err)
	}
	for want, value := range map[string]any{
		"oauth.Config(redacted)":       config,
		"oauth.TokenSource(redacted)":  source,
		"oauth.RefreshToken(redacted)": oauth.RefreshToken(accounts.RefreshToken),
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			if got := fmt.Sprintf(verb, value); got != want {
				t.Errorf("%s: got %q, want %q", verb, got, want)
			}
			if got := fmt.Sprintf(verb, []any{value}); !strings.Contains(got, want) || strings.Contains(got, "secret") {
				t.Errorf("%s in a list: got %q", verb, got)
			}
		}
	}
}

func TestNewSourceDoesNothing(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	source := h.source()
	h.wantRequested(0, 0)
	if _, err := os.Stat(h.config.CacheDir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the cache folder: %v", err)
	}
	h.token(source)
	h.wantRequested(1, 1)
}

func TestNewSourceRefuses(t *testing.T) {
	t.Parallel()
	const secret = "S3CRET"
	for name, change := range map[string]func(*oauth.Config){
		"no client id":         func(c *oauth.Config) { c.ClientID = "" },
		"no client secret":     func(c *oauth.Config) { c.ClientSecret = "" },
		"no grant":             func(c *oauth.Config) { c.Grant = nil },
		"no refresh token":     func(c *oauth.Config) { c.Grant = oauth.RefreshToken("") },
		"no organisation":      func(c *oauth.Config) { c.Grant = oauth.ClientCredentials{Scopes: []string{"ZohoCRM.coql.READ"}} },
		"no scopes":            func(c *oauth.Config) { c.Grant = oauth.ClientCredentials{OrganizationID: accounts.OrganizationID} },
		"plain http":           func(c *oauth.Config) { c.AccountsURL = "http://accounts.zoho.eu" },
		"LOCALHOST":            func(c *oauth.Config) { c.AccountsURL = "http://LOCALHOST" },
		"localhost.":           func(c *oauth.Config) { c.AccountsURL = "http://localhost." },
		"x.localhost":          func(c *oauth.Config) { c.AccountsURL = "http://x.localhost" },
		"not loopback":         func(c *oauth.Config) { c.AccountsURL = "http://10.0.0.1" },
		"no scheme":            func(c *oauth.Config) { c.AccountsURL = "accounts.zoho.eu" },
		"path":                 func(c *oauth.Config) { c.AccountsURL = "https://accounts.zoho.eu/oauth/v2/token" },
		"query":                func(c *oauth.Config) { c.AccountsURL = "https://accounts.zoho.eu?a=" + secret },
		"user info":            func(c *oauth.Config) { c.AccountsURL = "https://user:" + secret + "@accounts.zoho.eu" },
		"control character":    func(c *oauth.Config) { c.AccountsURL = "https://accounts.zoho.eu\n" + secret },
		"percent in the host":  func(c *oauth.Config) { c.AccountsURL = "https://" + secret + "%zz" },
		"scheme without hosts": func(c *oauth.Config) { c.AccountsURL = "https://" },
		"no server to be told": func(c *oauth.Config) { c.APIDomain = "https://www.zohoapis.sg" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := oauth.Config{ClientID: "c", ClientSecret: secret, Grant: oauth.RefreshToken(secret)}
			change(&config)
			source, err := oauth.NewTokenSource(config)
			if err == nil || source != nil {
				t.Fatalf("got %v, %v", source, err)
			}
			if _, ok := errors.AsType[*catalog.DomainError](err); ok != (config.AccountsURL != "") {
				t.Errorf("got %T", err)
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("a secret in %q", err)
			}
		})
	}
}

func TestAccountsServerOfASource(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ accountsURL, apiDomain, want string }{
		"neither":                 {"", "", "https://accounts.zoho.com/oauth/v2/token"},
		"from the API domain":     {"", "https://www.zohoapis.com.au/", "https://accounts.zoho.com.au/oauth/v2/token"},
		"from a sandbox":          {"", "https://sandbox.zohoapis.ca", "https://accounts.zohocloud.ca/oauth/v2/token"},
		"configured":              {"https://accounts.zoho.sa/", "https://www.zohoapis.sa", "https://accounts.zoho.sa/oauth/v2/token"},
		"in upper case":           {"HTTPS://Accounts.ZOHO.sa", "", "https://accounts.zoho.sa/oauth/v2/token"},
		"configured, not known":   {"https://accounts.zoho.sg", "https://www.zohoapis.sg", "https://accounts.zoho.sg/oauth/v2/token"},
		"with a port":             {"https://zoho.example:8443", "", "https://zoho.example:8443/oauth/v2/token"},
		"http to localhost":       {"http://localhost:8080/", "", "http://localhost:8080/oauth/v2/token"},
		"http to another literal": {"http://[::1]:8080", "", "http://[::1]:8080/oauth/v2/token"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.accounts.APIDomain = "" // says nothing about the data centre
			var asked string
			h.accounts.OnRequest = func(r *http.Request) { asked = r.URL.String() }
			h.config.AccountsURL, h.config.APIDomain = test.accountsURL, test.apiDomain
			h.token(h.source())
			if asked != test.want {
				t.Errorf("asked %s, want %s", asked, test.want)
			}
		})
	}
}
