//go:build linux || freebsd

package provider_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestAccCacheFolderOfAnotherUser has the real CLI read with a cache folder in which another user got in first: with a link to
// something of the user's in the folder's place, then with a named pipe in the lock's.
func TestAccCacheFolderOfAnotherUser(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	c := newRefreshCLI(t, z)
	shared, precious := filepath.Join(c.Dir, "shared"), filepath.Join(c.Dir, "precious")
	folder := filepath.Join(shared, "terraform-provider-zohocrm")
	c.Env = append(c.Env, "XDG_CACHE_HOME="+shared)
	err := errors.Join(
		os.Mkdir(shared, 0o700), os.Chmod(shared, 0o777|fs.ModeSticky), os.Mkdir(precious, 0o755), os.Chmod(precious, 0o755),
		os.Symlink(precious, folder),
	)
	if err == nil && os.Geteuid() == 0 {
		err = os.Lchown(folder, 65534, 65534)
	}
	if err != nil {
		t.Fatal(err)
	}
	c.MustRun("plan", "-no-color")
	entries, err := os.ReadDir(precious)
	info, statErr := os.Stat(precious)
	if errors.Join(err, statErr) != nil || len(entries) != 0 || info.Mode() != fs.ModeDir|0o755 {
		t.Errorf("what the link leads to has mode %s and holds %v; %v, %v", info.Mode(), entries, err, statErr)
	}

	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	c.MustRun("plan", "-no-color")
	locks, err := filepath.Glob(filepath.Join(folder, "token-*.lock"))
	if err != nil || len(locks) != 1 {
		t.Fatalf("got the locks %v, %v, want one", locks, err)
	}
	sealed := locks[0][:len(locks[0])-len("lock")] + "sealed"
	if err := errors.Join(os.Remove(sealed), os.Remove(locks[0]), syscall.Mkfifo(locks[0], 0o666)); err != nil {
		t.Fatal(err)
	}
	c.MustRun("plan", "-no-color")
	if issued := len(z.accounts.Tokens()); issued != 3 {
		t.Errorf("%d tokens were issued, want one for each command", issued)
	}
}
