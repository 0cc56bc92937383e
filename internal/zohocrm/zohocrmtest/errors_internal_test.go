package zohocrmtest

import (
	"net/http"
	"testing"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
)

// What the mock says is what the recordings hold, to the letter.
func TestErrorsAreRecorded(t *testing.T) {
	t.Parallel()
	type said struct {
		status int
		body   string
	}
	recorded := map[said]bool{}
	for _, s := range Scenarios() {
		c, err := cassette.LoadWithFS(s.Name, cassetteFS{Recordings()})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range c.Interactions {
			recorded[said{i.Response.Code, i.Response.Body}] = true
		}
	}
	for _, e := range []answer{
		errAuthenticationFailure, errInvalidToken, errInvalidURLPattern, errInvalidRequestMethod, errInvalidModule,
		errUnsupportedModule, errNotSupported, errInvalidRecord, errRecordNotFound, errInvalidRelatedList,
		errFieldsMissing, errFieldsLimit, errAmbiguousPage, errDiscretePagination, errTokenMismatch, errTokenExpired,
		errPaginationLimit, errTooManyRequests, errRateLimit, errNoPermission, errInternal, errServiceUnavailable,
		scopeMismatch(http.StatusUnauthorized), scopeMismatch(http.StatusForbidden),
	} {
		if !recorded[said{e.status, e.body}] {
			t.Errorf("no recording holds %d %s", e.status, e.body)
		}
	}
}
