package zohocrmtest

import (
	"sync"
)

// gate counts the requests that are in flight, and lets Close wait for
// their handlers.
type gate struct {
	mu              sync.Mutex
	handlers        int       // that have not returned
	returned        sync.Cond // when handlers falls; no WaitGroup, which could not be used both in a bubble of synctest and outside
	inFlight        int
	highestInFlight int
	closed          bool
}

// start counts a request in; ok is false once the server is closed.
func (g *gate) start() (inFlight int, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return 0, false
	}
	g.handlers++
	g.inFlight++
	g.highestInFlight = max(g.highestInFlight, g.inFlight)
	return g.inFlight, true
}

// respond counts a request out: its response is about to be sent.
func (g *gate) respond() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inFlight--
}

// done tells that the handler of a request has returned.
func (g *gate) done() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.handlers--
	if g.returned.L != nil {
		g.returned.Broadcast()
	}
}

// wait rejects what comes and waits for the handlers in flight.
func (g *gate) wait() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
	g.returned.L = &g.mu
	for g.handlers > 0 {
		g.returned.Wait()
	}
}

func (g *gate) highest() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.highestInFlight
}
