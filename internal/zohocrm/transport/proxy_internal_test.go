package transport

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/http/httpproxy"
)

// TestProxyThatIsNone holds that a proxy which cannot be understood is an error, never a request past it, and that its
// password is in no text.
func TestProxyThatIsNone(t *testing.T) {
	t.Parallel()
	for proxy, want := range map[string]string{ // the proxy's URL; empty where it is refused
		"http://proxy.example:3128":            "http://proxy.example:3128",
		"https://me:hunter2@proxy.example":     "https://me:hunter2@proxy.example",
		"socks5://127.0.0.1:1080":              "socks5://127.0.0.1:1080",
		"socks5h://proxy.example":              "socks5h://proxy.example",
		"proxy.example:3128":                   "http://proxy.example:3128",
		"proxy.example":                        "http://proxy.example",
		"127.0.0.1:3128":                       "http://127.0.0.1:3128",
		"http://[::1]:3128/":                   "http://[::1]:3128/",
		"http://proxy.example:port":            "",
		"proxy.example:port":                   "",
		"http://me:hunter2@proxy example:3128": "",
		"http://me:hunter2%zz@proxy.example":   "",
		"http://[::1":                          "",
		"http:/proxy.example:3128":             "",
		"http://":                              "",
		"http://:3128":                         "",
		"://proxy.example":                     "",
		"ftp://proxy.example":                  "",
		"htp://me:hunter2@proxy.example:3128":  "",
		`"http://proxy.example:3128"`:          "",
		" http://proxy.example:3128":           "",
		"http://proxy.example:3128\n":          "",
		"HTTPS_PROXY=http://proxy.example":     "",
	} {
		get := proxyFunc(&httpproxy.Config{HTTPSProxy: proxy, NoProxy: "inside.example"}, "HTTPS_PROXY")
		for target, proxied := range map[string]bool{
			"https://www.zohoapis.eu/crm/v8/Leads": true, "https://inside.example": false, "https://localhost:8443": false,
			"http://127.0.0.1": false,
		} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := get(request)
			switch {
			case !proxied:
				if got != nil || err != nil {
					t.Errorf("%q: %s goes by %v, %v", proxy, target, got, err)
				}
			case want == "":
				problem, ok := errors.AsType[*ProxyError](err)
				if got != nil || !ok || problem.Variable != "HTTPS_PROXY" || strings.Contains(err.Error(), "hunter2") {
					t.Errorf("%q: %s goes by %v, %v, want an error", proxy, target, got, err)
				}
			case err != nil || got == nil || got.String() != want:
				t.Errorf("%q: %s goes by %v, %v, want %s", proxy, target, got, err, want)
			}
		}
	}
}
