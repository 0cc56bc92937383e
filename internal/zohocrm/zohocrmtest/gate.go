package zohocrmtest

import (
	"sync"
)

// gate counts the requests that are being answered, and lets Close wait for
// their handlers.
type gate struct {
	mu       sync.Mutex
	handlers sync.WaitGroup
	now      int
	max      int
	closed   bool
}

// enter counts a request in; ok is false once the server is closed.
func (g *gate) enter() (inFlight int, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return 0, false
	}
	g.handlers.Add(1)
	g.now++
	g.max = max(g.max, g.now)
	return g.now, true
}

// leave counts a request out: its answer is about to be sent.
func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now--
}

// done tells that the handler of a request has returned.
func (g *gate) done() { g.handlers.Done() }

// wait refuses what comes and waits for the handlers under way.
func (g *gate) wait() {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.handlers.Wait()
}

func (g *gate) highest() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.max
}
