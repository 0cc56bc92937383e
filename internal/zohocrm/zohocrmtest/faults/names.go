package faults

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Kinds are the kinds of fault that can be asked for by name, as a program's
// flag does; those with arguments have an example's.
func Kinds() []Kind {
	return []Kind{
		InvalidToken(), NoPermission(), TooManyRequests(), RateLimitExceeded(), GatewayThrottle(http.StatusBadRequest), InternalError(),
		BadGateway(),
		ServiceUnavailable(), GatewayTimeout(), ExpiredToken(), TokenMismatch(), NoContent(), ErrorInside200(),
		HTMLPage(), EmptyBody(), HalfJSON(), CutBody(), ResetConnection(), HangUp(), SlowBody(64, 100*time.Millisecond),
		NeverAnswer(), Stall(), HugeBody(1 << 30), GzipBomb(1 << 30), Redirect(http.StatusFound, "/login"),
		WithoutData(), WithoutInfo(), WithoutMoreRecords(), EmptyPagePromisingMore(),
		RepeatedToken(), TokenRing(), TokenStops(), RepeatedRows(10), SwappedRow(), SameRows(),
		ScopeMismatch(), EmptyList(), PromisesMore(), ShortPage(), DuplicateRow(), ReversedRows(),
		RowWithoutID(), NumericIDs(), ExtraKeys(), MissingKeys(),
		ErrorAmongRows(), FewerRows(),
	}
}

// KindNamed finds one of [Kinds] by its name, such as "503" or "token-ring".
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
