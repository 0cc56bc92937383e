package oauth

import (
	"net/url"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// apiDomain returns the API domain that a token is valid for. A domain that the accounts server names is used if it is
// Zoho's own, or on this machine as the accounts server is: the token goes nowhere else. A configured domain comes before
// it, and must be of the same data centre as far as both are known; sandboxes and the production environment share one.
func (s *TokenSource) apiDomain(named string) (string, *Error) {
	if s.config.APIDomain != "" {
		want, known := catalog.DataCenterOfAPIDomain(s.config.APIDomain)
		got, ok := catalog.DataCenterOfAPIDomain(named)
		if known && ok && got != want {
			return "", s.tokenError(&Error{
				Kind:                WrongDataCenter,
				APIDomain:           named,
				ConfiguredAPIDomain: s.config.APIDomain,
			})
		}
		domain, _ := catalog.ParseDomain(s.config.APIDomain)
		return domain, nil
	}
	if named == "" {
		dc, _ := catalog.DataCenterOfAccountsURL(s.config.AccountsURL)
		return dc.APIDomain, nil
	}
	if domain, ok := s.trusted(named); ok {
		return domain, nil
	}
	return "", s.tokenError(&Error{Kind: UntrustedAPIDomain, APIDomain: named})
}

// trusted returns an API domain that the accounts server names, where a token may go there: it is Zoho's own, on this machine as
// the accounts server is, or the one that is configured.
func (s *TokenSource) trusted(named string) (domain string, ok bool) {
	if domain, ok := catalog.ZohoAPIDomain(named); ok {
		return domain, true
	}
	domain, err := catalog.ParseDomain(named)
	if err != nil {
		return "", false
	}
	return domain, onThisMachine(domain) && onThisMachine(s.config.AccountsURL) || catalog.SameServer(domain, s.config.APIDomain)
}

// mayBeStored reports whether a token may be stored for other processes, and used by them: not one for an API domain that no token
// is sent to, which would fail every command until it expires.
func (s *TokenSource) mayBeStored(entry cacheEntry) bool {
	_, ok := s.trusted(entry.APIDomain)
	return ok || entry.APIDomain == ""
}

// onThisMachine reports whether the host of a URL is this machine beyond doubt.
func onThisMachine(rawURL string) bool {
	parsed, err := url.Parse(rawURL)
	return err == nil && catalog.IsLoopback(parsed.Hostname())
}
