package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// event is a line of `go test -json`; see `go doc test2json`.
type event struct {
	Action  string
	Package string
	Test    string
	Output  string
}

// unit is a test, or, where test is empty, a package.
type unit struct {
	pkg, test string
}

func (u unit) String() string {
	if u.test == "" {
		return u.pkg
	}
	return u.pkg + " " + u.test
}

// acceptancePrefix begins the names of the tests that run a real CLI.
const acceptancePrefix = "TestAcc"

func (u unit) isAcceptance() bool { return strings.HasPrefix(u.test, acceptancePrefix) }

// state is what is known of a unit: how it ended, if it did, and what it printed.
type state struct {
	ended  string // "pass", "fail" or "skip"; empty while it runs
	output strings.Builder
}

// read reads a run to its end. Only lines that are no JSON object at all, a compiler's say, are passed over.
func read(r io.Reader) (*count, error) {
	units := make(map[unit]*state)
	var order []unit
	reader := bufio.NewReader(r)
	for {
		line, err := reader.ReadString('\n')
		if strings.HasPrefix(line, "{") {
			var e event
			if err := json.Unmarshal([]byte(line), &e); err != nil {
				return nil, fmt.Errorf("a line is not an event: %w: %.80q", err, line)
			}
			if u := (unit{e.Package, e.Test}); u.pkg != "" {
				if units[u] == nil {
					units[u] = new(state)
					order = append(order, u)
				}
				units[u].add(e)
			}
		}
		if err == io.EOF {
			return tally(order, units), nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func (s *state) add(e event) {
	switch e.Action {
	case "pass", "fail", "skip":
		s.ended = e.Action
	case "output":
		s.output.WriteString(e.Output)
	}
}
