package catalog_test

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

var goodDomains = map[string]string{
	"https://api.zoho.example":          "https://api.zoho.example",
	"https://api.zoho.example/":         "https://api.zoho.example",
	"https://api.zoho.example:443":      "https://api.zoho.example:443",
	"https://API.Zoho.example":          "https://API.Zoho.example",
	"HTTPS://api.zoho.example":          "https://api.zoho.example",
	"https://zohoapis.sg":               "https://zohoapis.sg",
	"https://proxy.example.com:8443/":   "https://proxy.example.com:8443",
	"https://10.0.0.1":                  "https://10.0.0.1",
	"https://[2001:db8::1]:8443":        "https://[2001:db8::1]:8443",
	"https://xn--zohoapis-9f0d.example": "https://xn--zohoapis-9f0d.example",
	"https://localhost":                 "https://localhost",
	"http://localhost":                  "http://localhost",
	"http://localhost:8080/":            "http://localhost:8080",
	"http://127.0.0.1:1":                "http://127.0.0.1:1",
	"http://127.255.255.254":            "http://127.255.255.254",
	"http://[::1]:8080":                 "http://[::1]:8080",
	"http://[::ffff:127.0.0.1]":         "http://[::ffff:127.0.0.1]",
	"HTTP://localhost":                  "http://localhost",
}

var badDomains = map[catalog.DomainProblem][]string{
	catalog.DomainNotURL: {
		"", " ", "eu", "EU", "www.zohoapis.eu", "www.zohoapis.eu:443", "//www.zohoapis.eu", "/", "https", "https:", "https://", "https:///",
		"https:www.zohoapis.eu", "https://:443", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "https://www.zohoapis.eu ",
		" https://www.zohoapis.eu",
		"https://www.zohoapis.eu\n", "https://www.zoho\tapis.eu", "https://www.zohoapis.eu:port", "https://[::1", "https://host\\@evil.example",
		"https://zohoapis.ею", "https://ｗｗｗ.zohoapis.eu", "https://zohoapis.eu\u200b", "https://\u202ezohoapis.eu", "https://zohoapıs.eu",
		"https://zohoapis%2Eeu", "https://zohoapis.%D0%B5u", "https://zohoapis.eu%25", "http://[::1%25lo]", "https://[fe80::1%25eth0]",
	},
	catalog.DomainScheme: {
		"http://www.zohoapis.eu", "http://www.zohoapis.eu:80/", "ftp://www.zohoapis.eu", "file://localhost", "ws://localhost",
		"httpss://www.zohoapis.eu",
		"http://LOCALHOST", "http://Localhost", "http://localhost.", "http://x.localhost", "http://localhost.localdomain", "http://127.1",
		"http://127.0.0.1.",
		"http://2130706433", "http://0x7f000001", "http://0177.0.0.1", "http://0.0.0.0", "http://[::]", "http://10.0.0.1", "http://192.168.0.1",
		"http://127.0.0.1.example.com", "http://localhost@evil.example", "http://169.254.169.254",
	},
	catalog.DomainPart: {
		"https://www.zohoapis.eu/crm", "https://www.zohoapis.eu/crm/v8/", "https://www.zohoapis.eu//", "https://www.zohoapis.eu/.",
		"https://www.zohoapis.eu/%2e",
		"https://www.zohoapis.eu?", "https://www.zohoapis.eu/?x=y", "https://www.zohoapis.eu#", "https://www.zohoapis.eu/#a",
		"https://user@www.zohoapis.eu",
		"https://user:password@www.zohoapis.eu", "https://@www.zohoapis.eu", "https://:@www.zohoapis.eu", "http://user@localhost",
		"http://localhost/crm",
	},
}

var parsers = map[string]func(string) (string, error){
	"ParseDomain": catalog.ParseDomain, "ParseAPIDomain": catalog.ParseAPIDomain, "ParseAccountsURL": catalog.ParseAccountsURL,
}

func TestParseDomain(t *testing.T) {
	t.Parallel()
	for raw, want := range goodDomains {
		for name, parse := range parsers {
			if got, err := parse(raw); got != want || err != nil {
				t.Errorf("%s(%q): %q, %v; want %q", name, raw, got, err, want)
			}
		}
	}
	for problem, raws := range badDomains {
		for _, raw := range raws {
			for name, parse := range parsers {
				got, err := parse(raw)
				if e, ok := errors.AsType[*catalog.DomainError](err); !ok || e.Problem != problem || got != "" {
					t.Errorf("%s(%q): %q, %v; want problem %d", name, raw, got, err, problem)
				}
			}
		}
	}
}

