package catalog_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// The hosts are written out here, and not put together as the package does.
var dataCenterTests = []struct {
	name         string
	api          []string // www first, then sandbox
	accounts     string
	web, sandbox string
}{
	{
		"US",
		[]string{"https://www.zohoapis.com", "https://sandbox.zohoapis.com", "https://developer.zohoapis.com", "https://zohoapis.com"},
		"https://accounts.zoho.com", "crm.zoho.com", "crmsandbox.zoho.com",
	},
	{
		"EU",
		[]string{"https://www.zohoapis.eu", "https://sandbox.zohoapis.eu", "https://developer.zohoapis.eu", "https://zohoapis.eu"},
		"https://accounts.zoho.eu", "crm.zoho.eu", "crmsandbox.zoho.eu",
	},
	{
		"IN",
		[]string{"https://www.zohoapis.in", "https://sandbox.zohoapis.in", "https://developer.zohoapis.in", "https://zohoapis.in"},
		"https://accounts.zoho.in", "crm.zoho.in", "crmsandbox.zoho.in",
	},
	{
		"AU",
		[]string{
			"https://www.zohoapis.com.au", "https://sandbox.zohoapis.com.au", "https://developer.zohoapis.com.au", "https://zohoapis.com.au",
		},
		"https://accounts.zoho.com.au", "crm.zoho.com.au", "crmsandbox.zoho.com.au",
	},
	{
		"JP",
		[]string{"https://www.zohoapis.jp", "https://sandbox.zohoapis.jp", "https://developer.zohoapis.jp", "https://zohoapis.jp"},
		"https://accounts.zoho.jp", "crm.zoho.jp", "crmsandbox.zoho.jp",
	},
	{
		"CN",
		[]string{
			"https://www.zohoapis.com.cn", "https://sandbox.zohoapis.com.cn", "https://developer.zohoapis.com.cn", "https://zohoapis.com.cn",
		},
		"https://accounts.zoho.com.cn", "crm.zoho.com.cn", "crmsandbox.zoho.com.cn",
	},
	{
		"CA",
		[]string{"https://www.zohoapis.ca", "https://sandbox.zohoapis.ca", "https://developer.zohoapis.ca", "https://zohoapis.ca"},
		"https://accounts.zohocloud.ca", "crm.zohocloud.ca", "crmsandbox.zohocloud.ca",
	},
	{
		"SA",
		[]string{"https://www.zohoapis.sa", "https://sandbox.zohoapis.sa", "https://developer.zohoapis.sa", "https://zohoapis.sa"},
		"https://accounts.zoho.sa", "crm.zoho.sa", "crmsandbox.zoho.sa",
	},
	{
		"UK",
		[]string{"https://www.zohoapis.uk", "https://sandbox.zohoapis.uk", "https://developer.zohoapis.uk", "https://zohoapis.uk"},
		"https://accounts.zoho.uk", "crm.zoho.uk", "crmsandbox.zoho.uk",
	},
	{
		"AE",
		[]string{"https://www.zohoapis.ae", "https://sandbox.zohoapis.ae", "https://developer.zohoapis.ae", "https://zohoapis.ae"},
		"https://accounts.zoho.ae", "crm.zoho.ae", "crmsandbox.zoho.ae",
	},
}

func TestDataCenters(t *testing.T) {
	t.Parallel()
	centers := catalog.DataCenters()
	if len(centers) != len(dataCenterTests) {
		t.Fatalf("got %d data centres, want %d", len(centers), len(dataCenterTests))
	}
	for i, want := range dataCenterTests {
		t.Run(want.name, func(t *testing.T) {
			t.Parallel()
			center := catalog.DataCenter{
				Name: want.name, APIDomain: want.api[0], AccountsURL: want.accounts, WebURL: "https://" + want.web,
			}
			if centers[i] != center {
				t.Errorf("got %+v, want %+v", centers[i], center)
			}
			for _, domain := range want.api {
				for _, spelling := range []string{domain, domain + "/", domain + ":443"} {
					if got, ok := catalog.DataCenterOfAPIDomain(spelling); !ok || got != center {
						t.Errorf("%s is of %+v, %t", spelling, got, ok)
					}
					if got, ok := catalog.AccountsServer(spelling); !ok || got != want.accounts {
						t.Errorf("the accounts server of %s is %q, %t", spelling, got, ok)
					}
					canonical, ok := catalog.ZohoAPIDomain(spelling)
					if dc, known := catalog.DataCenterOfAPIDomain(canonical); !ok || !known || dc != center || canonical != strings.ToLower(canonical) {
						t.Errorf("the canonical form of %s is %q, %t", spelling, canonical, ok)
					}
				}
			}
			if got, ok := catalog.DataCenterOfAccountsURL(want.accounts); !ok || got != center {
				t.Errorf("%s is of %+v, %t", want.accounts, got, ok)
			}
			if got, ok := catalog.APIDomainOfWebHost(want.web); !ok || got != want.api[0] {
				t.Errorf("%s shows %q, %t", want.web, got, ok)
			}
			if got, ok := catalog.APIDomainOfWebHost(want.sandbox); !ok || got != want.api[1] {
				t.Errorf("%s shows %q, %t", want.sandbox, got, ok)
			}
		})
	}
}

