package main

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// screen writes what a person reads.
type screen struct {
	out    io.Writer
	styled bool
}

// The styles, as parameters of ECMA-48's Select Graphic Rendition.
const (
	bold  = "1"
	faint = "2"
	red   = "31"
	green = "32"
)

func (s screen) style(parameter, text string) string {
	if !s.styled {
		return text
	}
	return "\x1b[" + parameter + "m" + text + "\x1b[0m"
}

func (s screen) line(format string, args ...any) {
	fmt.Fprintf(s.out, format+"\n", args...)
}

// step tells what is being done.
func (s screen) step(format string, args ...any) {
	s.line("%s", s.style(faint, "> "+fmt.Sprintf(format, args...)))
}

// present shows what came of the apply and, where all is well, the command to run next. Its error is that a check did
// not pass.
func (s screen) present(o outcome, requests []zohocrmtest.Request, command string) error {
	s.attachments(o)
	s.checks(o.checks)
	s.requests(requests)
	if n := o.notPassed(); n > 0 {
		return fmt.Errorf("%s did not pass", plural(n, "check", "checks"))
	}
	s.next(command)
	return nil
}

// attachments shows the attachments in the order of the state.
func (s screen) attachments(o outcome) {
	s.line("\n%s", s.style(bold, printable(o.module+" "+o.recordID)+": "+plural(len(o.attachments), "attachment", "attachments")))
	if len(o.attachments) == 0 {
		return
	}
	rows := make([][]string, len(o.attachments))
	for i, a := range o.attachments {
		var owner *string
		if a.Owner != nil {
			owner = a.Owner.Name
		}
		rows[i] = []string{text(a.FileName), humanSize(a.Size), exactSize(a.Size), text(owner), moment(a.CreatedTime)}
	}
	lines := table([]column{
		{title: "FILE NAME", limit: 60},
		{title: "SIZE", right: true},
		{title: "BYTES", right: true},
		{title: "OWNER", limit: 30},
		{title: "CREATED", limit: 30},
	}, rows)
	s.line("\n  %s", s.style(faint, lines[0]))
	for _, line := range lines[1:] {
		s.line("  %s", line)
	}
}

// checks shows the outcome of each check block, and what the assertions that failed say.
func (s screen) checks(checks []check) {
	s.line("\n%s", s.style(bold, plural(len(checks), "check", "checks")))
	for _, c := range checks {
		colour := red
		if c.status == tfjson.CheckStatusPass {
			colour = green
		}
		s.line("  %s  %s", s.style(colour, fmt.Sprintf("%-7s", strings.ToUpper(printable(string(c.status))))), printable(c.name))
		for _, problem := range c.problems {
			s.line("           %s", printable(problem))
		}
	}
}

// requests shows the calls that were made of the API.
func (s screen) requests(requests []zohocrmtest.Request) {
	s.line("\n%s", s.style(bold, plural(len(requests), "API call", "API calls")))
	for _, r := range requests {
		path, query, _ := strings.Cut(r.URI, "?")
		s.line("  %s %s: %d, %s", r.Method, path, r.Status, plural(r.Rows, "attachment", "attachments"))
		for parameter := range strings.SplitSeq(query, "&") {
			if unescaped, err := url.QueryUnescape(parameter); err == nil {
				parameter = unescaped
			}
			s.line("      %s", s.style(faint, shorten(printable(parameter), 80)))
		}
	}
}

// next tells how to run the same with an account.
func (s screen) next(command string) {
	s.line("\n%s", s.style(bold, "Next: a record of your own, by the same configuration"))
	s.line("  export ZOHOCRM_API_DOMAIN=https://www.zohoapis.com  # of your data centre: .eu, .in, .com.au, ...")
	s.line("  export ZOHOCRM_OAUTH_TOKEN=...                      # scopes ZohoCRM.modules.leads.READ and ZohoCRM.modules.attachments.READ")
	s.line("  %s", command)
}
