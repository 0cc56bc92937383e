package oauth

import (
	"strings"
	"testing"
	"unicode"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

func FuzzResponse(f *testing.F) {
	for _, body := range []string{
		`{"access_token":"1000.a.b","scope":"ZohoCRM.modules.ALL","api_domain":"https://www.zohoapis.eu","token_type":"Bearer","expires_in":` +
			`3600}`,
		`{"access_token":"1000.a.b","expires_in":"3600000","expires_in_sec":3600}`,
		`{"error_description":"You have made too many requests continuously.\u001b[31m","error":"Access Denied","status":"failure"}`,
		`{"error":"R3FRESH/7e31","error_description":"S3CRET%2B5d0c R3FRESH%2F7e31S3CRET+5d0c"}`,
		`{"error":"invalid_code"}`, `{"access_token":"a\nb"}`, `{"expires_in":1e400}`, `{"expires_in":"0x1p-1074"}`,
		`null`, `[]`, `<html></html>`, ``, `{"access_token":"1000.`,
	} {
		f.Add(200, []byte(body))
	}
	source, err := NewTokenSource(Config{ClientID: "c", ClientSecret: "S3CRET+5d0c", Grant: RefreshToken("R3FRESH/7e31"), CacheOff: true})
	if err != nil {
		f.Fatal(err)
	}
	maxText := len([]rune(sanitize.Text(strings.Repeat("x", 10_000))))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		response, kind := decodeResponse(status, body, source.config.Grant.errorKinds())
		if (kind == "") != (response.accessToken != "") {
			t.Fatalf("token %q and kind %q", response.accessToken, kind)
		}
		if response.accessToken != "" && !catalog.ValidToken(response.accessToken) {
			t.Fatalf("no header can hold %q", response.accessToken)
		}
		if kind != Unavailable && kind != Unusable && (response.lifetime <= 0 || response.lifetime > maxLifetime) {
			t.Fatalf("a life of %s", response.lifetime)
		}
		problem := source.tokenError(&Error{Kind: kind, Status: status, Code: response.code, Description: response.description})
		text := problem.Error()
		if strings.Contains(text, "S3CRET+5d0c") || strings.Contains(text, "R3FRESH/7e31") {
			t.Fatalf("a secret in %q", text)
		}
		if strings.ContainsFunc(text, unicode.IsControl) || len([]rune(text)) > 2*maxText+200 {
			t.Fatalf("not fit to print: %q", text)
		}
		if _, problem := source.apiDomain(response.apiDomain); problem == nil && response.apiDomain != "" {
			if _, ok := catalog.ZohoAPIDomain(response.apiDomain); !ok {
				t.Fatalf("the token would go to %q", response.apiDomain)
			}
		}
	})
}
