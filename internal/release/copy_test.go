package release_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// copyTree makes a clone of the repository at dir, with the files of this working tree, whatever of them is committed;
// what git ignores is left out. Go finds the commit in a clone, and not in a linked worktree. The files' modes are those
// that git makes with the umask.
func copyTree(dir string, umask fs.FileMode) error {
	if _, err := git("clone", "--quiet", root, dir); err != nil {
		return err
	}
	if err := empty(dir, ".git"); err != nil {
		return err
	}
	files, err := git("-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		return err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(files, "\x00"), "\x00") {
		if err := copyFile(filepath.Join(root, name), filepath.Join(dir, name), umask); err != nil {
			return err
		}
	}
	return nil
}

// git runs a command of git and returns what it wrote.
func git(args ...string) (string, error) {
	out, err := exec.Command("git", args...).Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return "", fmt.Errorf("git %s: %w\n%s", strings.Join(args, " "), err, exit.Stderr)
	}
	return string(out), err
}

// empty removes all that is in a folder but one entry.
func empty(dir, kept string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Name() == kept {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

// copyFile copies a file that git knows. One that it knows and that is gone is left out.
func copyFile(from, to string, umask fs.FileMode) error {
	info, err := os.Stat(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	mode := fs.FileMode(0o666)
	if info.Mode()&0o100 != 0 {
		mode = 0o777
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		return err
	}
	return os.Chmod(to, mode&^umask)
}
