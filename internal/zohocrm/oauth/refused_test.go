package oauth_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestRefusedTokenIsRenewedOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		source := h.source()
		first := h.token(source)
		var callers sync.WaitGroup
		for range 20 { // all of them had the same token
			callers.Go(func() {
				if !source.Refused(t.Context(), first.Value) {
					t.Error("no other token can be had")
				}
				if h.token(source) == first {
					t.Error("the refused token came again")
				}
			})
		}
		callers.Wait()
		h.wantMinted(2, 2)
	})
}

func TestLateRefusalOfAnOldToken(t *testing.T) {
	t.Parallel()
	for name, cacheOff := range map[string]bool{"with the cache": false, "without": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.config.CacheOff = cacheOff
			source := h.source()
			first := h.token(source)
			source.Refused(t.Context(), first.Value)
			second := h.token(source)
			if !source.Refused(t.Context(), first.Value) || h.token(source) != second {
				t.Error("a late refusal of the first token cost the second")
			}
			if !source.Refused(t.Context(), "1000.never.seen") || h.token(source) != second {
				t.Error("a refusal of another's token cost the second")
			}
			h.wantMinted(2, 2)
		})
	}
}

func TestRefusedTokenIsDroppedFromTheCache(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	source := h.source()
	source.Refused(t.Context(), h.token(source).Value)
	h.wantLogged("Refused access token dropped from the cache")
	if got := h.token(h.source()).Value; got != h.accounts.Tokens()[1] { // another process
		t.Errorf("got %q", got)
	}
	if got := h.token(source).Value; got != h.accounts.Tokens()[1] {
		t.Errorf("got %q, and not the one that the other process left", got)
	}
	h.wantMinted(2, 2)
}

func TestNewerTokenInTheCacheIsTried(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	source, other := h.source(), h.source()
	old := h.token(source)
	other.Refused(t.Context(), h.token(other).Value)
	newer := h.token(other)
	if !source.Refused(t.Context(), old.Value) {
		t.Error("no other token can be had")
	}
	if got := h.token(source); got != newer {
		t.Errorf("got %q", got.Value)
	}
	if got := h.token(h.source()); got != newer { // it is still in the cache
		t.Errorf("another process got %q", got.Value)
	}
	h.wantMinted(2, 2)
}

// Where every token is refused the trouble is not with the token, and Zoho mints ten in ten minutes for everybody.
func TestEveryTokenIsRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		source := h.source()
		for i := range 3 {
			if !source.Refused(t.Context(), h.token(source).Value) {
				t.Errorf("no other token after %d", i+1)
			}
		}
		last := h.token(source)
		for range 3 {
			if source.Refused(t.Context(), last.Value) {
				t.Error("yet another token can be had")
			}
			if h.token(source) != last { // a request with it has Zoho's own answer at least
				t.Error("another token came")
			}
		}
		h.wantMinted(4, 4)

		time.Sleep(10*time.Minute - 1)
		if source.Refused(t.Context(), last.Value) {
			t.Error("another token within ten minutes")
		}
		time.Sleep(time.Nanosecond)
		if !source.Refused(t.Context(), last.Value) || h.token(source) == last {
			t.Error("no other token after ten minutes")
		}
		h.wantMinted(5, 5)
	})
}

func TestEveryTokenIsRefusedButAnotherProcessHasOne(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	source := h.source()
	for range 3 {
		source.Refused(t.Context(), h.token(source).Value)
	}
	last := h.token(source)
	if source.Refused(t.Context(), last.Value) {
		t.Error("a fourth token can be had")
	}
	newer := h.token(h.source())
	if !source.Refused(t.Context(), last.Value) {
		t.Error("the other process's token cannot be had")
	}
	if got := h.token(source); got != newer {
		t.Errorf("got %q", got.Value)
	}
}

func TestRefusedWithoutACache(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.config.CacheOff = true
	source := h.source()
	first := h.token(source)
	if !source.Refused(t.Context(), first.Value) || h.token(source) == first {
		t.Error("no other token")
	}
	h.wantMinted(2, 2)
}
