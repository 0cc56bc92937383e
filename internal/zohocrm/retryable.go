package zohocrm

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
)

// retryable reports whether a request that failed with err may succeed if it is sent again as it is.
func retryable(err error) bool {
	if refused, ok := errors.AsType[*Error](err); ok {
		return retryableStatus(refused.Status)
	}
	if answer, ok := errors.AsType[*ResponseError](err); ok {
		return answer.Defect == Empty || answer.Defect == Truncated || retryableStatus(answer.Status)
	}
	if connection, ok := errors.AsType[*ConnectionError](err); ok {
		return !hopeless(connection.Err)
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

// hopeless reports whether a connection fails for a reason that stands until someone changes it: a certificate, a name, a
// protocol, a proxy's rules.
func hopeless(err error) bool {
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

// temporary reports whether an error says of itself that it will pass.
func temporary(err error) bool {
	t, ok := errors.AsType[interface {
		error
		Temporary() bool
	}](err)
	return ok && t.Temporary()
}

// statusOf returns the HTTP status of a failed try; 0 where there was no answer.
func statusOf(err error) int {
	if refused, ok := errors.AsType[*Error](err); ok {
		return refused.Status
	}
	if answer, ok := errors.AsType[*ResponseError](err); ok {
		return answer.Status
	}
	return 0
}

// retryAfterOf returns the header Retry-After of a failed try.
func retryAfterOf(err error) string {
	if refused, ok := errors.AsType[*Error](err); ok {
		return refused.RetryAfter
	}
	if answer, ok := errors.AsType[*ResponseError](err); ok {
		return answer.RetryAfter
	}
	return ""
}
