//go:build unix

package oauth_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is another user than the one that runs the tests.
const nobody = 65534

// giveAway makes something another user's, where the test is root's and may: the link itself, not what it leads to.
func giveAway(t *testing.T, path string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	if err := os.Lchown(path, nobody, nobody); err != nil {
		t.Fatal(err)
	}
}

// wantNoCache has two processes get a token: neither waits, neither finds one in the cache, and the log has the reason.
func (h *harness) wantNoCache(reason string) {
	h.t.Helper()
	before := len(h.accounts.Tokens())
	h.token(h.source())
	h.token(h.source())
	h.wantRequested(before+2, before+2)
	h.wantLogged("Token cache cannot be locked map[accounts_url:https://accounts.zoho.eu reason:" + reason + "]")
}

// What stands at the folder's path is followed nowhere, nor changed, nor waited for.
func TestForeignFolder(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		plant  func(path, target string) error
		reason string // with the folder as PATH
	}{
		"a link": {
			func(path, target string) error { return os.Symlink(target, path) }, "PATH is a link, or was replaced",
		},
		"a link beside": {
			func(path, target string) error { return os.Symlink(filepath.Base(target), path) }, "PATH is a link, or was replaced",
		},
		"a link to nothing": {
			func(path, _ string) error { return os.Symlink(path+".gone", path) }, "mkdir PATH: file exists",
		},
		"a named pipe": {
			func(path, _ string) error { return syscall.Mkfifo(path, 0o666) }, "mkdir PATH: not a directory",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			path, target := h.config.CacheDir, filepath.Join(filepath.Dir(h.config.CacheDir), "precious")
			if err := errors.Join(os.Mkdir(target, 0o755), os.Chmod(target, 0o755), test.plant(path, target)); err != nil {
				t.Fatal(err)
			}
			giveAway(t, path)
			h.wantNoCache(strings.ReplaceAll(test.reason, "PATH", path))
			entries, err := os.ReadDir(target)
			info, statErr := os.Stat(target)
			if errors.Join(err, statErr) != nil || len(entries) != 0 || info.Mode() != fs.ModeDir|0o755 {
				t.Errorf("what the link leads to has mode %s and holds %v; %v, %v", info.Mode(), entries, err, statErr)
			}
		})
	}
}

// A folder of another user's is not used, even by root, who could; nor are files of another user's in a folder of one's own.
func TestFolderOfAnotherUser(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Log("only root can give files away")
		return
	}
	for name, test := range map[string]struct{ pattern, reason string }{
		"the folder": {"", "PATH belongs to another user"},
		"the lock":   {"token-*.lock", "not a token cache file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.token(h.source())
			path := h.config.CacheDir
			if test.pattern != "" {
				path = h.file(test.pattern)
				if err := os.Remove(h.sealed()); err != nil {
					t.Fatal(err)
				}
			}
			giveAway(t, path)
			if test.pattern == "" {
				h.wantNoCache(strings.ReplaceAll(test.reason, "PATH", path))
				return
			}
			h.token(h.source())
			h.wantRequested(2, 2)
			h.wantLogged("Token cache cannot be locked map[accounts_url:https://accounts.zoho.eu reason:" + test.reason + "]")
		})
	}
	t.Run("the token", func(t *testing.T) {
		t.Parallel()
		h := newHarness(t)
		h.token(h.source())
		giveAway(t, h.sealed())
		h.token(h.source())
		h.token(h.source()) // it was replaced
		h.wantRequested(2, 2)
		h.wantLogged("No access token in the cache map[accounts_url:https://accounts.zoho.eu reason:not a token cache file]")
	})
}

// What is in the folder and no plain file of the user's alone is not used. Not one of these is waited for.
func TestForeignFiles(t *testing.T) {
	t.Parallel()
	replaced := func(plant func(path string) error) func(string) error {
		return func(path string) error { return errors.Join(os.Rename(path, path+".elsewhere"), plant(path)) }
	}
	for name, spoil := range map[string]func(path string) error{
		"a named pipe":      replaced(func(path string) error { return syscall.Mkfifo(path, 0o600) }),
		"a link":            replaced(func(path string) error { return os.Symlink(path+".elsewhere", path) }),
		"a link beside":     replaced(func(path string) error { return os.Symlink(filepath.Base(path)+".elsewhere", path) }),
		"a link to nothing": replaced(func(path string) error { return os.Symlink(path+".gone", path) }),
		"a link to a pipe": replaced(func(path string) error {
			return errors.Join(syscall.Mkfifo(path+".pipe", 0o600), os.Symlink(filepath.Base(path)+".pipe", path))
		}),
		"open to a group":  func(path string) error { return os.Chmod(path, 0o640) },
		"open to everyone": func(path string) error { return os.Chmod(path, 0o606) },
	} {
		t.Run("lock, "+name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.token(h.source())
			if err := errors.Join(os.Remove(h.sealed()), spoil(h.file("token-*.lock"))); err != nil {
				t.Fatal(err)
			}
			h.token(h.source())
			h.wantRequested(2, 2)
			h.wantLogged("Token cache cannot be locked map[accounts_url:https://accounts.zoho.eu reason:not a token cache file]")
			if made, err := filepath.Glob(filepath.Join(h.config.CacheDir, "*.gone")); err != nil || len(made) != 0 {
				t.Errorf("what the link leads to was made: %v, %v", made, err)
			}
		})
		t.Run("token, "+name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.token(h.source())
			if err := spoil(h.sealed()); err != nil {
				t.Fatal(err)
			}
			h.token(h.source())
			h.wantRequested(2, 2)
			h.wantLogged("No access token in the cache map[accounts_url:https://accounts.zoho.eu reason:not a token cache file]")
			h.token(h.source()) // it was replaced, not what it led to
			h.wantRequested(2, 2)
		})
	}
}

func TestCacheFilesAreTheUsersAlone(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.token(h.source())
	wantModes := func() {
		t.Helper()
		for path, want := range map[string]fs.FileMode{
			h.config.CacheDir: fs.ModeDir | 0o700, h.sealed(): 0o600, h.file("token-*.lock"): 0o600,
		} {
			if info, err := os.Stat(path); err != nil || info.Mode() != want {
				t.Errorf("%s has mode %s, %v, want %s", path, info.Mode(), err, want)
			}
		}
	}
	wantModes()

	if err := errors.Join(os.Remove(h.sealed()), os.Chmod(h.config.CacheDir, 0o755)); err != nil {
		t.Fatal(err)
	}
	h.token(h.source())
	wantModes()
	entries, err := os.ReadDir(h.config.CacheDir)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}
