// Package usage tells of a command line that says what cannot be done.
package usage

import "fmt"

// Error tells that nothing was tried, and what to say instead.
type Error struct{ text string }

// Errorf is an error of the caller's command line.
func Errorf(format string, args ...any) error { return &Error{fmt.Sprintf(format, args...)} }

func (e *Error) Error() string { return e.text }
