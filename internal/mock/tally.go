package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// tally counts what came.
type tally struct {
	requests, rows, unknown int
	queries, found          int
	faults                  map[string]int // by their kind
}

func (t *tally) add(r zohocrmtest.Request) {
	t.requests++
	if _, isQuery := r.Query(); isQuery {
		t.queries++
		t.found += r.Rows
	} else {
		t.rows += r.Rows
	}
	switch {
	case r.Fault != "":
		t.faults[r.Fault]++
	case r.Status == zohocrmtest.StatusNotRecorded:
		t.unknown++
	}
}

// String is the whole in one line.
func (t *tally) String() string {
	words := []string{terminal.Plural(t.requests, "request")}
	if t.queries > 0 {
		words = append(words, terminal.Plural(t.found, "record"))
	}
	words = append(words, terminal.Plural(t.rows, "attachment"))
	total := 0
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(t.faults)) {
		total += t.faults[kind]
		kinds = append(kinds, fmt.Sprintf("%s: %d", kind, t.faults[kind]))
	}
	faults := terminal.Plural(total, "fault")
	if total > 0 {
		faults += " (" + strings.Join(kinds, ", ") + ")"
	}
	words = append(words, faults)
	if t.unknown > 0 {
		words = append(words, terminal.Plural(t.unknown, "request")+" that no recording holds")
	}
	return strings.Join(words, ", ")
}

// summary shows what came, when all is over.
func (s *screen) summary() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Line("\n%s", s.Style(terminal.Bold, s.tally.String()))
}
