// Package faults has the ways in which a test server can respond wrongly, and picks the requests that it does so to.
package faults

import (
	"net/http"
	"sync"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Fault asks a server for a wrong response: what Kind says, on the calls that On
// picks. Of several faults the first that picks a call responds to it.
type Fault struct {
	On   On
	Kind Kind
}

// Call is what an [On] picks by.
type Call struct {
	// Path is the path of the request's URL.
	Path string

	// Walk is what all calls of one walk have in common: the path, for the
	// attachments of a record; the query but for its place in the walk, for
	// records.
	Walk string

	// Page is the page of the walk that is asked for, from 1 on, whether by
	// number or by token.
	Page int
}

// On picks calls. It counts anew for every fault and every server, so a value
// may be used any number of times.
type On struct{ picker func() func(Call) bool }

// EveryCall picks all calls.
func EveryCall() On {
	return OnCall(func(Call) bool { return true })
}

// NthCall picks the n-th call, from 1 on.
func NthCall(n int) On { return counted(func(call int) bool { return call == n }) }

// FromCall picks the n-th call, from 1 on, and all that follow.
func FromCall(n int) On { return counted(func(call int) bool { return call >= n }) }

// NthPage picks the calls that ask for page n of a walk, from 1 on: every attempt.
func NthPage(n int) On {
	return OnCall(func(c Call) bool { return c.Page == n })
}

// FromPage picks the calls that ask for page n of a walk, or a later one.
func FromPage(n int) On {
	return OnCall(func(c Call) bool { return c.Page >= n })
}

// EachPageOnce picks the first call for each page of each walk.
func EachPageOnce() On {
	return On{func() func(Call) bool {
		seen := map[Call]bool{}
		return func(c Call) bool {
			first := !seen[c]
			seen[c] = true
			return first
		}
	}}
}

// OnCall picks the calls for which pick returns true. Calls of pick do not
// overlap.
func OnCall(pick func(Call) bool) On {
	return On{func() func(Call) bool { return pick }}
}

func counted(pick func(call int) bool) On {
	return On{func() func(Call) bool {
		calls := 0
		return func(Call) bool { calls++; return pick(calls) }
	}}
}

// Times picks the first n of the calls that o picks.
func (o On) Times(n int) On {
	return On{func() func(Call) bool {
		pick, left := o.picker(), n
		return func(c Call) bool {
			if left == 0 || !pick(c) {
				return false
			}
			left--
			return true
		}
	}}
}

// Record narrows o to the calls for one record: the others are not counted.
func (o On) Record(module, recordID string) On {
	return o.narrowed(func(c Call) bool {
		t, ok := wire.ParseTarget(c.Path)
		return ok && t == wire.Target{Module: module, RecordID: recordID}
	})
}

// Queries narrows o to COQL queries: other calls are not counted.
func (o On) Queries() On { return o.narrowed(func(c Call) bool { return c.Path == wire.QueryPath }) }

// Attachments narrows o to all calls but COQL queries, which are not counted.
func (o On) Attachments() On {
	return o.narrowed(func(c Call) bool { return c.Path != wire.QueryPath })
}

func (o On) narrowed(to func(Call) bool) On {
	return On{func() func(Call) bool {
		pick := o.picker()
		return func(c Call) bool { return to(c) && pick(c) }
	}}
}

// Kind is a way to respond wrongly. Like an [On], a value may be used any
// number of times.
type Kind struct {
	name, description string
	// handler makes what responds to the picked calls of one fault.
	handler func() faultHandler
	// remembers tells that the handler wants the calls that were not picked
	// too, to respond to them as it should and learn from them.
	remembers bool
}

// String is the kind's name, as the log of requests gives it.
func (k Kind) String() string { return k.name }

// Description says in a line what the response is; only those of [Kinds] have one.
func (k Kind) Description() string { return k.description }

func (k Kind) described(description string) Kind {
	k.description = description
	return k
}

// faultHandler responds to a call in place of b.
type faultHandler func(w http.ResponseWriter, r *http.Request, b wire.Backend, picked bool)

// Set holds the faults of a server. Its zero value has none.
type Set struct {
	mu     sync.Mutex
	faults []activeFault
}

type activeFault struct {
	kind    Kind
	pick    func(Call) bool
	handler faultHandler
}

// Replace replaces the faults, their counts starting anew.
func (s *Set) Replace(faults []Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = make([]activeFault, len(faults))
	for i, f := range faults {
		s.faults[i] = activeFault{f.Kind, f.On.picker(), f.Kind.handler()}
	}
}

// Handler is what responds to a request for a page of a walk: a fault, whose kind note is then told by name, or b.
func (s *Set) Handler(r *http.Request, page int, b wire.Backend, note func(kind string)) http.Handler {
	s.mu.Lock()
	defer s.mu.Unlock()
	call := Call{r.URL.Path, b.WalkOf(r), page}
	var responding, learning *activeFault
	for i, f := range s.faults {
		// Every fault sees every call, so that each counts for itself.
		picked := f.pick(call)
		if picked && responding == nil {
			responding = &s.faults[i]
		}
		if f.kind.remembers && learning == nil {
			learning = &s.faults[i]
		}
	}
	switch {
	case responding != nil:
		note(responding.kind.name)
		return responding.serving(b, true)
	case learning != nil:
		return learning.serving(b, false)
	}
	return b
}

func (f *activeFault) serving(b wire.Backend, picked bool) http.Handler {
	handler := f.handler
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler(w, r, b, picked) })
}
