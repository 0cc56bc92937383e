package zohocrm

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// DefaultMaxConcurrentRequests is the number of requests that Zoho serves at once in all but its smallest edition.
const DefaultMaxConcurrentRequests = 10

// setLimits fills in the defaults of what bounds requests, and refuses what is out of range.
func (c *Config) setLimits() error {
	if c.MaxRetries == nil {
		c.MaxRetries = new(DefaultMaxRetries)
	}
	if c.MaxConcurrentRequests == 0 {
		c.MaxConcurrentRequests = DefaultMaxConcurrentRequests
	}
	if c.Clock == nil {
		c.Clock = realClock{}
	}
	if c.newBackOff == nil {
		c.newBackOff = newBackOff
	}
	switch {
	case *c.MaxRetries < 0 || *c.MaxRetries > MaxRetriesLimit:
		return fmt.Errorf("zohocrm: max retries %d is not between 0 and %d", *c.MaxRetries, MaxRetriesLimit)
	case c.MaxConcurrentRequests < 0:
		return fmt.Errorf("zohocrm: max concurrent requests %d is negative", c.MaxConcurrentRequests)
	}
	return nil
}

// recoverAfter is the number of requests that must have been accepted before one more is let out at once.
const recoverAfter = 10

// throttle bounds how many requests of a client are under way at once. Who waits is let in in the order of arrival. A
// refusal (429) halves the number allowed, down to one, and stops all for as long as the refused request waits; every
// recoverAfter requests that were accepted since raise the number by one, up to the limit.
type throttle struct {
	limit int
	clock Clock

	mu       sync.Mutex
	queue    []*waiter
	allowed  int       // at once, for now
	underWay int       // requests that were let in
	solo     *place    // the request under way, where no other was during its time
	closed   bool      // by a request under way that wants to be the only one
	until    time.Time // nobody is let in before
	cuts     int       // of the number allowed
	accepted int       // requests, since the number allowed last changed

	pending      int // requests between their first try and their end, those that wait included
	refusedAlone int // refusals in a row that met the only request under way
}

// waiter waits to be let in.
type waiter struct {
	alone bool // wants to be the only request under way
	wake  chan struct{}
}

// place is a request that was let in.
type place struct {
	alone bool // no other request was under way during its time
	cuts  int  // of the throttle when it was let in
}

// outcome is what a try tells of the server's limits.
type outcome int

const (
	lost     outcome = iota // nothing: no answer came
	accepted                // an answer other than 429
	refused                 // 429
)

func newThrottle(limit int, clock Clock) *throttle {
	return &throttle{limit: limit, clock: clock, allowed: limit}
}

// begin tells of a request that will be tried, once or several times; the caller calls the function returned at its end.
func (t *throttle) begin() (end func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pending++
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.pending--
		if t.pending == 0 {
			t.refusedAlone = 0
		}
	}
}

// enter waits until a request may be sent, or the context ends. A request that is to be alone waits until no other is
// under way, and keeps the others waiting. The caller calls leave with the place. Where there is a wait, waits is called
// as it begins, with how long it will take at least.
func (t *throttle) enter(ctx context.Context, alone bool, waits func(time.Duration)) (*place, error) {
	w := &waiter{alone: alone, wake: make(chan struct{}, 1)}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.queue = append(t.queue, w)
	for first := true; ; first = false {
		if err := ctx.Err(); err != nil {
			t.remove(w)
			return nil, err
		}
		pause := t.until.Sub(t.clock.Now())
		free := t.free(w)
		if free && pause <= 0 {
			t.remove(w)
			return t.letIn(alone), nil
		}
		t.mu.Unlock()
		if first {
			waits(max(0, pause))
		}
		if free {
			_ = t.clock.Sleep(ctx, pause) // the loop sees the context's end
		} else {
			select {
			case <-w.wake:
			case <-ctx.Done():
			}
		}
		t.mu.Lock()
	}
}

// free reports whether there is a place for w.
func (t *throttle) free(w *waiter) bool {
	switch {
	case t.queue[0] != w || t.closed:
		return false
	case w.alone:
		return t.underWay == 0
	default:
		return t.underWay < t.allowed
	}
}

// remove takes w out of the queue and has the first one look whether there is a place.
func (t *throttle) remove(w *waiter) {
	i := slices.Index(t.queue, w)
	t.queue = slices.Delete(t.queue, i, i+1)
	t.wakeFirst()
}

func (t *throttle) wakeFirst() {
	if len(t.queue) == 0 {
		return
	}
	select {
	case t.queue[0].wake <- struct{}{}:
	default: // it is awake already
	}
}

func (t *throttle) letIn(alone bool) *place {
	p := &place{alone: t.underWay == 0, cuts: t.cuts}
	if t.solo != nil {
		t.solo.alone = false
		t.solo = nil
	}
	if p.alone {
		t.solo = p
	}
	t.underWay++
	t.closed = alone
	return p
}

// leave gives a place back. After a refusal nobody is let in for the time of pause. It reports whether the request was
// the only one under way all the time.
func (t *throttle) leave(p *place, o outcome, pause time.Duration) (alone bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.underWay--
	t.closed = false
	if t.solo == p {
		t.solo = nil
	}
	switch o {
	case accepted:
		t.accept(p)
	case refused:
		t.refuse(p, pause)
	}
	t.wakeFirst()
	return p.alone
}

func (t *throttle) accept(p *place) {
	t.refusedAlone = 0
	if p.cuts != t.cuts || t.allowed == t.limit {
		return // it was let in before the last refusal, and says nothing of what goes now
	}
	t.accepted++
	if t.accepted == recoverAfter {
		t.accepted = 0
		t.allowed++
	}
}

func (t *throttle) refuse(p *place, pause time.Duration) {
	if until := t.clock.Now().Add(pause); until.After(t.until) {
		t.until = until
	}
	if p.alone {
		t.refusedAlone++
	}
	// The requests that were under way together are refused together: that is one sign, not several.
	if p.cuts == t.cuts {
		t.cuts++
		t.accepted = 0
		t.allowed = max(1, min(t.allowed, t.underWay+1)/2)
	}
}

// exhausted reports whether, while one or more requests were pending all the time, more than n refusals in a row met a
// request that was alone: then it is not their number that Zoho refuses.
func (t *throttle) exhausted(n int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.refusedAlone > n
}
