package catalog

import (
	"slices"
	"strings"
	"sync"
)

// DefaultAccountsURL is the accounts server of Zoho's data centre in the United States.
const DefaultAccountsURL = "https://accounts.zoho.com"

// DataCenter is one of Zoho's data centres. An account lives in one of them: the servers of another do not know its
// credentials.
type DataCenter struct {
	Name        string // such as "EU"
	APIDomain   string // of the production environment, such as "https://www.zohoapis.eu"
	AccountsURL string // where access tokens are issued, such as "https://accounts.zoho.eu"
	WebURL      string // Zoho CRM in the browser, such as "https://crm.zoho.eu"
}

// dataCenters has the data centres of Zoho's own client libraries for the API v8, that of the United Kingdom, which Zoho's
// page on data centres for OAuth names, and that of the United Arab Emirates, which public clients name and Zoho's page
// does not.
var dataCenters = []DataCenter{
	{"US", "https://www.zohoapis.com", DefaultAccountsURL, "https://crm.zoho.com"},
	{"EU", "https://www.zohoapis.eu", "https://accounts.zoho.eu", "https://crm.zoho.eu"},
	{"IN", "https://www.zohoapis.in", "https://accounts.zoho.in", "https://crm.zoho.in"},
	{"AU", "https://www.zohoapis.com.au", "https://accounts.zoho.com.au", "https://crm.zoho.com.au"},
	{"JP", "https://www.zohoapis.jp", "https://accounts.zoho.jp", "https://crm.zoho.jp"},
	{"CN", "https://www.zohoapis.com.cn", "https://accounts.zoho.com.cn", "https://crm.zoho.com.cn"},
	{"CA", "https://www.zohoapis.ca", "https://accounts.zohocloud.ca", "https://crm.zohocloud.ca"},
	{"SA", "https://www.zohoapis.sa", "https://accounts.zoho.sa", "https://crm.zoho.sa"},
	{"UK", "https://www.zohoapis.uk", "https://accounts.zoho.uk", "https://crm.zoho.uk"},
	{"AE", "https://www.zohoapis.ae", "https://accounts.zoho.ae", "https://crm.zoho.ae"},
}

// hosts are the hosts of the table: those of APIs and accounts servers, each to its data centre, and those of the web app
// to the API domain of their environment.
type hosts struct {
	api, accounts map[string]DataCenter
	web           map[string]string
}

var knownHosts = sync.OnceValue(func() hosts {
	known := hosts{make(map[string]DataCenter), make(map[string]DataCenter), make(map[string]string)}
	for _, dc := range dataCenters {
		domain := strings.TrimPrefix(dc.APIDomain, "https://www.") // such as "zohoapis.eu", itself an API host
		for _, environment := range []string{"", "www.", "sandbox.", "developer."} {
			known.api[environment+domain] = dc
		}
		known.accounts[strings.TrimPrefix(dc.AccountsURL, "https://")] = dc
		web := strings.TrimPrefix(dc.WebURL, "https://crm")
		known.web["crm"+web] = dc.APIDomain
		known.web["crmsandbox"+web] = "https://sandbox." + domain
		for _, suite := range suites {
			known.web[suite+web] = dc.APIDomain
		}
	}
	return known
})

// DataCenters returns the data centres that are known, in the order of Zoho's documentation. Others exist: a host that is
// not among them is not wrong.
func DataCenters() []DataCenter {
	return slices.Clone(dataCenters)
}

// DataCenterOfAPIDomain returns the data centre of an API domain: of the production, sandbox or developer environment,
// or "https://zohoapis." and a country's ending. It reports false for a host that is not known.
func DataCenterOfAPIDomain(apiDomain string) (DataCenter, bool) {
	dc, ok := knownHosts().api[zohoHost(apiDomain)]
	return dc, ok
}

// DataCenterOfAccountsURL returns the data centre of an accounts server. It reports false for a host that is not known.
func DataCenterOfAccountsURL(accountsURL string) (DataCenter, bool) {
	dc, ok := knownHosts().accounts[zohoHost(accountsURL)]
	return dc, ok
}

// AccountsServer returns the URL of the accounts server in the data centre of an API domain. It reports false for a host
// that is not known.
func AccountsServer(apiDomain string) (accountsURL string, ok bool) {
	dc, ok := DataCenterOfAPIDomain(apiDomain)
	return dc.AccountsURL, ok
}

// ZohoAPIDomain returns an API domain of Zoho's own, in a data centre that is known, in its canonical form: lower case, no
// port, no trailing slash. It reports false for any other URL.
func ZohoAPIDomain(apiDomain string) (canonical string, ok bool) {
	host := zohoHost(apiDomain)
	if _, ok := knownHosts().api[host]; !ok {
		return "", false
	}
	return "https://" + host, true
}

// IsZohoServer reports whether a URL is that of an API or an accounts server of Zoho's own, in a data centre that is known.
func IsZohoServer(rawURL string) bool {
	_, isAPI := DataCenterOfAPIDomain(rawURL)
	_, isAccounts := DataCenterOfAccountsURL(rawURL)
	return isAPI || isAccounts
}

// APIDomainOfWebHost returns the API domain that serves what a host of the web app shows: "https://www.zohoapis.eu" for
// "crm.zoho.eu" and for "one.zoho.eu" and "crmplus.zoho.eu", which show it among other apps, "https://sandbox.zohoapis.eu" for
// "crmsandbox.zoho.eu". It reports false for a host that is not known.
func APIDomainOfWebHost(host string) (apiDomain string, ok bool) {
	if !Printable(host) { // lower case could make ASCII of what is not
		return "", false
	}
	apiDomain, ok = knownHosts().web[strings.ToLower(host)]
	return apiDomain, ok
}

// zohoHost returns the host of an https URL in lower case; the empty string for a URL of any other kind, or with more to
// it than a host: the tables hold no such host.
func zohoHost(rawURL string) string {
	domain, err := ParseDomain(rawURL)
	host, isHTTPS := strings.CutPrefix(strings.ToLower(domain), "https://")
	if err != nil || !isHTTPS {
		return ""
	}
	return strings.TrimSuffix(host, ":443")
}

// SuggestAPIDomain returns the API domain that is probably meant by what is none as [ParseDomain] has it: the name of a
// data centre or the ending of its hosts ("eu", "com.au"), a host without a scheme, an address of the web app or of an
// accounts server. It reports false where it cannot tell.
func SuggestAPIDomain(text string) (apiDomain string, ok bool) {
	text = strings.ToLower(strings.Trim(strings.TrimSpace(text), "\"'`"))
	for _, dc := range dataCenters {
		ending := strings.TrimPrefix(dc.APIDomain, "https://www.zohoapis.")
		if text == strings.ToLower(dc.Name) || strings.TrimPrefix(text, ".") == ending {
			return dc.APIDomain, true
		}
	}
	if _, rest, found := strings.Cut(text, "://"); found {
		text = rest
	}
	if end := strings.IndexAny(text, "/?#"); end >= 0 {
		text = text[:end]
	}
	text = text[strings.LastIndex(text, "@")+1:]
	host, _, _ := strings.Cut(text, ":")
	known := knownHosts()
	if _, isAPI := known.api[host]; isAPI {
		return "https://" + host, true
	}
	if dc, isAccounts := known.accounts[host]; isAccounts {
		return dc.APIDomain, true
	}
	apiDomain, ok = known.web[host]
	return apiDomain, ok
}