func TestDataCentersIsACopy(t *testing.T) {
	t.Parallel()
	catalog.DataCenters()[0].APIDomain = "https://evil.example"
	if got := catalog.DataCenters()[0].APIDomain; got != "https://www.zohoapis.com" {
		t.Errorf("got %q", got)
	}
}

func TestUpperCaseHost(t *testing.T) {
	t.Parallel()
	if got, ok := catalog.AccountsServer("HTTPS://WWW.ZohoAPIs.EU"); !ok || got != "https://accounts.zoho.eu" {
		t.Errorf("got %q, %t", got, ok)
	}
	if got, ok := catalog.APIDomainOfWebHost("CRM.zoho.eu"); !ok || got != "https://www.zohoapis.eu" {
		t.Errorf("got %q, %t", got, ok)
	}
}

func TestHostsThatAreNotZohos(t *testing.T) {
	t.Parallel()
	for _, rawURL := range []string{
		"", "eu", "www.zohoapis.eu", "//www.zohoapis.eu", "https://",
		"http://www.zohoapis.eu", "http://accounts.zoho.eu", "ftp://www.zohoapis.eu",
		"https://www.zohoapis.eu.evil.example", "https://evilzohoapis.eu", "https://evil.example/www.zohoapis.eu",
		"https://www.zohoapis.eu@evil.example", "https://user:pass@www.zohoapis.eu", "https://evil.example#www.zohoapis.eu",
		"https://www.zohoapis.eu/crm", "https://www.zohoapis.eu?", "https://www.zohoapis.eu#", "https://www.zohoapis.eu:8443",
		"https://www.zohoapis.eu:", "https://www.zohoapis.eu.", "https://.zohoapis.eu", "https://a.www.zohoapis.eu",
		"https://www.zohoapis.sg", "https://www.zohoapis.u\u212a", "https://ｗｗｗ.zohoapis.eu", "https://www.zohoapis.eu\n",
		"https://accounts.zoho.ca", "https://accounts.zoho.eu.evil.example", "https://crm.zoho.eu", "https://zoho.eu",
		"https://www.zohoapis%2eeu", "https://localhost", "https://127.0.0.1", "https:www.zohoapis.eu", "%",
	} {
		if dc, ok := catalog.DataCenterOfAPIDomain(rawURL); ok {
			t.Errorf("%q is an API domain of %s", rawURL, dc.Name)
		}
		if dc, ok := catalog.DataCenterOfAccountsURL(rawURL); ok {
			t.Errorf("%q is the accounts server of %s", rawURL, dc.Name)
		}
		if canonical, ok := catalog.ZohoAPIDomain(rawURL); ok {
			t.Errorf("%q is Zoho's, as %q", rawURL, canonical)
		}
		if server, ok := catalog.AccountsServer(rawURL); ok {
			t.Errorf("%q has the accounts server %s", rawURL, server)
		}
	}
	for _, host := range []string{
		"", "zoho.eu", "www.zohoapis.eu", "crm.zoho.ca", "crm.zoho.eu.evil.example", "evilcrm.zoho.eu",
		"crm.zoho.eu.", "crm.zoho.eu:443", "crm.zoho.u\u212a", "https://crm.zoho.eu",
	} {
		if domain, ok := catalog.APIDomainOfWebHost(host); ok {
			t.Errorf("%q shows %s", host, domain)
		}
	}
}

func TestAPIAndAccountsHostsAreKeptApart(t *testing.T) {
	t.Parallel()
	if _, ok := catalog.DataCenterOfAPIDomain("https://accounts.zoho.eu"); ok {
		t.Error("an accounts server is no API domain")
	}
	if _, ok := catalog.DataCenterOfAccountsURL("https://www.zohoapis.eu"); ok {
		t.Error("an API domain is no accounts server")
	}
}

func TestIsZohoServer(t *testing.T) {
	t.Parallel()
	for _, test := range dataCenterTests {
		for _, server := range append([]string{test.accounts, strings.ToUpper(test.accounts), test.accounts + ":443/"}, test.api...) {
			if !catalog.IsZohoServer(server) {
				t.Errorf("%s is not Zoho's", server)
			}
		}
		for _, other := range []string{
			"https://" + test.web, test.accounts + ":8443", test.api[0] + ".example", strings.Replace(test.api[0], "https:", "http:", 1),
			strings.Replace(test.accounts, "accounts.", "accounts-", 1), "https://evil." + strings.TrimPrefix(test.api[3], "https://"),
		} {
			if catalog.IsZohoServer(other) {
				t.Errorf("%s is Zoho's", other)
			}
		}
	}
}
