package terminal_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
)

func TestScreen(t *testing.T) {
	t.Parallel()
	for styled, want := range map[bool]string{true: "\x1b[1ma\x1b[0m 100%\n", false: "a 100%\n"} {
		var out strings.Builder
		s := terminal.Screen{Out: &out, Styled: styled}
		s.Line("%s 100%%", s.Style(terminal.Bold, "a"))
		if out.String() != want {
			t.Errorf("styled %v: %q, want %q", styled, out.String(), want)
		}
	}
}

func TestPlural(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"0 checks": terminal.Plural(0, "check"), "1 check": terminal.Plural(1, "check"), "2 checks": terminal.Plural(2, "check"),
		"1 entry": terminal.Plural(1, "entry", "entries"), "2 entries": terminal.Plural(2, "entry", "entries"),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
