package provider_test

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// instantClock is a time that passes by being slept through, and keeps the waits.
type instantClock struct {
	mu    sync.Mutex
	slept time.Duration
	waits []time.Duration
}

func (c *instantClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(c.slept)
}

func (c *instantClock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept += d
	c.waits = append(c.waits, d)
	return nil
}

// meetingClock has everyone who sleeps wait until a number of them sleep at once, and then for ever or, as an
// [instantClock], no more.
type meetingClock struct {
	instantClock
	met     chan struct{} // closed when they do
	missing atomic.Int64  // those who do not sleep yet
	forever bool
}

func newMeetingClock(n int, forever bool) *meetingClock {
	c := &meetingClock{met: make(chan struct{}), forever: forever}
	c.missing.Store(int64(n))
	return c
}

func (c *meetingClock) Sleep(ctx context.Context, d time.Duration) error {
	if c.missing.Add(-1) == 0 {
		close(c.met)
	}
	met := c.met
	if c.forever {
		met = nil
	}
	select {
	case <-met:
		return c.instantClock.Sleep(ctx, d)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// expiring is a context whose deadline passes when a channel is closed.
type expiring struct {
	context.Context
	passed <-chan struct{}
}

func (c expiring) Done() <-chan struct{} { return c.passed }

func (c expiring) Err() error {
	select {
	case <-c.passed:
		return context.DeadlineExceeded
	default:
		return nil
	}
}
