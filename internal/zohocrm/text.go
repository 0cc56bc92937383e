package zohocrm

import (
	"strings"
	"unicode"
)

// maxText is the number of characters kept of a text of the server's in an error.
const maxText = 500

// ellipsis ends a text that was cut off.
const ellipsis = "…"

// Clean makes a text of the server's fit to print: no control or formatting characters, which could write to a terminal
// or turn the text around, white space as one blank, and no more than maxText characters.
func Clean(text string) string {
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "\uFFFD"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText]) + ellipsis
	}
	return text
}
