package wire_test

import (
	"net/http"
	"testing"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// What the mock says is what the recordings hold, to the letter.
func TestErrorsAreRecorded(t *testing.T) {
	t.Parallel()
	type said struct {
		status int
		body   string
	}
	recorded := map[said]bool{}
	for _, s := range cassettes.Scenarios() {
		c, err := cassette.LoadWithFS(s.Name, cassettes.FS{FS: cassettes.Recordings()})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range c.Interactions {
			recorded[said{i.Response.Code, i.Response.Body}] = true
		}
	}
	for _, e := range []wire.Response{
		wire.AuthenticationFailure, wire.InvalidToken, wire.InvalidURLPattern, wire.InvalidRequestMethod, wire.InvalidModule,
		wire.UnsupportedModule, wire.NotSupported, wire.InvalidRecord, wire.RecordNotFound, wire.InvalidRelatedList,
		wire.FieldsMissing, wire.TooManyFields, wire.AmbiguousPaging, wire.DiscretePaginationLimitExceeded, wire.PageTokenMismatch, wire.PageTokenExpired,
		wire.PaginationLimitExceeded, wire.TooManyRequests, wire.RateLimitExceeded, wire.NoPermission, wire.InternalError, wire.ServiceUnavailable,
		wire.ScopeMismatch(http.StatusUnauthorized), wire.ScopeMismatch(http.StatusForbidden),
	} {
		if !recorded[said{e.Status, e.Body}] {
			t.Errorf("no recording holds %d %s", e.Status, e.Body)
		}
	}
}
