// Package sanitize makes what a server sent fit to be kept and shown: texts without control characters, JSON in one form, both
// without the secrets that were sent.
package sanitize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxText is the number of characters kept of a text of the server's in an error.
const MaxText = 500

// ellipsis ends a text that was cut off.
const ellipsis = "…"

// Text makes a text of the server's fit to print: no control or formatting characters, which could write to a terminal
// or turn the text around, white space as one blank, and no more than MaxText characters.
//
// It looks at no more of the text than it keeps, and one character.
func Text(text string) string {
	var clean strings.Builder
	kept, blank, invalid := 0, false, false
	for at, r := range text {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			blank, invalid = kept > 0, false
			continue
		}
		wasInvalid := invalid
		if invalid = r == utf8.RuneError && !strings.HasPrefix(text[at:], "\uFFFD"); invalid && wasInvalid {
			continue // one for a run of bytes that are no UTF-8
		}
		if blank {
			if kept++; kept > MaxText {
				break
			}
			clean.WriteByte(' ')
			blank = false
		}
		if kept++; kept > MaxText {
			break
		}
		clean.WriteRune(r)
	}
	if kept > MaxText {
		return clean.String() + ellipsis
	}
	return clean.String()
}
