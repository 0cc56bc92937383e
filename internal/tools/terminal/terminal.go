// Package terminal writes what a person reads on a terminal.
package terminal

import (
	"fmt"
	"io"
	"strconv"
)

// Screen writes lines, with styles where it is styled.
type Screen struct {
	Out    io.Writer
	Styled bool // whether Out understands colours
}

// The styles, as parameters of ECMA-48's Select Graphic Rendition.
const (
	Bold  = "1"
	Faint = "2"
	Red   = "31"
	Green = "32"
)

// Style is text in a style, or as it is where the screen has none.
func (s Screen) Style(parameter, text string) string {
	if !s.Styled {
		return text
	}
	return "\x1b[" + parameter + "m" + text + "\x1b[0m"
}

// Line writes a line.
func (s Screen) Line(format string, args ...any) {
	fmt.Fprintf(s.Out, format+"\n", args...)
}

// Plural is a count of things; many is one with an s unless given.
func Plural(n int, one string, many ...string) string {
	switch {
	case n == 1:
		return "1 " + one
	case len(many) > 0:
		return strconv.Itoa(n) + " " + many[0]
	default:
		return strconv.Itoa(n) + " " + one + "s"
	}
}
