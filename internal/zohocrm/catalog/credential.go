package catalog

import (
	"regexp"
	"strings"
)

// A CredentialDefect is why a text cannot be a credential of Zoho's.
type CredentialDefect int

// The defects of a credential.
const (
	// CredentialEmpty is no text at all.
	CredentialEmpty CredentialDefect = iota + 1
	// CredentialCharacters is anything but visible ASCII, which a header cannot hold.
	CredentialCharacters
	// CredentialQuoted is a text with a quote at either end: a shell or a file of variables took the quotes for a part of it.
	CredentialQuoted
	// CredentialNamed is a text that begins with the name of a variable and "=".
	CredentialNamed
)

// assignment is the beginning of NAME=value. Credentials of Zoho's begin with digits and a dot; "=" at the end is padding.
var assignment = regexp.MustCompile(`^[A-Za-z]+(_[A-Za-z]+)+=[^=]`)

// CredentialDefectOf returns why a text cannot be an access token, a refresh token, a client id or a client secret; 0 where
// nothing is known against it.
func CredentialDefectOf(text string) CredentialDefect {
	const quotes = "\"'`"
	switch {
	case text == "":
		return CredentialEmpty
	case !Printable(text):
		return CredentialCharacters
	case strings.Trim(text, quotes) != text:
		return CredentialQuoted
	case assignment.MatchString(text):
		return CredentialNamed
	default:
		return 0
	}
}

// ValidToken reports whether nothing is known against a token; see [CredentialDefectOf].
func ValidToken(token string) bool {
	return CredentialDefectOf(token) == 0
}
