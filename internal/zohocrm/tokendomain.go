package zohocrm

import "net/url"

// apiDomain returns the API domain that a token is good for. A domain that the accounts server names is taken if it is
// Zoho's own, or on this machine as the accounts server is: the token goes nowhere else. A configured domain comes before
// it, and must be of the same data centre as far as both are known; sandboxes and the production environment share one.
func (s *RefreshTokenSource) apiDomain(named string) (string, *TokenError) {
	if s.config.APIDomain != "" {
		want, known := DataCenterOfAPIDomain(s.config.APIDomain)
		got, ok := DataCenterOfAPIDomain(named)
		if known && ok && got != want {
			return "", s.tokenError(&TokenError{
				Kind:                TokenWrongDataCenter,
				APIDomain:           named,
				ConfiguredAPIDomain: s.config.APIDomain,
			})
		}
		domain, _ := ParseDomain(s.config.APIDomain)
		return domain, nil
	}
	if named == "" {
		dc, _ := DataCenterOfAccountsURL(s.config.AccountsURL)
		return dc.APIDomain, nil
	}
	if IsZohoAPIDomain(named) {
		return "https://" + zohoHost(named), nil
	}
	if domain, err := ParseDomain(named); err == nil && onThisMachine(domain) && onThisMachine(s.config.AccountsURL) {
		return domain, nil
	}
	return "", s.tokenError(&TokenError{Kind: TokenUntrustedAPIDomain, APIDomain: named})
}

// onThisMachine reports whether the host of a URL is this machine beyond doubt.
func onThisMachine(rawURL string) bool {
	parsed, err := url.Parse(rawURL)
	return err == nil && isLoopback(parsed.Hostname())
}
