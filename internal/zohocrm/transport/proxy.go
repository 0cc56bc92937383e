package transport

import (
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/http/httpproxy"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// proxyFunc returns the function that tells the proxy of a request. Plain http, which goes to this machine only, has none.
// Where the environment names a proxy that is none, the request fails: package httpproxy would have it go past the proxy.
// The variable is the one that the proxy comes from.
func proxyFunc(environment *httpproxy.Config, variable string) func(*http.Request) (*url.URL, error) {
	valid := isProxy(environment.HTTPSProxy)
	if !valid {
		environment.HTTPSProxy = "http://proxy.invalid" // tells which hosts NO_PROXY leaves out
	}
	proxyOf := environment.ProxyFunc()
	return func(request *http.Request) (*url.URL, error) {
		if request.URL.Scheme == "http" {
			return nil, nil
		}
		proxy, err := proxyOf(request.URL)
		if proxy != nil && !valid {
			return nil, &ProxyError{Variable: variable}
		}
		return proxy, err
	}
}

// isProxy reports whether a variable names a proxy, as a URL or by host and port, or names none.
func isProxy(text string) bool {
	if text == "" {
		return true
	}
	parsed, err := url.Parse(text)
	if err != nil || parsed.Host == "" { // host:port is a URL with a scheme, or none at all
		parsed, err = url.Parse("http://" + text)
	}
	return err == nil && proxyHost.MatchString(parsed.Host) && strings.Trim(parsed.Path, "/") == "" && catalog.Printable(text) &&
		slices.Contains([]string{"http", "https", "socks5", "socks5h"}, parsed.Scheme)
}

// proxyHost is a name or an address, and perhaps a port.
var proxyHost = regexp.MustCompile(`^([\w.-]+|\[[0-9a-fA-F:.%\w]+\])(:\d+)?$`)

// proxyVariable is the variable that names the proxy.
func proxyVariable() string {
	const lower = "https_proxy"
	if os.Getenv(lower) != "" {
		return lower
	}
	return "HTTPS_PROXY"
}
