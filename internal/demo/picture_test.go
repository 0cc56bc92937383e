package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminalsvg"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

var update = flag.Bool("update", false, "draw the picture anew")

// The README's picture, and the text that it was drawn from: what a run showed on a terminal, to the byte, up to the
// command to run next. That is as long as the paths of the machine are.
const (
	pictureFile = "../../.github/demo.svg"
	shownFile   = "testdata/shown.ansi"
	nextBegins  = "\n\x1b[1mNext: "
)

// pictureSays is the picture in words: its description, and its alternative text in the README.
const pictureSays = "A terminal after make demo: Terraform applied a configuration on recorded answers of Zoho CRM; " +
	"the attachments of a record are listed, the checks on them passed, and the call of the API is shown."

// volatile is what may be another from run to run and from machine to machine.
var volatile = []struct {
	pattern *regexp.Regexp
	name    string
}{
	{regexp.MustCompile(`http://127\.0\.0\.1:\d+\b`), "http://127.0.0.1:PORT"},
	{regexp.MustCompile(`> (terraform|tofu) apply \((Terraform|OpenTofu) [^\s)]+\)`), "> CLI apply (VERSION)"},
}

// lasting is what is the same in every run.
func lasting(shown string) string {
	for _, v := range volatile {
		shown = v.pattern.ReplaceAllString(shown, v.name)
	}
	return shown
}

func draw(tb testing.TB, shown string) []byte {
	tb.Helper()
	svg, err := terminalsvg.Window{
		Title:       "make demo",
		Description: pictureSays,
		Command:     "make demo",
		Output:      shown,
	}.SVG()
	if err != nil {
		tb.Fatal(err)
	}
	return svg
}

// TestAccPicture holds that the README's picture shows what the demo shows.
func TestAccPicture(t *testing.T) {
	cli := clitest.Needs(t, terraformcli.CheckBlocks)
	t.Parallel()
	var out strings.Builder
	d := demo{
		root: repository, provider: clitest.Provider(t), dir: filepath.Join(t.TempDir(), "demo"),
		out: &out, styled: true, finder: terraformcli.Finder{Name: cli.Path},
	}
	if err := d.run(t.Context()); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	shown, _, found := strings.Cut(out.String(), nextBegins)
	if !found {
		t.Fatalf("where the picture ends, at %q, is not in:\n%s", nextBegins, out.String())
	}

	if *update {
		redraw(t, shown)
		return
	}
	if got, want := lasting(shown), lasting(readFile(t, shownFile)); got != want {
		t.Errorf("the picture in the README is not what the demo shows; run: make picture\nit shows:\n%s\nin the picture:\n%s",
			strings.ReplaceAll(got, "\x1b", `\e`), strings.ReplaceAll(want, "\x1b", `\e`))
	}
}

// redraw writes the picture of what a run showed.
func redraw(tb testing.TB, shown string) {
	tb.Helper()
	before, err := os.ReadFile(shownFile)
	if err != nil && !os.IsNotExist(err) {
		tb.Fatal(err)
	}
	shown = renewed(string(before), shown)
	for name, content := range map[string][]byte{shownFile: []byte(shown), pictureFile: draw(tb, shown)} {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			tb.Fatal(err)
		}
	}
}

// renewed is what a run showed or, where nothing that lasts is new in it, what an earlier one did.
func renewed(before, shown string) string {
	if lasting(before) == lasting(shown) {
		return before
	}
	return shown
}

// TestPictureIsDrawn holds that nobody drew in the picture by hand.
func TestPictureIsDrawn(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(draw(t, readFile(t, shownFile)), []byte(readFile(t, pictureFile))) {
		t.Errorf("%s is not what is drawn from %s; run: make picture", pictureFile, shownFile)
	}
}

// TestPictureInTheReadme holds that the README shows the picture, and says in words what it shows.
func TestPictureInTheReadme(t *testing.T) {
	t.Parallel()
	image := "\n![" + pictureSays + "](.github/demo.svg)\n"
	if readme := readFile(t, "../../README.md"); !strings.Contains(readme, image) {
		t.Errorf("README.md has no line %q", strings.TrimSpace(image))
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
		if got, want := renewed(shown, other), map[bool]string{true: shown, false: other}[same]; got != want {
			t.Errorf("%q: the picture is drawn from %q, want %q", other, got, want)
		}
	}
}

func readFile(tb testing.TB, name string) string {
	tb.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(content)
}
