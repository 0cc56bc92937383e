package zohocrm

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

func silent(time.Duration) {}

// TestRecovery has requests accepted one after the other after a refusal.
func TestRecovery(t *testing.T) {
	t.Parallel()
	throttle := newThrottle(8, &hastyClock{})
	let := func(n int) []*place {
		places := make([]*place, n)
		for i := range places {
			p, err := throttle.enter(t.Context(), false, silent)
			if err != nil {
				t.Fatal(err)
			}
			places[i] = p
		}
		return places
	}
	leave := func(o outcome, places ...*place) {
		for _, p := range places {
			throttle.leave(p, o, time.Second)
		}
	}
	want := func(allowed int) {
		t.Helper()
		if throttle.allowed != allowed {
			t.Errorf("%d allowed, want %d", throttle.allowed, allowed)
		}
	}
	places := let(8)
	leave(accepted, places[:1]...)
	leave(refused, places[1:6]...) // together: one sign
	want(3)
	leave(accepted, places[6:]...) // let in before the refusals: they say nothing
	for range 3 {
		leave(accepted, let(3)...)
	}
	want(3)
	leave(accepted, let(1)...)
	want(4)
	leave(lost, let(4)...)
	leave(refused, let(1)...)
	want(1)
	leave(refused, let(1)...)
	want(1)
	for range 9 {
		leave(accepted, let(1)...)
	}
	leave(refused, let(1)...)
	leave(accepted, let(1)...)
	want(1)
	for range 9 {
		leave(accepted, let(1)...)
	}
	for allowed := 2; allowed < 8; allowed++ {
		want(allowed)
		for range 10 {
			leave(accepted, let(1)...)
		}
	}
	for range 20 {
		want(8)
		leave(accepted, let(1)...)
	}
}

// TestAnswersCount has a request refused, and ten answered.
func TestAnswersCount(t *testing.T) {
	t.Parallel()
	mock := startDeal(t, 2_000, zohocrmtest.WithFaults(
		faults.Fault{On: faults.NthCall(1), Kind: faults.TooManyRequests()},
		faults.Fault{On: faults.NthCall(2), Kind: faults.InternalError()},
		faults.Fault{On: faults.NthCall(3), Kind: faults.EmptyBody()},
		faults.Fault{On: faults.NthCall(4), Kind: faults.HangUp()},
		faults.Fault{On: faults.FromCall(12), Kind: faults.Response(http.StatusNotFound, nil, "")},
	))
	w := newWalker(t, Config{APIDomain: mock.URL()})
	if rows, err := rowsOf(t.Context(), w.client, dealRequest); rows != 1_400 || err == nil {
		t.Errorf("%d rows, %v", rows, err)
	}
	if got := w.client.throttle.allowed; got != 2 {
		t.Errorf("%d allowed, want 2", got)
	}
}

func TestExhaustedIsOver(t *testing.T) {
	t.Parallel()
	throttle := newThrottle(8, &hastyClock{})
	end := throttle.begin()
	one := func(o outcome) {
		p, err := throttle.enter(t.Context(), false, silent)
		if err != nil {
			t.Fatal(err)
		}
		throttle.leave(p, o, 0)
	}
	want := func(exhausted bool) {
		t.Helper()
		if throttle.exhausted(1) != exhausted {
			t.Errorf("exhausted: %t", !exhausted)
		}
	}
	one(refused)
	want(false)
	one(refused)
	want(true)
	one(lost)
	want(true)
	one(accepted)
	want(false)
	one(refused)
	one(refused)
	want(true)
	end()
	want(false)
}

// throttled is a throttle and the times at which it let requests in.
type throttled struct {
	*throttle
	begun time.Time

	mu  sync.Mutex
	log []string
}

// request has a request wait, and then be under way for ten seconds.
func (r *throttled) request(ctx context.Context, name string, alone bool) {
	go func() {
		p, err := r.enter(ctx, alone, silent)
		if err != nil {
			return
		}
		r.mu.Lock()
		r.log = append(r.log, name+" at "+time.Since(r.begun).String())
		r.mu.Unlock()
		time.Sleep(10 * time.Second)
		r.leave(p, accepted, 0)
	}()
	synctest.Wait()
}

// want waits until all is over. Requests of the same time are let in in any order.
func (r *throttled) want(t *testing.T, log ...string) {
	t.Helper()
	time.Sleep(time.Minute)
	r.mu.Lock()
	defer r.mu.Unlock()
	slices.Sort(r.log)
	if slices.Sort(log); !slices.Equal(r.log, log) {
		t.Errorf("got %q, want %q", r.log, log)
	}
}

func TestAloneKeepsOthersOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &throttled{throttle: newThrottle(4, realClock{}), begun: time.Now()}
		r.request(t.Context(), "first", false)
		time.Sleep(time.Second)
		r.request(t.Context(), "alone", true)
		r.request(t.Context(), "second", false)
		time.Sleep(10 * time.Second)
		r.request(t.Context(), "third", false)
		r.want(t, "first at 0s", "alone at 10s", "second at 20s", "third at 20s")
	})
}

// TestPauseEnds lets in all for whom there is a place at the end of a pause, which a shorter one does not shorten, also
// where the first to wait has gone.
func TestPauseEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := &throttled{throttle: newThrottle(4, realClock{}), begun: time.Now()}
		var places []*place
		for range 4 {
			p, err := r.enter(t.Context(), false, silent)
			if err != nil {
				t.Fatal(err)
			}
			places = append(places, p)
		}
		r.leave(places[0], refused, 5*time.Second)
		r.leave(places[1], refused, time.Second)
		r.leave(places[2], lost, 0)
		r.leave(places[3], lost, 0)
		going, gone := context.WithCancel(t.Context())
		r.request(going, "gone", false)
		r.request(t.Context(), "first", false)
		r.request(t.Context(), "second", false)
		r.request(t.Context(), "third", false)
		time.Sleep(time.Second)
		gone()
		r.want(t, "first at 5s", "second at 5s", "third at 15s")
	})
}
