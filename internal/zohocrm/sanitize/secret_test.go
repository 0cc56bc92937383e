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

// What JSON writes as an escape is no part of a secret that begins with the escape's letter.
func TestRedactJSON(t *testing.T) {
	t.Parallel()
	const secret = "nabcdefghijklmnopq"
	for value, want := range map[string]string{
		`{"a":"x\nabcdefghijklmnopq"}`:            `{"a":"x\nabcdefghijklmnopq"}`,
		`{"a":"x\\nabcdefghijklmnopq\/"}`:         `{"a":"x\\(redacted)/"}`,
		`["` + secret + secret + `"]`:             `["(redacted)(redacted)"]`,
		`["\n` + secret + `","\u006eabc"]`:        `["\n(redacted)","nabc"]`,
		`["\nabcdefghijklmnopq` + secret + `\\"]`: `["\nabcdefghijklmnopq(redacted)\\"]`,
	} {
		if got := sanitize.RedactJSON(value, secret); got != want {
			t.Errorf("%s becomes %s, want %s", value, got, want)
		}
	}
}
