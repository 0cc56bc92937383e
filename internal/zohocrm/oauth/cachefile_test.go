package oauth_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

func TestTokenIsKeptForTheNextProcess(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.accounts.APIDomain = "https://www.zohoapis.in"
	first := h.token(h.source())
	for range 11 {
		if got := h.token(h.source()); got != first || got.APIDomain != "https://www.zohoapis.in" {
			t.Errorf("got %q for %q", got.Value, got.APIDomain)
		}
	}
	h.wantRequested(1, 1)
	h.wantLogged("Access token taken from the cache map[")
}

func TestCacheBelongsToItsCredentials(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.token(h.source())
	for name, change := range map[string]func(*oauth.Config, *accounts.Server){
		"client id": func(c *oauth.Config, a *accounts.Server) {
			c.ClientID, a.ClientID = "1000.OTHER", "1000.OTHER"
		},
		"client secret": func(c *oauth.Config, a *accounts.Server) {
			c.ClientSecret, a.ClientSecret = "other", "other"
		},
		"refresh token": func(c *oauth.Config, a *accounts.Server) {
			c.Grant, a.RefreshToken = oauth.RefreshToken("1000.o"), "1000.o"
		},
		"grant": func(c *oauth.Config, _ *accounts.Server) { c.Grant = organization() },
		"organisation": func(c *oauth.Config, a *accounts.Server) {
			c.Grant, a.OrganizationID = oauth.ClientCredentials{OrganizationID: "7", Scopes: organization().Scopes}, "7"
		},
		"scopes": func(c *oauth.Config, _ *accounts.Server) {
			c.Grant = oauth.ClientCredentials{OrganizationID: accounts.OrganizationID, Scopes: organization().Scopes[:1]}
		},
		"accounts URL": func(c *oauth.Config, _ *accounts.Server) { c.AccountsURL = "https://accounts.zoho.com" },
	} {
		t.Run(name, func(t *testing.T) { // one after the other: they share a folder
			other := newHarness(t)
			other.config.CacheDir = h.config.CacheDir
			change(&other.config, other.accounts)
			other.token(other.source())
			other.wantRequested(1, 1)
			other.token(other.source())
			other.wantRequested(1, 1)
		})
	}
}

func TestExpiredTokenIsNotTakenFromTheCache(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.token(h.source())
		time.Sleep(59*time.Minute - 1)
		h.token(h.source())
		h.wantRequested(1, 1)
		time.Sleep(time.Nanosecond)
		h.token(h.source())
		h.wantRequested(2, 2)
		h.wantLogged("No access token in the cache map[accounts_url:https://accounts.zoho.eu reason:it has expired]")
	})
}

// A clock that went back, or a file from a machine with another: nobody knows when the token ends.
func TestTokenFromTheFutureIsNotTakenFromTheCache(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	now := time.Now()
	h.config.Now = func() time.Time { return now }
	h.token(h.source())
	now = now.Add(-5 * time.Minute)
	h.token(h.source())
	h.wantRequested(1, 1)
	now = now.Add(-1)
	h.token(h.source())
	h.wantRequested(2, 2)
	h.wantLogged("No access token in the cache map[accounts_url:https://accounts.zoho.eu reason:it expires later than any token]")
}

func TestCacheFolderOfTheUser(t *testing.T) {
	h := newHarness(t)
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "not", "made", "yet"))
	t.Setenv("LocalAppData", home)
	folder, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	h.config.CacheDir = ""
	h.token(h.source())
	h.config.CacheDir = filepath.Join(folder, "terraform-provider-zohocrm")
	h.sealed()
	h.token(h.source())
	h.wantRequested(1, 1)
}

