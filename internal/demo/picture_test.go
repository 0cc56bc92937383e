package main

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
)

var picture = flag.String("picture", "", "`file` to write what the picture is to show to")

// pictureFile is the README's picture: what a run showed on a terminal, up to the command to run next, which is as long as
// the paths of the machine are.
const (
	pictureFile = repository + "/.github/demo.svg"
	prompt      = "$ make demo\n"
	nextBegins  = "\n\x1b[1mNext: "
)

// pictureSays is the picture in words, its alternative text in the README.
const pictureSays = "A terminal after make demo: Terraform applied a configuration on Zoho CRM's documented responses; " +
	"the attachments of a record are listed, then deals are found by a condition, and the one without its signed contract is named."

// colours are the styles as colours, since freeze, which draws the picture, knows neither bold nor faint.
var colours = strings.NewReplacer("\x1b["+terminal.Bold+"m", "\x1b[97m", "\x1b["+terminal.Faint+"m", "\x1b[38;5;245m")

var styles = regexp.MustCompile("\x1b\\[[0-9]+m")

// volatile is what may be another from run to run and from machine to machine.
var volatile = []struct {
	pattern *regexp.Regexp
	name    string
}{
	{regexp.MustCompile(`http://127\.0\.0\.1:\d+\b`), "http://127.0.0.1:PORT"},
	{regexp.MustCompile(`> (terraform|tofu) apply( -var \S+)? \((Terraform|OpenTofu) [^\s)]+\)`), "> CLI apply$2 (VERSION)"},
}

// lasting is what is the same in every run.
func lasting(shown string) string {
	for _, v := range volatile {
		shown = v.pattern.ReplaceAllString(shown, v.name)
	}
	return shown
}

// checkPicture holds that the text in the README's picture is what a run of the demo printed. With -picture it writes what
// is to be drawn instead.
func checkPicture(t *testing.T, printed string) {
	t.Helper()
	shown, _, found := strings.Cut(prompt+printed, nextBegins)
	if !found {
		t.Fatalf("where the picture ends, at %q, is not in:\n%s", nextBegins, printed)
	}
	if *picture != "" {
		if err := os.WriteFile(*picture, []byte(colours.Replace(shown)), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	file, err := os.Open(pictureFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	drawn, err := textOf(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := lasting(drawn), lasting(styles.ReplaceAllString(shown, "")); got != want {
		t.Errorf("the picture in the README is not what the demo shows; run: make picture\nin the picture:\n%s\nit shows:\n%s", got, want)
	}
}

// textOf is the text in an SVG, a line for each of its text elements.
func textOf(svg io.Reader) (string, error) {
	var text strings.Builder
	depth := 0 // within a text element
	decoder := xml.NewDecoder(svg)
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return text.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth > 0 || token.Name.Local == "text" {
				depth++
			}
		case xml.EndElement:
			if depth > 0 {
				depth--
				if depth == 0 {
					text.WriteByte('\n')
				}
			}
		case xml.CharData:
			if depth > 0 {
				text.Write(token)
			}
		}
	}
}

func TestTextOfAPicture(t *testing.T) {
	t.Parallel()
	const svg = `<?xml version="1.0"?><svg><title>no</title> <text x="1"><tspan>$ a </tspan><tspan fill="red">&gt; b</tspan></text>
		<text/><g><text>…c</text></g></svg>`
	if got, err := textOf(strings.NewReader(svg)); err != nil || got != "$ a > b\n\n…c\n" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := textOf(strings.NewReader("<svg><text>a</svg>")); err == nil {
		t.Error("what is no XML has a text")
	}
}

// TestPictureInTheReadme holds that the README shows the picture, and says in words what it shows.
func TestPictureInTheReadme(t *testing.T) {
	t.Parallel()
	image := "\n![" + pictureSays + "](.github/demo.svg)\n"
	readme, err := os.ReadFile(repository + "/README.md")
	if err != nil || !strings.Contains(string(readme), image) {
		t.Errorf("README.md has no line %q (%v)", strings.TrimSpace(image), err)
	}
}

func TestWhatMayDifferFromThePicture(t *testing.T) {
	t.Parallel()
	const shown = "> Replaying on http://127.0.0.1:38355\n> terraform apply (Terraform 1.11.4)\nPASS 200\n"
	for other, same := range map[string]bool{
		strings.ReplaceAll(shown, "38355", "9"):                                         true,
		strings.ReplaceAll(shown, "1.11.4", "1.16.0-rc1"):                               true,
		strings.ReplaceAll(shown, "terraform apply (Terraform", "tofu apply (OpenTofu"): true,
		strings.ReplaceAll(shown, "PASS", "FAIL"):                                       false,
		strings.ReplaceAll(shown, "200", "201"):                                         false,
		strings.ReplaceAll(shown, "127.0.0.1", "127.0.0.2"):                             false,
		strings.ReplaceAll(shown, "apply (", "plan ("):                                  false,
		strings.ReplaceAll(shown, "1.11.4", ""):                                         false,
	} {
		if got := lasting(other) == lasting(shown); got != same {
			t.Errorf("%q is the same: got %v, want %v", other, got, same)
		}
	}
}
