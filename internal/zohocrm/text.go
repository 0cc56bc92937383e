package zohocrm

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is the number of characters kept of a text of the server's in an error.
const maxText = 500

// ellipsis ends a text that was cut off.
const ellipsis = "…"

// Clean makes a text of the server's fit to print: no control or formatting characters, which could write to a terminal
// or turn the text around, white space as one blank, and no more than maxText characters.
//
// It looks at no more of the text than it keeps, and one character.
func Clean(text string) string {
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
			if kept++; kept > maxText {
				break
			}
			clean.WriteByte(' ')
			blank = false
		}
		if kept++; kept > maxText {
			break
		}
		clean.WriteRune(r)
	}
	if kept > maxText {
		return clean.String() + ellipsis
	}
	return clean.String()
}