func TestExpiredFilesArePruned(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.token(h.source())
	own := []string{filepath.Base(h.file("token-*.lock")), filepath.Base(h.sealed())}
	const (
		other = "token-00000000000000000000000000000001"
		held  = "token-00000000000000000000000000000002"
		young = "token-00000000000000000000000000000003"
	)
	long := time.Now().Add(-2 * time.Hour)
	for name, modified := range map[string]time.Time{
		other + ".sealed": long, other + ".lock": long, other + ".tmp-123": long, held + ".lock": long,
		strings.TrimSuffix(own[1], ".sealed") + ".tmp-7": long, own[0]: long, own[1]: long,
		young + ".sealed": time.Now(), young + ".lock": long, young + ".tmp-8": time.Now(),
		"notes.txt": long, "token-1.sealed": long, other + ".sealed.bak": long, "x" + other + ".sealed": long,
	} {
		path := filepath.Join(h.config.CacheDir, name)
		if _, err := os.Stat(path); err != nil {
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chtimes(path, modified, modified); err != nil {
			t.Fatal(err)
		}
	}
	folder := filepath.Join(h.config.CacheDir, "token-00000000000000000000000000000004.sealed")
	if err := errors.Join(os.Mkdir(folder, 0o700), os.Chtimes(folder, long, long)); err != nil {
		t.Fatal(err)
	}
	lock := flock.New(filepath.Join(h.config.CacheDir, held+".lock"))
	if locked, err := lock.TryLock(); err != nil || !locked {
		t.Fatal(locked, err)
	}
	defer func() { _ = lock.Close() }()

	source := h.source()
	source.Invalidate(t.Context(), h.token(source).Value)
	h.token(source) // writes
	want := append([]string{
		held + ".lock", young + ".sealed", young + ".lock", young + ".tmp-8",
		"notes.txt", "token-1.sealed", other + ".sealed.bak", "x" + other + ".sealed", filepath.Base(folder),
	}, own...)
	slices.Sort(want)
	entries, err := os.ReadDir(h.config.CacheDir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("left: %q\nwant: %q", got, want)
	}
}

// Another process holds the lock and does not end: after 30 s a token is issued without it.
func TestLockIsNotWaitedForForEver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.token(h.source())
		lock := flock.New(h.file("token-*.lock"))
		if locked, err := lock.TryLock(); err != nil || !locked {
			t.Fatal(locked, err)
		}
		defer func() { _ = lock.Close() }()
		if err := os.Remove(h.sealed()); err != nil {
			t.Fatal(err)
		}
		source := h.source()
		impatient, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		start := time.Now()
		if _, err := source.Token(impatient); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 3*time.Second {
			t.Errorf("got %v after %s", err, time.Since(start))
		}
		token := h.token(source)
		if took := time.Since(start); took != 30*time.Second {
			t.Errorf("it took %s", took)
		}
		h.wantLogged("Token cache cannot be locked map[accounts_url:https://accounts.zoho.eu reason:another process held the lock for 30s]")
		h.wantRequested(2, 2)
		if got := h.token(h.source()); got != token { // kept all the same
			t.Errorf("another process got %q", got.Value)
		}

		brief, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		start = time.Now()
		if !source.Invalidate(brief, token.Value) || time.Since(start) != time.Second {
			t.Errorf("Invalidate waited %s for the lock", time.Since(start))
		}
		h.wantLogged("Invalid access token stays in the cache map[accounts_url:https://accounts.zoho.eu reason:context deadline exceeded]")
		if err := lock.Unlock(); err != nil {
			t.Fatal(err)
		}
		if h.token(source) == token {
			t.Error("the invalid token was taken from the cache")
		}
	})
}

// Readers and writers at the same time: a reader has one whole token or another, whatever the order.
func TestFileIsReplacedAsAWhole(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	var issued atomic.Int64 // one an hour, by the accounts server's clock
	h.accounts.Now = func() time.Time { return time.Unix(0, 0).Add(time.Duration(issued.Add(1)) * time.Hour) }
	h.token(h.source())
	var work sync.WaitGroup
	for range 4 {
		work.Go(func() {
			for range 25 {
				source := h.source()
				source.Invalidate(t.Context(), h.token(source).Value)
				h.token(source)
			}
		})
	}
	work.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, line := range h.seen {
		if strings.Contains(line, "damaged") || strings.Contains(line, "not a token") || strings.Contains(line, "cannot") {
			t.Error(line)
		}
	}
}
