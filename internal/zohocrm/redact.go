package zohocrm

import (
	"errors"
	"strings"
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

// redactIn takes a secret out of a text, and the beginning of one that [Clean] cut off.
func redactIn(text, secret string) string {
	text = strings.ReplaceAll(text, secret, redacted)
	head, cut := strings.CutSuffix(text, ellipsis)
	for n := len(secret) - 1; cut && n > 0; n-- {
		if kept, found := strings.CutSuffix(head, secret[:n]); found {
			return kept + redacted + ellipsis
		}
	}
	return text
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
		&e.Code, &e.Message, &e.RetryAfter, &e.CreditsRemaining,
		&e.Details.ParamName, &e.Details.Limit, &e.Details.SupportedVersion,
	} {
		*text = hide(*text)
	}
	for i, permission := range e.Details.Permissions {
		e.Details.Permissions[i] = hide(permission)
	}
}

func (e *ResponseError) redact(hide func(string) string) {
	e.ContentType, e.RetryAfter = hide(e.ContentType), hide(e.RetryAfter)
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
