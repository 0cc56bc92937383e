// Package throttle bounds how many requests are in flight at once, and slows down where the server says that they are too many.
package throttle

import (
	"context"
	"slices"
	"sync"
	"time"
)

// recoverAfter is the number of requests that must succeed before the limit is raised by one.
const recoverAfter = 10

// Throttle limits how many requests of a client are in flight. Waiting requests are admitted in the order of arrival. A
// response 429 halves the limit, down to one, and stops all requests for as long as the rate limited one waits; every
// recoverAfter requests that were accepted since raise the limit by one, up to the maximum.
type Throttle struct {
	max   int
	clock Clock

	mu          sync.Mutex
	queue       []*waiter
	limit       int       // of requests in flight, for now
	inFlight    int       // requests that hold a slot
	soleSlot    *Slot     // of the request in flight, where no other was during its time
	exclusive   bool      // whether the request in flight asked to be the only one
	pausedUntil time.Time // no request is admitted before
	reductions  int       // how many times the limit was reduced
	accepted    int       // requests, since the limit last changed

	pending          int // requests between their first attempt and their end, waiting ones included
	rateLimitedAlone int // responses 429 in a row to a request that was the only one in flight
}

// waiter waits for a slot.
type waiter struct {
	alone bool // wants to be the only request in flight
	wake  chan struct{}
}

// Slot is held by a request in flight.
type Slot struct {
	alone      bool // no other request was in flight during its time
	reductions int  // of the throttle when the request was admitted
}

// Outcome is what an attempt tells about the server's limits.
type Outcome int

// What an attempt can tell.
const (
	NoResponse  Outcome = iota // nothing
	Accepted                   // a response other than 429
	RateLimited                // 429
)

// New returns a throttle that lets up to limit requests be in flight, and waits by a clock.
func New(limit int, clock Clock) *Throttle {
	return &Throttle{max: limit, clock: clock, limit: limit}
}

// Limit returns how many requests may be in flight now.
func (t *Throttle) Limit() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.limit
}

// Track counts a request that will be attempted, once or several times, as pending until done is called.
func (t *Throttle) Track() (done func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pending++
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.pending--
		if t.pending == 0 {
			t.rateLimitedAlone = 0
		}
	}
}

// Acquire waits until a request may be sent, or the context ends; the caller releases the slot. A request that is to be
// alone waits until no other is in flight, and keeps the others waiting. Where there is a wait, onWait is called as it
// begins, with how long it will take at least.
func (t *Throttle) Acquire(ctx context.Context, alone bool, onWait func(time.Duration)) (*Slot, error) {
	w := &waiter{alone: alone, wake: make(chan struct{}, 1)}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.queue = append(t.queue, w)
	for first := true; ; first = false {
		if err := ctx.Err(); err != nil {
			t.remove(w)
			return nil, err
		}
		pause := t.pausedUntil.Sub(t.clock.Now())
		available := t.available(w)
		if available && pause <= 0 {
			t.remove(w)
			return t.admit(alone), nil
		}
		t.mu.Unlock()
		if first {
			onWait(max(0, pause))
		}
		if available {
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

// available reports whether there is a slot for w.
func (t *Throttle) available(w *waiter) bool {
	switch {
	case t.queue[0] != w || t.exclusive:
		return false
	case w.alone:
		return t.inFlight == 0
	default:
		return t.inFlight < t.limit
	}
}

// remove takes w out of the queue and wakes the first waiter.
func (t *Throttle) remove(w *waiter) {
	i := slices.Index(t.queue, w)
	t.queue = slices.Delete(t.queue, i, i+1)
	t.wakeFirst()
}

func (t *Throttle) wakeFirst() {
	if len(t.queue) == 0 {
		return
	}
	select {
	case t.queue[0].wake <- struct{}{}:
	default: // it is awake already
	}
}

func (t *Throttle) admit(alone bool) *Slot {
	s := &Slot{alone: t.inFlight == 0, reductions: t.reductions}
	if t.soleSlot != nil {
		t.soleSlot.alone = false
		t.soleSlot = nil
	}
	if s.alone {
		t.soleSlot = s
	}
	t.inFlight++
	t.exclusive = alone
	return s
}

// Release gives a slot back. After a response 429 no request is admitted for the time of pause. It reports whether the
// request was the only one in flight all the time.
func (t *Throttle) Release(s *Slot, o Outcome, pause time.Duration) (alone bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.inFlight--
	t.exclusive = false
	if t.soleSlot == s {
		t.soleSlot = nil
	}
	switch o {
	case Accepted:
		t.onAccepted(s)
	case RateLimited:
		t.onRateLimited(s, pause)
	}
	t.wakeFirst()
	return s.alone
}

func (t *Throttle) onAccepted(s *Slot) {
	t.rateLimitedAlone = 0
	if s.reductions != t.reductions || t.limit == t.max {
		return // it was admitted before the last 429, and tells nothing about the limit of now
	}
	t.accepted++
	if t.accepted == recoverAfter {
		t.accepted = 0
		t.limit++
	}
}

func (t *Throttle) onRateLimited(s *Slot, pause time.Duration) {
	if until := t.clock.Now().Add(pause); until.After(t.pausedUntil) {
		t.pausedUntil = until
	}
	if s.alone {
		t.rateLimitedAlone++
	}
	// Requests that were in flight together are rate limited together: the limit is reduced once for all of them.
	if s.reductions == t.reductions {
		t.reductions++
		t.accepted = 0
		t.limit = max(1, min(t.limit, t.inFlight+1)/2)
	}
}

// Exhausted reports whether, while there were pending requests all the time, more than n responses 429 in a row went to a
// request that was the only one in flight: then lowering their number does not help.
func (t *Throttle) Exhausted(n int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.rateLimitedAlone > n
}
