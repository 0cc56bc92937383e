package main

import (
	"regexp"
	"strings"
)

// skip is a test that was skipped, with what it printed, line by line.
type skip struct {
	test string
	said []string
}

func (s skip) String() string {
	if len(s.said) == 0 {
		return s.test
	}
	return s.test + ": " + strings.Join(s.said, " ")
}

// position is what the testing package puts before what a test says.
var position = regexp.MustCompile(`^[\w.-]+\.go:\d+: `)

// reason is what the test said last.
func (s skip) reason() string {
	if len(s.said) == 0 {
		return ""
	}
	last := s.said[len(s.said)-1]
	return last[len(position.FindString(last)):]
}

// said are the lines that a test printed, less those that the test runner adds.
func said(output string) []string {
	var lines []string
	for line := range strings.Lines(output) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "=== ") && !strings.HasPrefix(line, "--- ") {
			lines = append(lines, line)
		}
	}
	return lines
}
