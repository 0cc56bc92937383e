package zohocrm

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"
)

// tokenTextLimit is the number of characters kept of a text of the server's.
const tokenTextLimit = 500

// tokenDomain checks the URL of a server that credentials are sent to, and returns it without a trailing slash: an
// absolute https URL of host and port only; http for exactly "localhost" and literal loopback addresses.
func tokenDomain(raw string) (domain string, ok bool) {
	parsed, err := url.Parse(raw)
	if err != nil || parsed.Hostname() == "" || parsed.Opaque != "" || !tokenPrintable(raw) {
		return "", false
	}
	isHTTPS, isHTTP := parsed.Scheme == "https", parsed.Scheme == "http"
	if !isHTTPS && (!isHTTP || !tokenLoopback(parsed.Hostname())) {
		return "", false
	}
	if strings.TrimPrefix(parsed.Path, "/") != "" || strings.ContainsAny(raw, "?#@") {
		return "", false
	}
	return parsed.Scheme + "://" + parsed.Host, true
}

// tokenLoopback reports whether a host is this machine beyond doubt.
func tokenLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}

// tokenPrintable reports whether text is visible ASCII, of which every header and host name consists.
func tokenPrintable(text string) bool {
	for i := range len(text) {
		if text[i] <= ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// tokenText makes a text of the server's fit to print: no control or formatting characters, white space as one blank,
// and no more than tokenTextLimit characters.
func tokenText(text string) string {
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "\uFFFD"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
	if runes := []rune(text); len(runes) > tokenTextLimit {
		text = string(runes[:tokenTextLimit]) + "…"
	}
	return text
}
