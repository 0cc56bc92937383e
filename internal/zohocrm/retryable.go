package zohocrm

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

// retryable reports whether a request that failed with err may succeed if it is sent again unchanged.
func retryable(err error) bool {
	if apiErr, ok := errors.AsType[*api.Error](err); ok {
		return apiErr.Throttled() || RetryableStatus(apiErr.Status)
	}
	if responseErr, ok := errors.AsType[*api.ResponseError](err); ok {
		if responseErr.Status == http.StatusOK {
			return responseErr.Defect == api.Empty || responseErr.Defect == api.Truncated
		}
		return RetryableStatus(responseErr.Status)
	}
	if connErr, ok := errors.AsType[*api.ConnectionError](err); ok {
		return RetryableConnection(connErr.Err)
	}
	return false
}

// RetryableStatus reports whether a response of a status may be another if the request is sent again unchanged.
func RetryableStatus(status int) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// RetryableResponse reports whether a response that cannot be used may be another if the request is sent again unchanged: by its
// status, or where it is a success whose body is empty or ends too early.
func RetryableResponse(status int, body []byte) bool {
	if status != http.StatusOK {
		return RetryableStatus(status)
	}
	body = api.TrimJSON(body)
	return len(body) == 0 || body[0] == '{' && api.IsTruncated(body)
}

// RetryableConnection reports whether a connection that failed may succeed if it is made again: not where the reason does not
// pass by itself, as a certificate, a name, a protocol, a proxy's rules.
func RetryableConnection(err error) bool {
	return !permanent(err)
}

func permanent(err error) bool {
	if proxy, ok := errors.AsType[*transport.ProxyError](err); ok {
		return !RetryableStatus(proxy.Status)
	}
	if lookup, ok := errors.AsType[*net.DNSError](err); ok {
		return lookup.IsNotFound
	}
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	_, notTLS := errors.AsType[tls.RecordHeaderError](err)
	return certificate || notTLS || errors.Is(err, http.ErrSchemeMismatch) || errors.Is(err, transport.ErrNotLoopback)
}

// temporary reports whether an error says of itself that it is temporary.
func temporary(err error) bool {
	t, ok := errors.AsType[interface {
		error
		Temporary() bool
	}](err)
	return ok && t.Temporary()
}

// statusOf returns the HTTP status of a failed attempt; 0 where there was no response.
func statusOf(err error) int {
	if apiErr, ok := errors.AsType[*api.Error](err); ok {
		return apiErr.Status
	}
	if responseErr, ok := errors.AsType[*api.ResponseError](err); ok {
		return responseErr.Status
	}
	return 0
}

// isRateLimited reports whether an attempt failed because there are too many requests.
func isRateLimited(err error) bool {
	limited, ok := errors.AsType[interface {
		error
		RateLimited() bool
	}](err)
	return ok && limited.RateLimited()
}

// retryAfterOf returns the headers Retry-After and Date of a failed attempt.
func retryAfterOf(err error) (retryAfter, date string) {
	if apiErr, ok := errors.AsType[*api.Error](err); ok {
		return apiErr.RetryAfter, apiErr.Date
	}
	if responseErr, ok := errors.AsType[*api.ResponseError](err); ok {
		return responseErr.RetryAfter, responseErr.Date
	}
	return "", ""
}
