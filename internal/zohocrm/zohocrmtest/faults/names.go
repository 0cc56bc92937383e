package faults

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Kinds are the kinds of fault that can be asked for by name, as a program's
// flag does, each with a description; those with arguments have an example's.
func Kinds() []Kind {
	return []Kind{
		InvalidToken().described("INVALID_TOKEN: an access token that expired, say"),
		ScopeMismatch().described("401 OAUTH_SCOPE_MISMATCH: the access token lacks a scope"),
		NoPermission().described("NO_PERMISSION: the user may not read the record"),
		TooManyRequests().described("TOO_MANY_REQUESTS"),
		RateLimitExceeded().described("429 RATE_LIMIT_EXCEEDED"),
		GatewayThrottle(http.StatusBadRequest).described("400, Zoho's gateway: too many requests to one URL"),
		InternalError().described("INTERNAL_ERROR"),
		BadGateway().described("a page of HTML, as gateways send it"),
		ServiceUnavailable().described("SERVICE_UNAVAILABLE"),
		GatewayTimeout().described("a page of HTML, as gateways send it"),
		Redirect(http.StatusFound, "/login").described("302 to a login page"),
		NoContent().described("no body: nothing was found"),
		EmptyList().described("200 with an empty list, in place of 204"),
		ErrorInside200().described("INTERNAL_ERROR with the status 200"),
		ErrorAmongRows().described("an error in place of a page's last row"),
		ExpiredPageToken().described("400 EXPIRED_VALUE: a page token that is a day old"),
		PageTokenMismatch().described("400 TOKEN_BOUND_DATA_MISMATCH, of a page token"),

		HTMLPage().described("200 with HTML, as a proxy's login page has it"),
		EmptyBody().described("200 with no body"),
		HalfJSON().described("half of the body, as if it were all of it"),
		CutBody().described("the connection is closed after half of the body"),
		ResetConnection().described("the connection is reset after half of the body"),
		HangUp().described("the connection is reset before a response"),
		SlowBody(64, 100*time.Millisecond).described("64 bytes every 100 ms"),
		Stall().described("half of the body, then nothing more"),
		NeverResponds().described("nothing at all, until the client goes"),
		HugeBody(1 << 30).described("1 GiB"),
		GzipBomb(1 << 30).described("1 GiB, compressed to 1 MiB"),

		WithoutData().described("a page without data"),
		WithoutInfo().described("a page without info"),
		WithoutMoreRecords().described("a page without info.more_records"),
		EmptyPagePromisingMore().described("a page without rows that promises more"),
		PromisesMore().described("a page that promises more, the last one too"),
		ShortPage().described("half of a page's rows, and more are promised"),
		FewerRows().described("a page without its last row, which it counts"),
		RepeatedToken().described("a page token that leads to the same page again"),
		TokenRing().described("a page token that leads back to page 2"),
		TokenStops().described("a page that promises more, without a page token"),
		RepeatedRows(10).described("10 rows of the page before, and a page's own"),
		SameRows().described("the rows of the page before in place of its own"),
		SwappedRow().described("a page's first row is the last of the page before"),
		DuplicateRow().described("a page's last row comes twice"),
		ReversedRows().described("a page's rows in reverse order"),
		RowWithoutID().described("a page's last row has no id"),
		NumericIDs().described("ids are numbers, not strings of digits"),
		ExtraKeys().described("rows have keys that were not asked for"),
		MissingKeys().described("rows have no keys but id"),
	}
}

// KindNamed finds one of [Kinds] by its name, such as "503" or "page-token-ring".
func KindNamed(name string) (Kind, error) {
	kinds := Kinds()
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.name == name })
	if i < 0 {
		names := make([]string, len(kinds))
		for i, k := range kinds {
			names[i] = k.name
		}
		return Kind{}, fmt.Errorf("no fault is called %q; there are %s", name, strings.Join(names, ", "))
	}
	return kinds[i], nil
}
