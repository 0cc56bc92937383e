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

func (e *Error) redact(hide func(string) string) {
	for _, text := range []*string{
		&e.Code, &e.Message, &e.RetryAfter, &e.Date, &e.CreditsRemaining,
		&e.Details.ParamName, &e.Details.Limit, &e.Details.SupportedVersion,
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
