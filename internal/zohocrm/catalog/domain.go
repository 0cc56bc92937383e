package catalog

import (
	"net/netip"
	"net/url"
	"strings"
)

// DefaultAPIDomain is the API domain of Zoho's data centre in the United States.
const DefaultAPIDomain = "https://www.zohoapis.com"

// A DomainProblem is what is wrong with a URL as written.
type DomainProblem int

// The problems of a URL.
const (
	// DomainNotURL is no absolute URL.
	DomainNotURL DomainProblem = iota + 1
	// DomainScheme is a scheme other than https, or http to a host that is not loopback.
	DomainScheme
	// DomainPart is a URL with a path, query, fragment or user info.
	DomainPart
	// DomainWebApp is the web app, where the API or an accounts server is meant.
	DomainWebApp
	// DomainAccounts is an accounts server, where the API is meant.
	DomainAccounts
	// DomainAPI is an API domain, where an accounts server is meant.
	DomainAPI
)

// DomainError is a URL that [ParseDomain], [ParseAPIDomain] or [ParseAccountsURL] rejects. It does not hold the URL,
// which may hold a password.
type DomainError struct {
	Problem DomainProblem
}

func (e *DomainError) Error() string {
	switch e.Problem {
	case DomainNotURL:
		return "zohocrm: not an absolute URL"
	case DomainScheme:
		return "zohocrm: not an https URL"
	case DomainWebApp:
		return "zohocrm: the URL of the web app"
	case DomainAccounts:
		return "zohocrm: the URL of an accounts server"
	case DomainAPI:
		return "zohocrm: the URL of an API domain"
	default:
		return "zohocrm: a URL with more than scheme, host and port"
	}
}

// ParseDomain checks the URL of a server that credentials are sent to, and returns it without a trailing slash: an
// absolute https URL of host and port only; http for exactly "localhost" and literal loopback addresses.
func ParseDomain(raw string) (string, error) {
	parsed, err := url.Parse(raw)
	if err != nil || parsed.Scheme == "" || parsed.Hostname() == "" || parsed.Opaque != "" || !Printable(raw) {
		return "", &DomainError{DomainNotURL}
	}
	if strings.Contains(parsed.Host, "%") || !Printable(parsed.Host) { // what was escaped in it, a host cannot hold
		return "", &DomainError{DomainNotURL}
	}
	if parsed.Scheme != "https" && !(parsed.Scheme == "http" && IsLoopback(parsed.Hostname())) {
		return "", &DomainError{DomainScheme}
	}
	if parsed.User != nil || strings.TrimPrefix(parsed.Path, "/") != "" || strings.ContainsAny(raw, "?#@") {
		return "", &DomainError{DomainPart}
	}
	return parsed.Scheme + "://" + parsed.Host, nil
}

// ParseAPIDomain is [ParseDomain] for an API domain: it rejects what is known to be another server of Zoho's. A host that
// is not known is not refused, since new data centres keep appearing.
func ParseAPIDomain(raw string) (string, error) {
	domain, err := ParseDomain(raw)
	if err != nil {
		return "", err
	}
	if problem := knownAs(domain); problem == DomainWebApp || problem == DomainAccounts {
		return "", &DomainError{problem}
	}
	return domain, nil
}

// ParseAccountsURL is [ParseDomain] for an accounts server, as [ParseAPIDomain] is for an API domain.
func ParseAccountsURL(raw string) (string, error) {
	domain, err := ParseDomain(raw)
	if err != nil {
		return "", err
	}
	if problem := knownAs(domain); problem == DomainWebApp || problem == DomainAPI {
		return "", &DomainError{problem}
	}
	return domain, nil
}

// knownAs tells what a server of Zoho's is, as the problem that it would be where another is meant; 0 for any other host.
func knownAs(domain string) DomainProblem {
	host, known := zohoHost(domain), knownHosts()
	if _, isWeb := known.web[host]; isWeb {
		return DomainWebApp
	}
	if _, isAccounts := known.accounts[host]; isAccounts {
		return DomainAccounts
	}
	if _, isAPI := known.api[host]; isAPI {
		return DomainAPI
	}
	return 0
}

// SameServer reports whether two URLs that [ParseDomain] accepts are of the same server: scheme, host and port, whatever the
// case, and whether or not the port is the scheme's own.
func SameServer(a, b string) bool {
	canonical := func(raw string) string {
		domain, err := ParseDomain(raw)
		if err != nil {
			return ""
		}
		domain = strings.ToLower(domain)
		if strings.HasPrefix(domain, "https:") {
			return strings.TrimSuffix(domain, ":443")
		}
		return strings.TrimSuffix(domain, ":80")
	}
	return canonical(a) != "" && canonical(a) == canonical(b)
}

// IsLoopback reports whether a host is this machine beyond doubt. Other spellings of localhost resolve somewhere else, or
// go through a proxy.
func IsLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}

// Printable reports whether text is visible ASCII, of which every header and host name consists.
func Printable(text string) bool {
	for i := range len(text) {
		if text[i] <= ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}
