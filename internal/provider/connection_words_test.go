package provider_test

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// TestUnknownAuthority holds that an API domain whose certificate is not trusted names where private authorities are taken from,
// after one attempt.
func TestUnknownAuthority(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	p := newProtocol(t, map[string]string{"ZOHOCRM_API_DOMAIN": server.URL, "ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token})
	wantNone(t, p.configure(nil))
	_, diags := p.read(t.Context(), lead)
	wantError(t, diags, "", "Cannot Reach Zoho CRM", "unknown authority", "SSL_CERT_FILE")
}
