package api

import (
	"errors"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// redactable is an error that may hold text of the server's, which could send back what it was sent.
type redactable interface {
	error
	redact(hide func(string) string)
}

// Redact takes a credential out of the texts of an error.
func Redact(err error, secret string) {
	target, ok := errors.AsType[redactable](err)
	if !ok || secret == "" {
		return
	}
	target.redact(func(text string) string { return sanitize.RedactText(text, secret) })
}

// shortestSecret is the length of a credential that is taken out of rows. Zoho's are longer; a shorter one could be a part of any
// name.
const shortestSecret = 16

// Redact takes a credential out of the rows of a page, names and values. What is read lands in Terraform's state, which is no place
// for it, and most of it is not masked anywhere: names of files above all.
func (p *Page) Redact(secret string) {
	if len(secret) < shortestSecret {
		return
	}
	for i, r := range p.Rows {
		p.Rows[i] = Row(sanitize.RedactJSON(string(r), secret))
	}
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
