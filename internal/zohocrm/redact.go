package zohocrm

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// redactable is an error that may hold text of the server's, which could send back what it was sent.
type redactable interface {
	error
	redact(hide func(string) string)
}

// redact takes a credential out of the texts of an error.
func redact(err error, secret string) {
	target, ok := errors.AsType[redactable](err)
	if !ok || secret == "" {
		return
	}
	target.redact(func(text string) string { return redactIn(text, secret) })
}

const redacted = "(redacted)"

// longSecret is the length from which a secret is found within a word too: no word of a message's own is as long and the
// same. Zoho's access tokens have 70 characters.
const longSecret = 10

// telling is how much of a long secret that was cut off is found within a word.
const telling = 6

// redactIn takes a secret out of a text, and the beginning of one that [Clean] cut off. A short secret is taken out where it
// is a word of its own: "val" would mangle "invalid".
func redactIn(text, secret string) string {
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

// shortestSecret is the length of a credential that is taken out of rows. Zoho's are longer; a shorter one could be a part of any
// name.
const shortestSecret = 16

// redact takes a credential out of the rows of a page, names and values. What is read lands in Terraform's state, which is no place
// for it, and most of it is not masked anywhere: names of files above all.
func (p *page) redact(secret string) {
	if len(secret) < shortestSecret {
		return
	}
	for i, r := range p.rows {
		p.rows[i] = row(redactRow(string(r), secret))
	}
}

// redactRow takes a secret out of the strings of a JSON value. JSON has several ways to write a character: a value that uses one
// which it need not is looked at in its compact form.
func redactRow(value, secret string) string {
	var quoted []byte
	for _, r := range secret {
		quoted = appendQuoted(quoted, r)
	}
	mayHideIt := strings.Contains(value, `\u`) || strings.Contains(value, `\/`)
	if !mayHideIt && !strings.Contains(value, string(quoted)) {
		return value
	}
	if !mayHideIt || strings.Contains(compact(value), string(quoted)) {
		c := compactor{text: value, out: make([]byte, 0, len(value)), hide: quoted}
		c.value()
		return string(c.out)
	}
	return value
}

func (e *Error) redact(hide func(string) string) {
	for _, text := range []*string{
		&e.Code, &e.Message, &e.RetryAfter, &e.Date, &e.CreditsRemaining,
		&e.Details.ParamName, &e.Details.Limit, &e.Details.SupportedVersion,
		&e.Details.Near, &e.Details.Clause, &e.Details.Column, &e.Details.Operator, &e.Details.ExpectedType, &e.Details.Value,
	} {
		*text = hide(*text)
	}
	for i, permission := range e.Details.Permissions {
		e.Details.Permissions[i] = hide(permission)
	}
}

func (e *ResponseError) redact(hide func(string) string) {
	for _, text := range []*string{&e.Reason, &e.ContentType, &e.Message, &e.RetryAfter, &e.Date, &e.CreditsRemaining} {
		*text = hide(*text)
	}
}

func (e *ConnectionError) redact(hide func(string) string) {
	if text := e.Err.Error(); hide(text) != text {
		e.Err = &redactedError{hide(text), e.Err}
	}
}

// redactedError says less than the error that it stands for, and is otherwise the same.
type redactedError struct {
	text string
	err  error
}

func (e *redactedError) Error() string { return e.text }
func (e *redactedError) Unwrap() error { return e.err }
