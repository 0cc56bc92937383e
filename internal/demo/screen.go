package main

import (
	"fmt"
	"net/url"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// screen writes what a person reads.
type screen struct{ terminal.Screen }

// step tells what is being done.
func (s screen) step(format string, args ...any) {
	s.Line("%s", s.Style(terminal.Faint, "> "+fmt.Sprintf(format, args...)))
}

// present shows what came of the apply. Its error is that a check did not pass.
func (s screen) present(o outcome, requests []zohocrmtest.Request) error {
	s.attachments(o)
	s.checks(o.checks)
	s.requests(requests)
	if n := o.notPassed(); n > 0 {
		return fmt.Errorf("%s did not pass", terminal.Plural(n, "check"))
	}
	return nil
}

// attachments shows the attachments in the order of the state.
func (s screen) attachments(o outcome) {
	s.Line("\n%s", s.Style(terminal.Bold, printable(o.module+" "+o.recordID)+": "+terminal.Plural(len(o.attachments), "attachment")))
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
	s.Line("\n  %s", s.Style(terminal.Faint, lines[0]))
	for _, line := range lines[1:] {
		s.Line("  %s", line)
	}
}

// checks shows the outcome of each check block, and what the assertions that failed say.
func (s screen) checks(checks []check) {
	s.Line("\n%s", s.Style(terminal.Bold, terminal.Plural(len(checks), "check")))
	for _, c := range checks {
		colour := terminal.Red
		if c.status == tfjson.CheckStatusPass {
			colour = terminal.Green
		}
		s.Line("  %s  %s", s.Style(colour, fmt.Sprintf("%-7s", strings.ToUpper(printable(string(c.status))))), printable(c.name))
		for _, problem := range c.problems {
			s.Line("           %s", printable(problem))
		}
	}
}

// requests shows the calls that were made of the API.
func (s screen) requests(requests []zohocrmtest.Request) {
	s.Line("\n%s", s.Style(terminal.Bold, terminal.Plural(len(requests), "API call")))
	for _, r := range requests {
		path, query, _ := strings.Cut(r.URI, "?")
		s.Line("  %s %s: %d, %s", r.Method, path, r.Status, terminal.Plural(r.Rows, "attachment"))
		for parameter := range strings.SplitSeq(query, "&") {
			if unescaped, err := url.QueryUnescape(parameter); err == nil {
				parameter = unescaped
			}
			s.Line("      %s", s.Style(terminal.Faint, shorten(printable(parameter), 80)))
		}
	}
}

// next tells how to run the same with an account.
func (s screen) next(commands []string) {
	s.Line("\n%s", s.Style(terminal.Bold, "Next: a record and deals of your own, with the same configurations"))
	s.Line("  export ZOHOCRM_API_DOMAIN=https://www.zohoapis.com  # of your data centre: .eu, .in, .com.au, ...")
	s.Line("  # a token with ZohoCRM.modules.READ, ZohoCRM.modules.attachments.READ and ZohoCRM.coql.READ:")
	s.Line("  export ZOHOCRM_OAUTH_TOKEN=...")
	for _, command := range commands {
		s.Line("  %s", command)
	}
}
