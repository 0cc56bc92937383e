package api

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// maxErrorBody bounds the body of an error, in bytes.
const maxErrorBody = 64 << 10

// Decode reads the response to a request for a page of up to room rows, and decodes it. A success has at most limit bytes,
// an error maxErrorBody. What it returns besides the page is an [*Error], a [*ResponseError], a [*ConnectionError] or the error of
// the context.
func Decode(ctx context.Context, response *http.Response, room int, limit int64) (Page, error) {
	status, header := response.StatusCode, response.Header
	encoding := sanitize.Text(header.Get("Content-Encoding"))
	switch {
	case status == http.StatusNoContent:
		return Page{}, nil
	case isEncoded(encoding) && (status == http.StatusOK || status >= 400):
		e := responseError(Encoded, status, header)
		e.Reason = fmt.Sprintf("it is in %q, which was not asked for", encoding)
		return Page{}, e
	case status == http.StatusOK:
		body, err := readBody(response, limit)
		if err != nil {
			return Page{}, err
		}
		return decodePage(ctx, status, header, body, room)
	case status >= 400:
		body, err := readBody(response, maxErrorBody)
		if err != nil { // status and header tell what happened
			return Page{}, unreadError(err, status, header)
		}
		return Page{}, decodeError(status, header, body)
	case status >= 300 && header.Get("Location") != "":
		return Page{}, &ResponseError{Defect: Redirected, Status: status}
	default:
		return Page{}, &ResponseError{Defect: UnexpectedStatus, Status: status}
	}
}

// isEncoded reports whether a body is in a content encoding that the transport has not decoded.
func isEncoded(encoding string) bool {
	return encoding != "" && !strings.EqualFold(encoding, "identity")
}

// isCorrupt reports whether compressed data breaks off in another way than by its end.
func isCorrupt(err error) bool {
	_, ok := errors.AsType[flate.CorruptInputError](err)
	return ok
}

// unreadError is an error response whose body cannot be read.
func unreadError(err error, status int, header http.Header) error {
	e := responseError(Truncated, status, header)
	if unread, ok := errors.AsType[*ResponseError](err); ok {
		e.Defect, e.Reason = unread.Defect, unread.Reason
	}
	return e
}

func readBody(response *http.Response, limit int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(response.Body, limit+1))
	switch {
	case int64(len(body)) > limit:
		return nil, &ResponseError{Defect: TooLarge, Status: response.StatusCode, Reason: fmt.Sprintf("more than %d bytes", limit)}
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), isCorrupt(err):
		e := responseError(Encoded, response.StatusCode, response.Header)
		e.Reason = `it names the content encoding "gzip", and is not`
		return nil, e
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &ResponseError{Defect: Truncated, Status: response.StatusCode}
	case err != nil:
		return nil, &ConnectionError{Host: response.Request.URL.Host, Err: err}
	}
	return body, nil
}