// Each kind of server of Zoho's is rejected where another is meant; what is not known may be any.
func TestServersOfZoho(t *testing.T) {
	t.Parallel()
	web := []string{
		"https://crm.zoho.eu", "https://crm.zoho.eu/", "https://CRM.zoho.com", "https://crm.zoho.com.au:443", "https://crmsandbox.zoho.in",
		"https://crm.zohocloud.ca",
	}
	accounts := []string{"https://accounts.zoho.eu", "https://accounts.zoho.com:443", "https://Accounts.ZohoCloud.ca"}
	apis := []string{
		"https://www.zohoapis.com", "https://zohoapis.eu", "https://WWW.zohoapis.in:443", "https://sandbox.zohoapis.eu",
		"https://developer.zohoapis.jp",
	}
	unknown := []string{
		"https://crm.zoho.sg", "https://www.zoho.com", "https://crm.example.com", "https://crm.zoho.eu:8443", "https://accounts.zoho.sg",
	}
	type rejected map[catalog.DomainProblem][]string
	for name, tc := range map[string]struct {
		accepted []string
		rejected rejected
	}{
		"ParseDomain":      {slices.Concat(accounts, apis, unknown), nil},
		"ParseAPIDomain":   {slices.Concat(apis, unknown), rejected{catalog.DomainWebApp: web, catalog.DomainAccounts: accounts}},
		"ParseAccountsURL": {slices.Concat(accounts, unknown), rejected{catalog.DomainWebApp: web, catalog.DomainAPI: apis}},
	} {
		for _, raw := range tc.accepted {
			if got, err := parsers[name](raw); got != raw || err != nil {
				t.Errorf("%s(%q): %q, %v", name, raw, got, err)
			}
		}
		for problem, urls := range tc.rejected {
			for _, raw := range urls {
				got, err := parsers[name](raw)
				if e, ok := errors.AsType[*catalog.DomainError](err); !ok || e.Problem != problem || got != "" {
					t.Errorf("%s(%q): %q, %v", name, raw, got, err)
				}
			}
		}
	}
}

// The text does not hold the URL, which may hold a password.
func TestDomainErrorTexts(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"secret":                        "zohocrm: not an absolute URL",
		"http://secret.example":         "zohocrm: not an https URL",
		"https://u:secret@www.zoho.com": "zohocrm: a URL with more than scheme, host and port",
		"https://crm.zoho.com":          "zohocrm: the URL of the web app",
		"https://accounts.zoho.com":     "zohocrm: the URL of an accounts server",
	} {
		if _, err := catalog.ParseAPIDomain(raw); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", raw, err, want)
		}
	}
}

// Whatever is accepted is a URL of scheme and host, and is accepted again as it is.
func FuzzParseDomain(f *testing.F) {
	for raw := range goodDomains {
		f.Add(raw)
	}
	for _, raws := range badDomains {
		for _, raw := range raws {
			f.Add(raw)
		}
	}
	f.Fuzz(func(t *testing.T, raw string) {
		domain, err := catalog.ParseDomain(raw)
		if err != nil {
			if _, ok := errors.AsType[*catalog.DomainError](err); !ok || domain != "" {
				t.Errorf("%q: %q, %v", raw, domain, err)
			}
			return
		}
		if again, err := catalog.ParseDomain(domain + "/"); again != domain || err != nil {
			t.Errorf("%q becomes %q, which becomes %q, %v", raw, domain, again, err)
		}
		u, err := url.Parse(domain + "/crm/v8")
		if err != nil || u.Scheme+"://"+u.Host != domain || u.Path != "/crm/v8" || u.User != nil {
			t.Fatalf("%q becomes %q, which is %+v, %v", raw, domain, u, err)
		}
		local := u.Hostname() == "localhost" || strings.HasPrefix(u.Hostname(), "127.") || strings.Contains(u.Hostname(), ":")
		if u.Scheme != "https" && !(u.Scheme == "http" && local) {
			t.Errorf("%q is accepted as %q", raw, domain)
		}
		if strings.ContainsFunc(domain, func(r rune) bool { return r <= ' ' || r > '~' }) {
			t.Errorf("%q becomes %q", raw, domain)
		}
	})
}

func TestSameServer(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"https://api.example", "https://api.example/", true},
		{"https://API.example:443", "HTTPS://api.example", true},
		{"http://localhost:80", "http://localhost", true},
		{"https://api.example:80", "https://api.example", false},
		{"http://localhost:443", "http://localhost", false},
		{"http://localhost", "https://localhost", false},
		{"http://localhost:1", "http://localhost:10", false},
		{"http://localhost", "http://127.0.0.1", false},
		{"https://api.example", "https://api.example.evil.example", false},
		{"https://api.example", "https://evil.example/api.example", false},
		{"", "", false},
		{"eu", "eu", false},
	} {
		if got := catalog.SameServer(test.a, test.b); got != test.want || catalog.SameServer(test.b, test.a) != test.want {
			t.Errorf("%q and %q: %t", test.a, test.b, got)
		}
	}
}
