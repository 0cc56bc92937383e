package throttle

import (
	"context"
	"time"
)

// Clock is the time that a client waits by. Tests put in one that does not wait.
type Clock interface {
	// Now returns the time. After Sleep has returned nil it is later by as much at least as was slept.
	Now() time.Time

	// Sleep returns nil after d, or the context's error as soon as the context ends.
	Sleep(ctx context.Context, d time.Duration) error
}

// SystemClock is the system's.
type SystemClock struct{}

// Now returns the time.
func (SystemClock) Now() time.Time { return time.Now() }

// Sleep waits for d, or until the context ends.
func (SystemClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
