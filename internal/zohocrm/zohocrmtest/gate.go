package zohocrmtest

import (
	"sync"
)

// gate counts the requests that are being answered, and lets Close wait for
// their handlers.
type gate struct {
	mu              sync.Mutex
	handlers        sync.WaitGroup
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
	g.handlers.Add(1)
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
func (g *gate) done() { g.handlers.Done() }

// wait rejects what comes and waits for the handlers in flight.
func (g *gate) wait() {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.handlers.Wait()
}

func (g *gate) highest() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.highestInFlight
}
