package zohocrm_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

var texts = map[string]string{
	"":                              "",
	"permission denied":             "permission denied",
	" \t a \r\n\v\f b\u00a0c\u2028": "a b c",
	"\x1b[31mred\x1b[0m":            "[31mred [0m",
	"\x1b]0;title\x07":              "]0;title",
	"a\u009b31mb":                   "a 31mb",
	"\x00a\x7fb":                    "a b",
	"a\u202eb\u2066c\u200bd\ufeff":  "a b c d",
	"a\xffb\xc3":                    "a\ufffdb\ufffd",
	"Résumé 見積書 🎉 <b>&amp;":         "Résumé 見積書 🎉 <b>&amp;",
}

func TestClean(t *testing.T) {
	t.Parallel()
	for text, want := range texts {
		if got := zohocrm.Clean(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for _, letter := range []string{"a", "é", "🎉"} {
		if got := zohocrm.Clean(strings.Repeat(letter, 500)); got != strings.Repeat(letter, 500) {
			t.Errorf("500 times %s: %q", letter, got)
		}
		if got := zohocrm.Clean(strings.Repeat(letter, 501)); got != strings.Repeat(letter, 500)+"…" {
			t.Errorf("501 times %s: %q", letter, got)
		}
	}
}

func FuzzClean(f *testing.F) {
	for text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { wantClean(t, zohocrm.Clean(text)) })
}

// wantClean wants a text that is fit to print.
func wantClean(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > 501 || strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
		t.Errorf("%q is not clean", text)
	}
	for _, r := range text {
		if r != ' ' && (unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)) {
			t.Errorf("%q holds %U", text, r)
		}
	}
}
