package terminalsvg_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminalsvg"
)

func TestSVG(t *testing.T) {
	t.Parallel()
	got, err := terminalsvg.Window{
		Title:       "a <title>",
		Description: "a & b",
		Command:     "ls",
		Output:      "\x1b[1mFiles\x1b[0m\n\n  a & b  <c>\n  \x1b[32mPASS   \x1b[0m  \x1b[31mFAIL\x1b[0m\n",
	}.SVG()
	if err != nil {
		t.Fatal(err)
	}
	const want = `<svg xmlns="http://www.w3.org/2000/svg" width="168" height="164" viewBox="0 0 168 164" role="img" aria-labelledby="title desc">
<title id="title">a &lt;title&gt;</title>
<desc id="desc">a &amp; b</desc>
<rect x="0.5" y="0.5" width="167" height="163" rx="9.5" fill="#161b22" stroke="#3d444d"/>
<circle cx="30" cy="20" r="6" fill="#ff5f57"/>
<circle cx="50" cy="20" r="6" fill="#febc2e"/>
<circle cx="70" cy="20" r="6" fill="#28c840"/>
<g font-family="ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace" font-size="13.3" fill="#e6edf3">
<text x="24" y="54" textLength="8" fill="#9198a1">$</text>
<text x="40" y="54" textLength="16" fill="#ffffff" font-weight="bold">ls</text>
<text x="24" y="74" textLength="40" fill="#ffffff" font-weight="bold">Files</text>
<text x="40" y="114" textLength="40">a &amp; b</text>
<text x="96" y="114" textLength="24">&lt;c&gt;</text>
<text x="40" y="134" textLength="32" fill="#3fb950">PASS</text>
<text x="112" y="134" textLength="32" fill="#ff7b72">FAIL</text>
</g>
</svg>
`
	if string(got) != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// A piece keeps its place on the terminal, whatever stands before it.
func TestColumns(t *testing.T) {
	t.Parallel()
	const prompt = 2
	tests := map[string]struct {
		output string
		want   []string // the texts, each with its first column and its width in pixels
	}{
		"one blank parts nothing":       {"a b c", []string{"24 40 a b c"}},
		"two blanks part":               {"  a b   c  ", []string{"40 24 a b", "88 8 c"}},
		"a style parts":                 {"a \x1b[1mb\x1b[0m c", []string{"24 8 a", "40 8 b", "56 8 c"}},
		"a wide character is two cells": {"契約  b", []string{"24 32 契約", "72 8 b"}},
		"a combining one is none":       {"e\u0301  b", []string{"24 8 e\u0301", "48 8 b"}},
		"an ellipsis is one":            {"…  b", []string{"24 8 …", "48 8 b"}},
		"nothing":                       {"", nil},
		"blanks alone":                  {"   \n\x1b[1m  \x1b[0m\n", nil},
	}
	text := regexp.MustCompile(`<text x="(\d+)" y="\d+" textLength="(\d+)".*>(.*)</text>`)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			svg, err := terminalsvg.Window{Command: "x", Output: test.output}.SVG()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, match := range text.FindAllStringSubmatch(string(svg), -1)[prompt:] {
				got = append(got, strings.Join(match[1:], " "))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// As on a terminal, a style goes on until it is reset.
func TestStyleOfTwoLines(t *testing.T) {
	t.Parallel()
	svg, err := terminalsvg.Window{Command: "x", Output: "\x1b[32ma\nb\x1b[0m\nc\n"}.SVG()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{` fill="#3fb950">a<`, ` fill="#3fb950">b<`, ` textLength="8">c<`} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("%s is not in\n%s", want, svg)
		}
	}
}

// What would be another picture on a terminal is refused.
func TestCannotBeShown(t *testing.T) {
	t.Parallel()
	for output, want := range map[string]string{
		"a\n\x1b[35mb":         `line 3: the style "35" cannot be shown here`,
		"\x1b[1mb\x1b[31mc":    `line 2: the style "31" cannot be shown here`,
		"\x1b[1;31mb":          `line 2: the style "1;31" cannot be shown here`,
		"a\x1b[2Jb":            `line 2: "\x1b[2Jb" cannot be shown`,
		"50 %\r100 %\n":        `line 2: "\r100 %" cannot be shown`,
		"a\tb":                 `line 2: "\tb" cannot be shown`,
		"a\u202eb\x1b[1mc":     `line 2: "\u202eb" cannot be shown`,
		"\x1b]8;;https://a\a ": `line 2: "\x1b]8;;https://a\a " cannot be shown`,
	} {
		if svg, err := (terminalsvg.Window{Command: "x", Output: output}).SVG(); err == nil || err.Error() != want {
			t.Errorf("%q: got %v and %q, want %s", output, err, svg, want)
		}
	}
}
