package main

import (
	"fmt"
	"io"
	"strings"
)

// brokenPrefix begins the names of the scenarios in which the mock is wrong on purpose.
const brokenPrefix = "broken: "

// report prints a line for each check, and keeps count.
type report struct {
	out   io.Writer
	known []known

	seen                                         map[known]map[string]bool // by SDK
	agreed, listed, disagreed, onPurpose, values int
}

func newReport(out io.Writer, list []known) *report {
	return &report{out: out, known: list, seen: map[known]map[string]bool{}}
}

// add prints a check's line, and one for each place at which it disagrees.
func (r *report) add(c *check) {
	r.values += c.values
	if len(c.differences) == 0 {
		r.agreed++
		r.line("agrees", "%s (%d values)", c, c.values)
		return
	}
	reasons := make([]string, len(c.differences))
	word := "listed"
	for i, d := range c.differences {
		if k, ok := r.find(c, d); ok {
			reasons[i] = k.reason
		} else {
			word = "DISAGREES"
		}
	}
	switch {
	case word == "DISAGREES":
		r.disagreed++
	case strings.HasPrefix(c.scenario, brokenPrefix):
		r.onPurpose++
		word = "noticed"
	default:
		r.listed++
	}
	r.line(word, "%s (%d values)", c, c.values)
	for i, d := range c.differences {
		if reasons[i] == "" {
			fmt.Fprintf(r.out, "            %s, %d times: %s\n", d.where, d.count, d.said)
		} else {
			fmt.Fprintf(r.out, "            %s: %s\n", d.where, reasons[i])
		}
	}
}

func (r *report) line(word, format string, args ...any) {
	fmt.Fprintf(r.out, "%-10s  %s\n", word, fmt.Sprintf(format, args...))
}

func (r *report) find(c *check, d difference) (known, bool) {
	for _, k := range r.known {
		if k.covers(c, d) {
			if r.seen[k] == nil {
				r.seen[k] = map[string]bool{}
			}
			r.seen[k][c.sdk] = true
			return k, true
		}
	}
	return known{}, false
}

// end tells what of the list was not met with and sums up; ok is false where a check disagrees or a disagreement is gone.
func (r *report) end(sdks []string) (ok bool) {
	gone := 0
	for _, k := range r.known {
		for _, name := range sdks {
			if (k.sdk == "" || k.sdk == name) && !r.seen[k][name] {
				gone++
				r.line("GONE", "%s: %s: %s: %s is listed, and they agree: %s", name, orAny(k.scenario), k.aspect, k.where, k.reason)
			}
		}
	}
	fmt.Fprintf(r.out, "\n%d checks of %d values: %d agree, %d disagree as listed, %d notice what is broken on purpose, %d disagree; "+
		"%d listed disagreements are gone.\n",
		r.agreed+r.listed+r.onPurpose+r.disagreed, r.values, r.agreed, r.listed, r.onPurpose, r.disagreed, gone)
	return r.disagreed == 0 && gone == 0
}

func orAny(scenario string) string {
	if scenario == "" {
		return "any scenario"
	}
	return scenario
}
