package oauth_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

func TestAPIDomainOfAToken(t *testing.T) {
	t.Parallel()
	const loopback, eu = "http://127.0.0.1:8080", "https://accounts.zoho.eu"
	for name, test := range map[string]struct {
		accountsURL, configured, named string
		want                           string // the domain, or the kind of error
	}{
		"named":                          {eu, "", "https://www.zohoapis.eu", "https://www.zohoapis.eu"},
		"trailing slash":                 {eu, "", "https://www.zohoapis.eu/", "https://www.zohoapis.eu"},
		"upper case and port":            {eu, "", "https://WWW.zohoapis.EU:443", "https://www.zohoapis.eu"},
		"sandbox":                        {eu, "", "https://sandbox.zohoapis.eu", "https://sandbox.zohoapis.eu"},
		"without www":                    {eu, "", "https://zohoapis.eu", "https://zohoapis.eu"},
		"another data centre's":          {eu, "", "https://www.zohoapis.com", "https://www.zohoapis.com"},
		"not named":                      {eu, "", "", "https://www.zohoapis.eu"},
		"not named, CA":                  {"https://accounts.zohocloud.ca", "", "", "https://www.zohoapis.ca"},
		"not named, server not known":    {"https://accounts.zoho.sg", "", "", ""},
		"http":                           {eu, "", "http://www.zohoapis.eu", "untrusted_api_domain"},
		"evil":                           {eu, "", "https://evil.example", "untrusted_api_domain"},
		"evil ending":                    {eu, "", "https://www.zohoapis.eu.evil.example", "untrusted_api_domain"},
		"evil beginning":                 {eu, "", "https://evilzohoapis.eu", "untrusted_api_domain"},
		"evil user info":                 {eu, "", "https://www.zohoapis.eu@evil.example", "untrusted_api_domain"},
		"path":                           {eu, "", "https://www.zohoapis.eu/evil", "untrusted_api_domain"},
		"data centre not known":          {eu, "", "https://www.zohoapis.sg", "untrusted_api_domain"},
		"no URL":                         {eu, "", "www.zohoapis.eu", "untrusted_api_domain"},
		"this machine, from Zoho":        {eu, "", "http://127.0.0.1:9", "untrusted_api_domain"},
		"https this machine, from Zoho":  {eu, "", "https://localhost:9", "untrusted_api_domain"},
		"this machine":                   {loopback, "", "http://localhost:9/", "http://localhost:9"},
		"https this machine":             {loopback, "", "https://[::1]:9", "https://[::1]:9"},
		"another spelling of it":         {loopback, "", "http://LOCALHOST:9", "untrusted_api_domain"},
		"http elsewhere from it":         {loopback, "", "http://10.0.0.1", "untrusted_api_domain"},
		"evil from it":                   {loopback, "", "https://evil.example", "untrusted_api_domain"},
		"Zoho from it":                   {loopback, "", "https://www.zohoapis.jp", "https://www.zohoapis.jp"},
		"configured and named":           {eu, "https://www.zohoapis.eu/", "https://www.zohoapis.eu", "https://www.zohoapis.eu"},
		"configured, not named":          {eu, "https://www.zohoapis.eu", "", "https://www.zohoapis.eu"},
		"configured sandbox":             {eu, "https://sandbox.zohoapis.eu", "https://www.zohoapis.eu", "https://sandbox.zohoapis.eu"},
		"configured, sandbox named":      {eu, "https://www.zohoapis.eu", "https://sandbox.zohoapis.eu", "https://www.zohoapis.eu"},
		"configured without www":         {eu, "https://zohoapis.eu", "https://www.zohoapis.eu", "https://zohoapis.eu"},
		"configured, not known":          {eu, "https://zoho.example", "https://www.zohoapis.eu", "https://zoho.example"},
		"configured, named not known":    {eu, "https://www.zohoapis.eu", "https://www.zohoapis.sg", "https://www.zohoapis.eu"},
		"both not known, and equal":      {eu, "https://zoho.example", "https://zoho.example/", "https://zoho.example"},
		"configured is another":          {eu, "https://www.zohoapis.com", "https://www.zohoapis.eu", "wrong_data_center"},
		"configured is another, sandbox": {eu, "https://sandbox.zohoapis.com", "https://www.zohoapis.eu/", "wrong_data_center"},
		"configured on this machine":     {loopback, "http://127.0.0.1:9", "https://www.zohoapis.eu", "http://127.0.0.1:9"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.config.AccountsURL, h.config.APIDomain, h.accounts.APIDomain = test.accountsURL, test.configured, test.named
			for process := range 2 { // the second takes the token from the cache
				source := h.source()
				if strings.HasPrefix(test.want, "http") || test.want == "" {
					if got := h.token(source).APIDomain; got != test.want {
						t.Errorf("process %d got %q", process, got)
					}
					continue
				}
				problem := h.problem(source)
				if string(problem.Kind) != test.want || problem.APIDomain != test.named || problem.ConfiguredAPIDomain != test.configured {
					t.Errorf("process %d got %#v", process, *problem)
				}
				if again := h.problem(source); again != problem {
					t.Errorf("then got %v", again)
				}
			}
			if test.want == "untrusted_api_domain" || name == "configured, named not known" {
				h.wantRequested(2, 2) // what is not trusted is not kept
				h.wantNothingStored()
				return
			}
			h.wantRequested(1, 1)
		})
	}
}

// An answer that is refused fails its own command, and not those of the next hour.
func TestUntrustedAPIDomainIsForgotten(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.accounts.APIDomain = "https://evil.example"
	if problem := h.problem(h.source()); problem.Kind != oauth.UntrustedAPIDomain {
		t.Errorf("got %v", problem)
	}
	h.wantLogged("Access token is not stored in the cache: its API domain is not known to be Zoho's map[")
	h.accounts.APIDomain = "https://www.zohoapis.eu"
	if got := h.token(h.source()).APIDomain; got != "https://www.zohoapis.eu" {
		t.Errorf("got %q", got)
	}
	h.wantRequested(2, 2)
}

// A token for a server of one's own, which is configured, is of no use to a command that does not have it configured.
func TestStoredTokenOfAnotherConfiguration(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.config.APIDomain, h.accounts.APIDomain = "https://zoho.example", "https://zoho.example"
	h.token(h.source())
	h.token(h.source())
	h.wantRequested(1, 1)
	h.config.APIDomain, h.accounts.APIDomain = "", "https://www.zohoapis.eu"
	if got := h.token(h.source()).APIDomain; got != "https://www.zohoapis.eu" {
		t.Errorf("got %q", got)
	}
	h.wantRequested(2, 2)
	h.wantLogged("No access token in the cache map[accounts_url:https://accounts.zoho.eu reason:its API domain is not known to be Zoho's]")
}

func TestDomainErrorsInWords(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.config.APIDomain = "https://www.zohoapis.com"
	got, want := h.problem(h.source()).Error(), "oauth: no access token from https://accounts.zoho.eu: "+
		"the token is for https://www.zohoapis.eu, and https://www.zohoapis.com is configured"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	h = newHarness(t)
	h.accounts.APIDomain = `https://evil.example/\u001b[31m` + accounts.ClientSecret
	got, want = h.problem(h.source()).Error(), "oauth: no access token from https://accounts.zoho.eu: "+
		"the token is for https://evil.example/ [31m(redacted), which is not known to be Zoho's"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
