package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// count is the outcome of a run.
type count struct {
	passed     int
	acceptance int      // of those that passed
	failed     []string // tests, and packages that failed outside their tests
	skipped    []skip
	summaries  []string // lines of tests that passed and ask to be shown
}

// tally counts how the units ended.
func tally(order []unit, units map[unit]*state) *count {
	c := new(count)
	failures := make(map[string]int) // of tests, by package
	for _, u := range order {
		if u.test != "" {
			c.add(u, units[u], failures)
		}
	}
	for _, u := range order {
		if u.test != "" {
			continue
		}
		switch ended := units[u].ended; {
		case ended == "":
			c.failed = append(c.failed, u.String()+" (never ended)")
		case ended == "fail" && failures[u.pkg] == 0:
			c.failed = append(c.failed, u.String()+" (outside its tests)")
		}
	}
	return c
}

// add counts a test.
func (c *count) add(u unit, s *state, failures map[string]int) {
	switch s.ended {
	case "pass":
		c.passed++
		if u.isAcceptance() {
			c.acceptance++
		}
		c.summaries = append(c.summaries, summariesIn(s.output.String())...)
	case "skip":
		c.skipped = append(c.skipped, skip{u.String(), said(s.output.String())})
	case "fail":
		c.failed = append(c.failed, u.String())
		failures[u.pkg]++
	default:
		c.failed = append(c.failed, u.String()+" (never ended)")
		failures[u.pkg]++
	}
}

// summariesIn returns what a test logged behind the word "summary:".
func summariesIn(output string) []string {
	var found []string
	for line := range strings.Lines(output) {
		if _, text, ok := strings.Cut(line, ": summary: "); ok {
			found = append(found, strings.TrimSpace(text))
		}
	}
	return found
}

// summary names what failed and what was skipped, then counts; the last line is the count alone.
func (c *count) summary(cli terraformcli.CLI) string {
	var text strings.Builder
	for _, name := range c.failed {
		fmt.Fprintf(&text, "failed: %s\n", name)
	}
	for _, s := range c.skipped {
		fmt.Fprintf(&text, "skipped: %s\n", s)
	}
	for _, line := range c.summaries {
		fmt.Fprintln(&text, line)
	}
	tests := "acceptance tests"
	if c.acceptance == 1 {
		tests = "acceptance test"
	}
	fmt.Fprintf(&text, "%d %s passed on %s\n", c.acceptance, tests, cli)
	fmt.Fprintf(&text, "%d passed, %d failed, %d skipped\n", c.passed, len(c.failed), len(c.skipped))
	return text.String()
}

// gate says why the run is no proof of what the CLI can do, nil where it is one.
func (c *count) gate(cli terraformcli.CLI) error {
	var errs []error
	if n := len(c.failed); n > 0 {
		errs = append(errs, fmt.Errorf("failed: %d", n))
	}
	unexcused := 0
	for _, s := range c.skipped {
		if !cli.ExcusesSkip(s.reason()) {
			unexcused++
		}
	}
	if unexcused > 0 {
		errs = append(errs, fmt.Errorf("skipped: %d; every test has to run that the CLI is not too old for", unexcused))
	}
	if c.acceptance == 0 {
		errs = append(errs, errors.New("no acceptance test passed"))
	}
	return errors.Join(errs...)
}
