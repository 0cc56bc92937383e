package provider_test

import (
	"context"
	"sync"
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
