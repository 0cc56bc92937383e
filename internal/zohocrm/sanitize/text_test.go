package sanitize_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
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
		if got := sanitize.Text(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for _, letter := range []string{"a", "é", "🎉"} {
		if got := sanitize.Text(strings.Repeat(letter, 500)); got != strings.Repeat(letter, 500) {
			t.Errorf("500 times %s: %q", letter, got)
		}
		if got := sanitize.Text(strings.Repeat(letter, 501)); got != strings.Repeat(letter, 500)+"…" {
			t.Errorf("501 times %s: %q", letter, got)
		}
	}
}

func FuzzClean(f *testing.F) {
	for text := range texts {
		f.Add(text)
	}
	for _, text := range []string{
		"\xff\xfe a\xffb\xff \xff", "\ufffd\xff\ufffd\xff\xff", strings.Repeat("é ", 260), strings.Repeat("x", 501) + " ",
		strings.Repeat("x", 500) + " ", strings.Repeat("x", 500) + " y", strings.Repeat("x", 499) + " y", strings.Repeat("x", 499) + " ",
		strings.Repeat("x", 500) + "\xff", strings.Repeat("x", 499) + "\xff\xff",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := sanitize.Text(text)
		wantClean(t, got)
		if want := cleanPlainly(text); got != want {
			t.Errorf("%q\ngot  %q\nwant %q", text, got, want)
		}
	})
}

// cleanPlainly is [sanitize.Text] over the whole text at once.
func cleanPlainly(text string) string {
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "\uFFFD"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
	if runes := []rune(text); len(runes) > 500 {
		text = string(runes[:500]) + "…"
	}
	return text
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
