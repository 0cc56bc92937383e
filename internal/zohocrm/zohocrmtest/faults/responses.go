package faults

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Response responds with a status, a header and a body of one's own.
func Response(status int, header http.Header, body string) Kind {
	return answering("answer-"+strconv.Itoa(status), wire.Response{Status: status, Header: header, Body: body})
}

// ZohoError answers with an error in Zoho's form. Details is a JSON object.
func ZohoError(status int, code, details, message string) Kind {
	return answering(code, wire.ZohoError(status, `{"code":`+wire.Quote(code)+`,"details":`+details+
		`,"message":`+wire.Quote(message)+`,"status":"error"}`))
}

// TooManyRequests answers 429 TOO_MANY_REQUESTS. An argument is the value of
// the Retry-After header: seconds, or a date as [RetryAfterDate] writes it.
func TooManyRequests(retryAfter ...string) Kind {
	return answering("429", withRetryAfter(wire.TooManyRequests, retryAfter))
}

// RateLimitExceeded answers 429 in the other spelling: RATE_LIMIT_EXCEEDED.
func RateLimitExceeded(retryAfter ...string) Kind {
	return answering("429-rate-limit", withRetryAfter(wire.RateLimitExceeded, retryAfter))
}

// RetryAfterDate is t as a value of the Retry-After header.
func RetryAfterDate(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

// InternalError answers 500 INTERNAL_ERROR.
func InternalError() Kind { return answering("500", wire.InternalError) }

// BadGateway answers 502 and a page of HTML, as a gateway does.
func BadGateway() Kind { return answering("502", html(http.StatusBadGateway)) }

// ServiceUnavailable answers 503 SERVICE_UNAVAILABLE, with a Retry-After
// header where an argument gives its value.
func ServiceUnavailable(retryAfter ...string) Kind {
	return answering("503", withRetryAfter(wire.ServiceUnavailable, retryAfter))
}

// GatewayTimeout answers 504 and a page of HTML, as a gateway does.
func GatewayTimeout() Kind { return answering("504", html(http.StatusGatewayTimeout)) }

// InvalidToken answers 401 INVALID_TOKEN.
func InvalidToken() Kind { return answering("401", wire.InvalidToken) }

// NoPermission answers 403 NO_PERMISSION, naming the permission.
func NoPermission() Kind { return answering("403", wire.NoPermission) }

// ExpiredToken answers 400 EXPIRED_VALUE, as to a page token of yesterday.
func ExpiredToken() Kind { return answering("expired-token", wire.PageTokenExpired) }

// TokenMismatch answers 400 TOKEN_BOUND_DATA_MISMATCH.
func TokenMismatch() Kind { return answering("token-mismatch", wire.PageTokenMismatch) }

// ErrorInside200 answers an error's body with the status 200.
func ErrorInside200() Kind {
	return answering("error-in-200", wire.Response{Status: http.StatusOK, Body: wire.InternalError.Body})
}

// HTMLPage answers 200 and a page of HTML, as a login page or a proxy does.
func HTMLPage() Kind { return answering("html", html(http.StatusOK)) }

// EmptyBody answers 200 and nothing else.
func EmptyBody() Kind { return answering("empty-body", wire.Response{Status: http.StatusOK}) }

// NoContent answers 204, as to a record without attachments.
func NoContent() Kind { return answering("204", wire.Response{Status: http.StatusNoContent}) }

// PageBody answers 200 and this body.
func PageBody(body string) Kind {
	return answering("page-body", wire.Response{Status: http.StatusOK, Body: body})
}

// Redirect answers with a status of 3xx and a Location.
func Redirect(status int, location string) Kind {
	return answering("redirect", wire.Response{Status: status, Header: http.Header{"Location": {location}}})
}

// Do answers as serve does; right is the server without the fault.
func Do(name string, serve func(w http.ResponseWriter, r *http.Request, right http.Handler)) Kind {
	return serving(name, func(w http.ResponseWriter, r *http.Request, b wire.Backend) { serve(w, r, b) })
}

func answering(name string, a wire.Response) Kind {
	return serving(name, func(w http.ResponseWriter, _ *http.Request, _ wire.Backend) { a.Write(w) })
}

// serving is a kind that needs no memory.
func serving(name string, serve func(http.ResponseWriter, *http.Request, wire.Backend)) Kind {
	return Kind{name: name, handler: func() faultHandler {
		return func(w http.ResponseWriter, r *http.Request, b wire.Backend, _ bool) { serve(w, r, b) }
	}}
}

func withRetryAfter(response wire.Response, values []string) wire.Response {
	if len(values) > 0 {
		response.Header = http.Header{"Retry-After": values}
	}
	return response
}

// html is a page as gateways write it, with what must not reach a user.
func html(status int) wire.Response {
	title := strconv.Itoa(status) + " " + http.StatusText(status)
	return wire.Response{
		Status: status,
		Header: http.Header{"Content-Type": {"text/html;charset=UTF-8"}},
		Body: strings.ReplaceAll("<!DOCTYPE html>\n<html><head><title>TITLE</title></head>\n"+
			"<body><h1>TITLE</h1><script>var page = \"gateway\"</script></body></html>\n", "TITLE", title),
	}
}
