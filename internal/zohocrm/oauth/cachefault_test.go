package oauth_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestUnusableCacheFile(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		spoil  func(path string) error
		reason string
	}{
		"corrupt":           {func(path string) error { return writeByte(path, -1) }, "damaged, or of other credentials"},
		"corrupt beginning": {func(path string) error { return writeByte(path, 0) }, "not a token cache file of this format"},
		"truncated":         {func(path string) error { return os.Truncate(path, 40) }, "damaged, or of other credentials"},
		"empty":             {func(path string) error { return os.Truncate(path, 0) }, "not a token cache file of this format"},
		"foreign": {
			func(path string) error { return os.WriteFile(path, []byte("{}"), 0o600) }, "not a token cache file of this format",
		},
		"enormous": {func(path string) error { return os.Truncate(path, 1<<40) }, "not a token cache file"},
		"gone":     {os.Remove, "statat NAME: no such file or directory"},
		"link": {func(path string) error {
			return errors.Join(os.Rename(path, path+".elsewhere"), os.Symlink(path+".elsewhere", path))
		}, "not a token cache file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.token(h.source())
			path := h.sealed()
			if err := test.spoil(path); err != nil {
				t.Fatal(err)
			}
			h.token(h.source())
			h.wantRequested(2, 2)
			h.wantLogged("No access token in the cache map[accounts_url:https://accounts.zoho.eu reason:" +
				strings.ReplaceAll(test.reason, "NAME", filepath.Base(path)) + "]")
			h.token(h.source()) // it was replaced
			h.wantRequested(2, 2)
		})
	}
}

// writeByte changes a byte of a file; -1 is the last.
func writeByte(path string, at int) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	content[(at+len(content))%len(content)] ^= 1
	return os.WriteFile(path, content, 0o600)
}

func TestNoCacheFolder(t *testing.T) {
	h := newHarness(t)
	h.config.CacheDir = ""
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData", "home"} {
		t.Setenv(name, "")
	}
	h.token(h.source())
	h.token(h.source())
	h.wantRequested(2, 2)
	h.wantLogged("Token cache cannot be locked map[accounts_url:https://accounts.zoho.eu reason:")
	h.wantLogged("Access token cannot be stored in the cache map[accounts_url:https://accounts.zoho.eu reason:")
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	for name, block := range map[string]func(*harness){
		"its parent is a file": func(h *harness) {
			parent := filepath.Join(h.t.TempDir(), "file")
			if err := os.WriteFile(parent, nil, 0o600); err != nil {
				h.t.Fatal(err)
			}
			h.config.CacheDir = filepath.Join(parent, "cache")
		},
		"a folder has the file's name": func(h *harness) {
			h.token(h.source())
			path := h.sealed()
			if err := errors.Join(os.Remove(path), os.MkdirAll(filepath.Join(path, "full"), 0o700)); err != nil {
				h.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			block(h)
			before := len(h.accounts.Tokens())
			h.token(h.source())
			h.token(h.source())
			h.wantRequested(before+2, before+2)
			h.wantLogged("Access token cannot be stored in the cache map[accounts_url:https://accounts.zoho.eu reason:")
			if left, _ := filepath.Glob(filepath.Join(h.config.CacheDir, "*.tmp-*")); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	if !unprivileged(t) {
		return
	}
	h := newHarness(t)
	if err := os.Mkdir(h.config.CacheDir, 0o700); err != nil {
		t.Fatal(err)
	}
	h.readOnly()
	h.token(h.source())
	h.token(h.source())
	h.wantRequested(2, 2)
	h.wantLogged("Token cache cannot be locked map[accounts_url:https://accounts.zoho.eu reason:open ")
}

func TestReadOnlyFileIsRead(t *testing.T) {
	t.Parallel()
	if !unprivileged(t) {
		return
	}
	h := newHarness(t)
	h.token(h.source())
	h.readOnly()
	source := h.source()
	token := h.token(source)
	h.wantRequested(1, 1)
	if !source.Invalidate(t.Context(), token.Value) || h.token(source) == token {
		t.Error("no other token")
	}
	h.wantLogged("Invalid access token stays in the cache")
}

func TestUnreadableFile(t *testing.T) {
	t.Parallel()
	if !unprivileged(t) {
		return
	}
	h := newHarness(t)
	h.token(h.source())
	if err := os.Chmod(h.sealed(), 0); err != nil {
		t.Fatal(err)
	}
	h.token(h.source())
	h.wantRequested(2, 2)
}
