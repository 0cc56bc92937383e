package sanitize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const redacted = "(redacted)"

// longSecret is the length from which a secret is found within a word too: no word of a message's own is as long and the
// same. Zoho's access tokens have 70 characters.
const longSecret = 10

// telling is how much of a long secret that was cut off is found within a word.
const telling = 6

// RedactText takes a secret out of a text, and the beginning of one that [Text] cut off. A short secret is taken out where it
// is a word of its own: "val" would mangle "invalid".
func RedactText(text, secret string) string {
	text = Redact(text, secret)
	head, cut := strings.CutSuffix(text, ellipsis)
	for n := len(secret) - 1; cut && n > 0; n-- {
		kept, found := strings.CutSuffix(head, secret[:n])
		if found && (len(secret) >= longSecret && n >= telling || !endsInWord(kept)) {
			return kept + redacted + ellipsis
		}
	}
	return text
}

// Redact takes a secret out of a text that may hold what a server sent back: every occurrence of a long one, and those of a
// short one that are words of their own.
func Redact(text, secret string) string {
	if secret == "" {
		return text
	}
	var out strings.Builder
	for rest := text; ; {
		before, after, found := strings.Cut(rest, secret)
		if !found {
			out.WriteString(rest)
			return out.String()
		}
		out.WriteString(before)
		if len(secret) >= longSecret || !endsInWord(out.String()) && !beginsInWord(after) {
			out.WriteString(redacted)
			rest = after
			continue
		}
		_, size := utf8.DecodeRuneInString(secret) // the secret may begin again within itself
		out.WriteString(secret[:size])
		rest = rest[len(before)+size:]
	}
}

func endsInWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return isWordRune(r)
}

func beginsInWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return isWordRune(r)
}

func isWordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// RedactJSON takes a secret out of the strings of a JSON value. JSON has several ways to write a character: a value that uses one
// which it need not is looked at in its compact form.
func RedactJSON(value, secret string) string {
	var quoted []byte
	for _, r := range secret {
		quoted = appendQuoted(quoted, r)
	}
	mayHideIt := strings.Contains(value, `\u`) || strings.Contains(value, `\/`)
	if !mayHideIt && !strings.Contains(value, string(quoted)) {
		return value
	}
	if !mayHideIt || strings.Contains(CompactJSON(value), string(quoted)) {
		c := compactor{text: value, out: make([]byte, 0, len(value)), hide: quoted}
		c.value()
		return string(c.out)
	}
	return value
}
