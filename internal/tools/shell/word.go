// Package shell writes text for a POSIX shell.
package shell

import "strings"

// Word is value as one word of a command line: as it is where no shell takes it apart, else in quotes.
func Word(value string) string {
	if value != "" && strings.TrimFunc(value, plain) == "" {
		return value
	}
	return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
}

// plain tells whether a character means itself anywhere in a word.
func plain(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+@:,", r)
}
