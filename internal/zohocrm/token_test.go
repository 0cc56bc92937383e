package zohocrm_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

func TestCredentialsAreNotPrinted(t *testing.T) {
	t.Parallel()
	const secret = "a secret"
	for want, value := range map[string]any{
		"zohocrm.Token(redacted)":       zohocrm.Token{Value: secret},
		"zohocrm.StaticToken(redacted)": zohocrm.StaticToken(secret),
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
