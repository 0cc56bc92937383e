package zohocrm

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
)

// retryable reports whether a request that failed with err may succeed if it is sent again unchanged.
func retryable(err error) bool {
	if apiErr, ok := errors.AsType[*Error](err); ok {
		return retryableStatus(apiErr.Status)
	}
	if responseErr, ok := errors.AsType[*ResponseError](err); ok {
		if responseErr.Status == http.StatusOK {
			return responseErr.Defect == Empty || responseErr.Defect == Truncated
		}
		return retryableStatus(responseErr.Status)
	}
	if connErr, ok := errors.AsType[*ConnectionError](err); ok {
		return !permanent(connErr.Err)
	}
	return false
}

func retryableStatus(status int) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// permanent reports whether a connection fails for a reason that does not pass by itself: a certificate, a name, a
// protocol, a proxy's rules.
func permanent(err error) bool {
	if proxy, ok := errors.AsType[*ProxyError](err); ok {
		return !retryableStatus(proxy.Status)
	}
	if lookup, ok := errors.AsType[*net.DNSError](err); ok {
		return lookup.IsNotFound
	}
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	_, notTLS := errors.AsType[tls.RecordHeaderError](err)
	return certificate || notTLS || errors.Is(err, http.ErrSchemeMismatch) || errors.Is(err, errNotLoopback)
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
	if apiErr, ok := errors.AsType[*Error](err); ok {
		return apiErr.Status
	}
	if responseErr, ok := errors.AsType[*ResponseError](err); ok {
		return responseErr.Status
	}
	return 0
}

// retryAfterOf returns the header Retry-After of a failed attempt.
func retryAfterOf(err error) string {
	if apiErr, ok := errors.AsType[*Error](err); ok {
		return apiErr.RetryAfter
	}
	if responseErr, ok := errors.AsType[*ResponseError](err); ok {
		return responseErr.RetryAfter
	}
	return ""
}
