package zohocrmtest

import (
	"net/http"
	"net/http/httputil"
	"testing"
)

// The recorder never sees an access token: go-vcr prints what it sees where
// VCR_DEBUG is set.
func TestToZohoDropsTheToken(t *testing.T) {
	t.Parallel()
	in, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1:1/crm/v8/Leads/1/Attachments?fields=id", nil)
	if err != nil {
		t.Fatal(err)
	}
	in.Header.Set("Authorization", "Zoho-oauthtoken secret")
	out := in.Clone(t.Context())
	toZoho(&httputil.ProxyRequest{In: in, Out: out})
	if got := out.Header.Get("Authorization"); got != "" {
		t.Errorf("Authorization %q goes on", got)
	}
	if got, want := out.URL.String(), "https://www.zohoapis.com/crm/v8/Leads/1/Attachments?fields=id"; got != want {
		t.Errorf("asks for %s, want %s", got, want)
	}
}
