package oauth_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestInvalidTokenIsRenewedOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		source := h.source()
		first := h.token(source)
		var callers sync.WaitGroup
		for range 20 { // all of them had the same token
			callers.Go(func() {
				if !source.Invalidate(t.Context(), first.Value) {
					t.Error("no other token can be had")
				}
				if h.token(source) == first {
					t.Error("the invalid token was returned again")
				}
			})
		}
		callers.Wait()
		h.wantRequested(2, 2)
	})
}

func TestLateInvalidateOfAnOldToken(t *testing.T) {
	t.Parallel()
	for name, cacheOff := range map[string]bool{"with the cache": false, "without": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.config.CacheOff = cacheOff
			source := h.source()
			first := h.token(source)
			source.Invalidate(t.Context(), first.Value)
			second := h.token(source)
			if !source.Invalidate(t.Context(), first.Value) || h.token(source) != second {
				t.Error("a late Invalidate of the first token discarded the second")
			}
			if !source.Invalidate(t.Context(), "1000.never.seen") || h.token(source) != second {
				t.Error("an Invalidate of another token discarded the second")
			}
			h.wantRequested(2, 2)
		})
	}
}

func TestInvalidTokenIsRemovedFromTheCache(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	source := h.source()
	source.Invalidate(t.Context(), h.token(source).Value)
	h.wantLogged("Invalid access token removed from the cache")
	if got := h.token(h.source()).Value; got != h.accounts.Tokens()[1] { // another process
		t.Errorf("got %q", got)
	}
	if got := h.token(source).Value; got != h.accounts.Tokens()[1] {
		t.Errorf("got %q, and not the one that the other process left", got)
	}
	h.wantRequested(2, 2)
}

func TestNewerTokenInTheCacheIsTried(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	source, other := h.source(), h.source()
	old := h.token(source)
	other.Invalidate(t.Context(), h.token(other).Value)
	newer := h.token(other)
	if !source.Invalidate(t.Context(), old.Value) {
		t.Error("no other token can be had")
	}
	if got := h.token(source); got != newer {
		t.Errorf("got %q", got.Value)
	}
	if got := h.token(h.source()); got != newer { // it is still in the cache
		t.Errorf("another process got %q", got.Value)
	}
	h.wantRequested(2, 2)
}

// Where every token is rejected the cause is not the token, and Zoho issues ten in ten minutes for everybody.
func TestEveryTokenIsInvalid(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		source := h.source()
		for i := range 3 {
			if !source.Invalidate(t.Context(), h.token(source).Value) {
				t.Errorf("no other token after %d", i+1)
			}
		}
		last := h.token(source)
		for range 3 {
			if source.Invalidate(t.Context(), last.Value) {
				t.Error("yet another token can be had")
			}
			if h.token(source) != last { // a request with it has Zoho's own response at least
				t.Error("another token came")
			}
		}
		h.wantRequested(4, 4)

		time.Sleep(10*time.Minute - 1)
		if source.Invalidate(t.Context(), last.Value) {
			t.Error("another token within ten minutes")
		}
		time.Sleep(time.Nanosecond)
		if !source.Invalidate(t.Context(), last.Value) || h.token(source) == last {
			t.Error("no other token after ten minutes")
		}
		h.wantRequested(5, 5)
	})
}

func TestEveryTokenIsInvalidButAnotherProcessHasOne(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	source := h.source()
	for range 3 {
		source.Invalidate(t.Context(), h.token(source).Value)
	}
	last := h.token(source)
	if source.Invalidate(t.Context(), last.Value) {
		t.Error("a fourth token can be had")
	}
	newer := h.token(h.source())
	if !source.Invalidate(t.Context(), last.Value) {
		t.Error("the other process's token cannot be had")
	}
	if got := h.token(source); got != newer {
		t.Errorf("got %q", got.Value)
	}
}

func TestInvalidateWithoutACache(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.config.CacheOff = true
	source := h.source()
	first := h.token(source)
	if !source.Invalidate(t.Context(), first.Value) || h.token(source) == first {
		t.Error("no other token")
	}
	h.wantRequested(2, 2)
}
