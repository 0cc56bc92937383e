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
	return responding("response-"+strconv.Itoa(status), wire.Response{Status: status, Header: header, Body: body})
}

// ZohoError responds with an error in Zoho's form. Details is a JSON object.
func ZohoError(status int, code, details, message string) Kind {
	return responding(code, wire.ZohoError(status, `{"code":`+wire.Quote(code)+`,"details":`+details+
		`,"message":`+wire.Quote(message)+`,"status":"error"}`))
}

// TooManyRequests responds with 429 TOO_MANY_REQUESTS. An argument is the value of
// the Retry-After header: seconds, or a date as [RetryAfterDate] writes it.
func TooManyRequests(retryAfter ...string) Kind {
	return responding("429", withRetryAfter(wire.TooManyRequests, retryAfter))
}

// RateLimitExceeded responds with 429 in the other spelling: RATE_LIMIT_EXCEEDED.
func RateLimitExceeded(retryAfter ...string) Kind {
	return responding("429-rate-limit", withRetryAfter(wire.RateLimitExceeded, retryAfter))
}

// RetryAfterDate is t as a value of the Retry-After header.
func RetryAfterDate(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

// InternalError responds with 500 INTERNAL_ERROR.
func InternalError() Kind { return responding("500", wire.InternalError) }

// BadGateway responds with 502 and a page of HTML, as a gateway does.
func BadGateway() Kind { return responding("502", html(http.StatusBadGateway)) }

// ServiceUnavailable responds with 503 SERVICE_UNAVAILABLE, with a Retry-After
// header where an argument gives its value.
func ServiceUnavailable(retryAfter ...string) Kind {
	return responding("503", withRetryAfter(wire.ServiceUnavailable, retryAfter))
}

// GatewayTimeout responds with 504 and a page of HTML, as a gateway does.
func GatewayTimeout() Kind { return responding("504", html(http.StatusGatewayTimeout)) }

// GatewayThrottle responds as Zoho's gateway does to too many requests to a URL, with a status of 200, 400 or 500.
func GatewayThrottle(status int) Kind {
	return responding("throttle-"+strconv.Itoa(status), wire.Response{
		Status: status, Body: `{"code":"INTERNAL_ERROR","details":{},"message":"URL_FIXED_THROTTLES_LIMIT_EXCEEDED","status":"error"}`,
	})
}

// InvalidToken responds with 401 INVALID_TOKEN.
func InvalidToken() Kind { return responding("401", wire.InvalidToken) }

// NoPermission responds with 403 NO_PERMISSION, naming the permission.
func NoPermission() Kind { return responding("403", wire.NoPermission) }

// ExpiredPageToken responds with 400 EXPIRED_VALUE, as to a page token of yesterday.
func ExpiredPageToken() Kind { return responding("expired-page-token", wire.PageTokenExpired) }

// PageTokenMismatch responds with 400 TOKEN_BOUND_DATA_MISMATCH.
func PageTokenMismatch() Kind { return responding("page-token-mismatch", wire.PageTokenMismatch) }

// ErrorInside200 responds with an error's body with the status 200.
func ErrorInside200() Kind {
	return responding("error-in-200", wire.Response{Status: http.StatusOK, Body: wire.InternalError.Body})
}

// HTMLPage responds with 200 and a page of HTML, as a login page or a proxy does.
func HTMLPage() Kind { return responding("html", html(http.StatusOK)) }

// EmptyBody responds with 200 and nothing else.
func EmptyBody() Kind { return responding("empty-body", wire.Response{Status: http.StatusOK}) }

// NoContent responds with 204, as to a record without attachments.
func NoContent() Kind { return responding("204", wire.Response{Status: http.StatusNoContent}) }

// PageBody responds with 200 and this body.
func PageBody(body string) Kind {
	return responding("page-body", wire.Response{Status: http.StatusOK, Body: body})
}

// Redirect responds with a status of 3xx and a Location.
func Redirect(status int, location string) Kind {
	return responding("redirect", wire.Response{Status: status, Header: http.Header{"Location": {location}}})
}

// Func responds as serve does; right is the server without the fault.
func Func(name string, serve func(w http.ResponseWriter, r *http.Request, right http.Handler)) Kind {
	return serving(name, func(w http.ResponseWriter, r *http.Request, b wire.Backend) { serve(w, r, b) })
}

func responding(name string, a wire.Response) Kind {
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
