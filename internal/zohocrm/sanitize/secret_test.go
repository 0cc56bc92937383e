package sanitize_test

import (
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// A short secret is a part of many words: it is taken out where it is one of its own.
func TestRedact(t *testing.T) {
	t.Parallel()
	for secret, texts := range map[string]map[string]string{
		"val": {
			"the token val is invalid, not \"val\".": "the token (redacted) is invalid, not \"(redacted)\".",
			"val":                                    "(redacted)",
			"val,val val":                            "(redacted),(redacted) (redacted)",
			"vals interval 1val val2é":               "vals interval 1val val2é",
			"éval valé":                              "éval valé",
			"token=val&x":                            "token=(redacted)&x",
		},
		"aa":               {"aaa aa aaaa": "aaa (redacted) aaaa"},
		"1":                {"HTTP 1 of 11, 1.1": "HTTP (redacted) of 11, (redacted).(redacted)"},
		"1000.aaaa.bbbbbb": {"x1000.aaaa.bbbbbbx": "x(redacted)x"},
		"":                 {"nothing": "nothing"},
	} {
		for text, want := range texts {
			if got := sanitize.Redact(text, secret); got != want {
				t.Errorf("%q without %q is %q, want %q", text, secret, got, want)
			}
		}
	}
}
