package zohocrm_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

func TestCredentialsAreNotPrinted(t *testing.T) {
	t.Parallel()
	config := zohocrm.RefreshConfig{
		ClientID:     zohocrmtest.AccountsClientID,
		ClientSecret: zohocrmtest.AccountsClientSecret,
		RefreshToken: zohocrmtest.AccountsRefreshToken,
		CacheDir:     t.TempDir(),
	}
	source, err := zohocrm.NewRefreshTokenSource(config)
	if err != nil {
		t.Fatal(err)
	}
	for want, value := range map[string]any{
		"zohocrm.Token(redacted)":              zohocrm.Token{Value: zohocrmtest.AccountsClientSecret},
		"zohocrm.StaticToken(redacted)":        zohocrm.StaticToken(zohocrmtest.AccountsClientSecret),
		"zohocrm.RefreshConfig(redacted)":      config,
		"zohocrm.RefreshTokenSource(redacted)": source,
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			if got := fmt.Sprintf(verb, value); got != want {
				t.Errorf("%s: got %q, want %q", verb, got, want)
			}
			if got := fmt.Sprintf(verb, []any{value}); !strings.Contains(got, want) || strings.Contains(got, "secret") {
				t.Errorf("%s in a list: got %q", verb, got)
			}
		}
	}
}

func TestStaticToken(t *testing.T) {
	t.Parallel()
	var source zohocrm.TokenSource = zohocrm.StaticToken("1000.a.b")
	token, err := source.Token(t.Context())
	if err != nil || token.Value != "1000.a.b" || token.APIDomain != "" {
		t.Errorf("got %q, %q, %v", token.Value, token.APIDomain, err)
	}
	if source.Refused(t.Context(), "1000.a.b") {
		t.Error("there is no other token")
	}
}
