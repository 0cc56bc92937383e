package provider_test

import (
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

// TestProxyThatIsNone has a process of its own read with a proxy that cannot be understood: its environment is its own.
func TestProxyThatIsNone(t *testing.T) {
	t.Parallel()
	if os.Getenv("ZOHOCRM_TEST_PROXY") == "" {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestProxyThatIsNone$")
		child.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
			name, _, _ := strings.Cut(strings.ToUpper(v), "=")
			return strings.HasSuffix(name, "_PROXY") || name == "GOCOVERDIR"
		}), "ZOHOCRM_TEST_PROXY=1", "HTTPS_PROXY=http://me:hunter2@proxy.example:port")
		if out, err := child.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
		return
	}
	transport := transport.New()
	for _, credentials := range []map[string]string{
		{"ZOHOCRM_OAUTH_TOKEN": "1000.a.b", "ZOHOCRM_API_DOMAIN": "https://zoho.invalid"},
		{
			"ZOHOCRM_REFRESH_TOKEN": "1000.a", "ZOHOCRM_CLIENT_ID": "1000.B", "ZOHOCRM_CLIENT_SECRET": "c",
			"ZOHOCRM_ACCOUNTS_URL": "https://zoho.invalid",
		},
	} {
		p := newProtocol(t, credentials, provider.WithTransport(http.RoundTripper(transport)))
		wantNone(t, p.configure(nil))
		_, diags := p.read(t.Context(), lead)
		summary := "Cannot Reach Zoho CRM"
		if credentials["ZOHOCRM_OAUTH_TOKEN"] == "" {
			summary = "Cannot Reach the Accounts Server"
		}
		wantError(t, diags, "", summary, "the environment variable HTTPS_PROXY is not the URL of a proxy")
		if strings.Contains(diags[0].Detail, "hunter2") {
			t.Errorf("the detail holds a password: %s", diags[0].Detail)
		}
	}
}
