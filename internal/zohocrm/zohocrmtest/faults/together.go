package faults

import (
	"net/http"
	"sync/atomic"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Together answers rightly, but the first n calls only once all of them are
// under way: a client that has n at once passes, however busy the machine, and
// one that has fewer waits for ever.
func Together(n int) Kind {
	return Kind{name: "together", handler: func() faultHandler {
		var arrived atomic.Int64
		all := make(chan struct{})
		return func(w http.ResponseWriter, r *http.Request, b wire.Backend, _ bool) {
			if arrived.Add(1) == int64(n) {
				close(all)
			}
			select {
			case <-all:
				b.ServeHTTP(w, r)
			case <-r.Context().Done():
			}
		}
	}}
}
