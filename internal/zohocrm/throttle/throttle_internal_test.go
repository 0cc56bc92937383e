package throttle

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func ignoreWait(time.Duration) {}

// acquireSlots acquires n slots at once.
func acquireSlots(t *testing.T, throttle *Throttle, n int) []*Slot {
	t.Helper()
	slots := make([]*Slot, n)
	for i := range slots {
		s, err := throttle.Acquire(t.Context(), false, ignoreWait)
		if err != nil {
			t.Fatal(err)
		}
		slots[i] = s
	}
	return slots
}

// TestRecovery has requests accepted one after the other after a response 429.
func TestRecovery(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		throttle := New(8, SystemClock{})
		acquire := func(n int) []*Slot {
			t.Helper()
			return acquireSlots(t, throttle, n)
		}
		release := func(o Outcome, slots ...*Slot) {
			for _, s := range slots {
				throttle.Release(s, o, time.Second)
			}
		}
		wantLimit := func(limit int) {
			t.Helper()
			if throttle.limit != limit {
				t.Errorf("the limit is %d, want %d", throttle.limit, limit)
			}
		}
		slots := acquire(8)
		release(Accepted, slots[:1]...)
		release(RateLimited, slots[1:6]...) // together: reduced once
		wantLimit(3)
		release(Accepted, slots[6:]...) // admitted before the limit was reduced: they do not count
		for range 3 {
			release(Accepted, acquire(3)...)
		}
		wantLimit(3)
		release(Accepted, acquire(1)...)
		wantLimit(4)
		release(NoResponse, acquire(4)...)
		release(RateLimited, acquire(1)...)
		wantLimit(1)
		release(RateLimited, acquire(1)...)
		wantLimit(1)
		for range 9 {
			release(Accepted, acquire(1)...)
		}
		release(RateLimited, acquire(1)...)
		release(Accepted, acquire(1)...)
		wantLimit(1)
		for range 9 {
			release(Accepted, acquire(1)...)
		}
		for limit := 2; limit < 8; limit++ {
			wantLimit(limit)
			for range 10 {
				release(Accepted, acquire(1)...)
			}
		}
		for range 20 {
			wantLimit(8)
			release(Accepted, acquire(1)...)
		}
	})
}

func TestExhaustedIsReset(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		throttle := New(8, SystemClock{})
		done := throttle.Track()
		request := func(o Outcome) {
			t.Helper()
			throttle.Release(acquireSlots(t, throttle, 1)[0], o, 0)
		}
		wantExhausted := func(exhausted bool) {
			t.Helper()
			if throttle.Exhausted(1) != exhausted {
				t.Errorf("exhausted: %t", !exhausted)
			}
		}
		request(RateLimited)
		wantExhausted(false)
		request(RateLimited)
		wantExhausted(true)
		request(NoResponse)
		wantExhausted(true)
		request(Accepted)
		wantExhausted(false)
		request(RateLimited)
		request(RateLimited)
		wantExhausted(true)
		done()
		wantExhausted(false)
	})
}

// admissionLog is a throttle and the times at which it admitted requests.
type admissionLog struct {
	*Throttle
	started time.Time

	mu  sync.Mutex
	log []string
}

// startRequest has a request wait for a slot, and then be in flight for ten seconds.
func (l *admissionLog) startRequest(ctx context.Context, name string, alone bool) {
	go func() {
		s, err := l.Acquire(ctx, alone, ignoreWait)
		if err != nil {
			return
		}
		l.mu.Lock()
		l.log = append(l.log, name+" at "+time.Since(l.started).String())
		l.mu.Unlock()
		time.Sleep(10 * time.Second)
		l.Release(s, Accepted, 0)
	}()
	synctest.Wait()
}

// wantAdmissions waits until all requests are over. Requests of the same time are admitted in any order.
func (l *admissionLog) wantAdmissions(t *testing.T, want ...string) {
	t.Helper()
	time.Sleep(time.Minute)
	l.mu.Lock()
	defer l.mu.Unlock()
	slices.Sort(l.log)
	if slices.Sort(want); !slices.Equal(l.log, want) {
		t.Errorf("got %q, want %q", l.log, want)
	}
}

func TestExclusiveRequest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &admissionLog{Throttle: New(4, SystemClock{}), started: time.Now()}
		l.startRequest(t.Context(), "first", false)
		time.Sleep(time.Second)
		l.startRequest(t.Context(), "alone", true)
		l.startRequest(t.Context(), "second", false)
		time.Sleep(10 * time.Second)
		l.startRequest(t.Context(), "third", false)
		l.wantAdmissions(t, "first at 0s", "alone at 10s", "second at 20s", "third at 20s")
	})
}

// TestPauseEnds admits every request that there is a slot for at the end of a pause, which a shorter one does not shorten,
// also where the first one to wait has been cancelled.
func TestPauseEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &admissionLog{Throttle: New(4, SystemClock{}), started: time.Now()}
		slots := acquireSlots(t, l.Throttle, 4)
		l.Release(slots[0], RateLimited, 5*time.Second)
		l.Release(slots[1], RateLimited, time.Second)
		l.Release(slots[2], NoResponse, 0)
		l.Release(slots[3], NoResponse, 0)
		cancelled, cancel := context.WithCancel(t.Context())
		l.startRequest(cancelled, "cancelled", false)
		l.startRequest(t.Context(), "first", false)
		l.startRequest(t.Context(), "second", false)
		l.startRequest(t.Context(), "third", false)
		time.Sleep(time.Second)
		cancel()
		l.wantAdmissions(t, "first at 5s", "second at 5s", "third at 15s")
	})
}
