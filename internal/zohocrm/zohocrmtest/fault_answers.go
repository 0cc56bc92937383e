package zohocrmtest

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Answer answers with a status, a header and a body of one's own.
func Answer(status int, header http.Header, body string) Kind {
	return answering("answer-"+strconv.Itoa(status), answer{status, header, body})
}

// ZohoError answers with an error in Zoho's form. Details is a JSON object.
func ZohoError(status int, code, details, message string) Kind {
	return answering(code, zohoError(status, `{"code":`+quote(code)+`,"details":`+details+
		`,"message":`+quote(message)+`,"status":"error"}`))
}

// TooManyRequests answers 429 TOO_MANY_REQUESTS. An argument is the value of
// the Retry-After header: seconds, or a date as [RetryAfterDate] writes it.
func TooManyRequests(retryAfter ...string) Kind {
	return answering("429", errTooManyRequests.retryAfter(retryAfter))
}

// RateLimitExceeded answers 429 in the other spelling: RATE_LIMIT_EXCEEDED.
func RateLimitExceeded(retryAfter ...string) Kind {
	return answering("429-rate-limit", errRateLimit.retryAfter(retryAfter))
}

// RetryAfterDate is t as a value of the Retry-After header.
func RetryAfterDate(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

// InternalError answers 500 INTERNAL_ERROR.
func InternalError() Kind { return answering("500", errInternal) }

// BadGateway answers 502 and a page of HTML, as a gateway does.
func BadGateway() Kind { return answering("502", html(http.StatusBadGateway)) }

// ServiceUnavailable answers 503 SERVICE_UNAVAILABLE, with a Retry-After
// header where an argument gives its value.
func ServiceUnavailable(retryAfter ...string) Kind {
	return answering("503", errServiceUnavailable.retryAfter(retryAfter))
}

// GatewayTimeout answers 504 and a page of HTML, as a gateway does.
func GatewayTimeout() Kind { return answering("504", html(http.StatusGatewayTimeout)) }

// InvalidToken answers 401 INVALID_TOKEN.
func InvalidToken() Kind { return answering("401", errInvalidToken) }

// NoPermission answers 403 NO_PERMISSION, naming the permission.
func NoPermission() Kind { return answering("403", errNoPermission) }

// ExpiredToken answers 400 EXPIRED_VALUE, as to a page token of yesterday.
func ExpiredToken() Kind { return answering("expired-token", errTokenExpired) }

// TokenMismatch answers 400 TOKEN_BOUND_DATA_MISMATCH.
func TokenMismatch() Kind { return answering("token-mismatch", errTokenMismatch) }

// ErrorInside200 answers an error's body with the status 200.
func ErrorInside200() Kind {
	return answering("error-in-200", answer{status: http.StatusOK, body: errInternal.body})
}

// HTMLPage answers 200 and a page of HTML, as a login page or a proxy does.
func HTMLPage() Kind { return answering("html", html(http.StatusOK)) }

// EmptyBody answers 200 and nothing else.
func EmptyBody() Kind { return answering("empty-body", answer{status: http.StatusOK}) }

// NoContent answers 204, as to a record without attachments.
func NoContent() Kind { return answering("204", answer{status: http.StatusNoContent}) }

// PageBody answers 200 and this body.
func PageBody(body string) Kind {
	return answering("page-body", answer{status: http.StatusOK, body: body})
}

// Redirect answers with a status of 3xx and a Location.
func Redirect(status int, location string) Kind {
	return answering("redirect", answer{status: status, header: http.Header{"Location": {location}}})
}

// Do answers as serve does; right is the server without the fault.
func Do(name string, serve func(w http.ResponseWriter, r *http.Request, right http.Handler)) Kind {
	return serving(name, func(w http.ResponseWriter, r *http.Request, b backend) { serve(w, r, b) })
}

func answering(name string, a answer) Kind {
	return serving(name, func(w http.ResponseWriter, _ *http.Request, _ backend) { a.write(w) })
}

// serving is a kind that needs no memory.
func serving(name string, serve func(http.ResponseWriter, *http.Request, backend)) Kind {
	return Kind{name: name, handler: func() faultHandler {
		return func(w http.ResponseWriter, r *http.Request, b backend, _ bool) { serve(w, r, b) }
	}}
}

func (a answer) retryAfter(values []string) answer {
	if len(values) > 0 {
		a.header = http.Header{"Retry-After": values}
	}
	return a
}

// html is a page as gateways write it, with what must not reach a user.
func html(status int) answer {
	title := strconv.Itoa(status) + " " + http.StatusText(status)
	return answer{
		status: status,
		header: http.Header{"Content-Type": {"text/html;charset=UTF-8"}},
		body: strings.ReplaceAll("<!DOCTYPE html>\n<html><head><title>TITLE</title></head>\n"+
			"<body><h1>TITLE</h1><script>var page = \"gateway\"</script></body></html>\n", "TITLE", title),
	}
}
