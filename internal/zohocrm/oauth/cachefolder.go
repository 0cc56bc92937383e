package oauth

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// The cache is the user's own. Its folder may lie where others write too ($XDG_CACHE_HOME in a shared folder), so what stands at its
// path, or had been put into it before it was closed to others, may be another user's: a link to something of the user's, a pipe
// that never ends. Nothing is trusted by its name: it is opened without following links and without waiting, and then the open
// folder or file is looked at. Everything inside is reached through the open folder, whatever its path has become by then;
// a lock, which is opened by its path, is compared with what the folder has once it is locked.

// errNotCacheFile is what has the name of a file of the cache and is no plain file, or not the user's alone.
var errNotCacheFile = errors.New("not a token cache file")

// errReplaced is a lock whose file was removed before it was locked.
var errReplaced = errors.New("the lock's file was replaced")

// openFolder opens the cache's folder.
func (c *fileCache) openFolder() (*os.Root, error) {
	if c.err != nil {
		return nil, c.err
	}
	// With the dot, what is no folder cannot be opened, and so not be waited for.
	folder, err := os.OpenRoot(c.folder + string(os.PathSeparator) + ".")
	if err != nil {
		return nil, err
	}
	if err := c.checkFolder(folder); err != nil {
		return nil, errors.Join(err, folder.Close())
	}
	return folder, nil
}

// makeFolder opens the folder, and makes it where there is none.
func (c *fileCache) makeFolder() (*os.Root, error) {
	if c.err != nil {
		return nil, c.err
	}
	if err := os.MkdirAll(c.folder, 0o700); err != nil {
		return nil, err
	}
	return c.openFolder()
}

func (c *fileCache) checkFolder(folder *os.Root) error {
	opened, err := folder.Stat(".")
	if err != nil {
		return err
	}
	named, err := os.Lstat(c.folder)
	if err != nil {
		return err
	}
	if !named.IsDir() || !os.SameFile(opened, named) {
		return fmt.Errorf("%s is a link, or was replaced", c.folder)
	}
	if !isOwn(opened) {
		return fmt.Errorf("%s belongs to another user", c.folder)
	}
	if !isPrivate(opened) {
		return folder.Chmod(".", opened.Mode().Perm()&^0o077)
	}
	return nil
}

// openFile opens a file of the cache to read it.
func openFile(folder *os.Root, name string) (*os.File, error) {
	if _, err := plainFile(folder, name); err != nil {
		return nil, err
	}
	file, err := folder.OpenFile(name, os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, err
	}
	opened, err := file.Stat()
	if err == nil {
		err = checkFile(folder, name, opened)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// plainFile returns what a name in the folder stands for, where that is a plain file of the user's alone.
func plainFile(folder *os.Root, name string) (fs.FileInfo, error) {
	named, err := folder.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !named.Mode().IsRegular() || !isOwn(named) || !isPrivate(named) {
		return nil, errNotCacheFile
	}
	return named, nil
}

// checkFile wants an open file to be the plain one that its name stands for.
func checkFile(folder *os.Root, name string, opened fs.FileInfo) error {
	named, err := plainFile(folder, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errReplaced
	case err != nil:
		return err
	case !os.SameFile(opened, named):
		return errReplaced
	default:
		return nil
	}
}

// lockFile locks a file of the cache, and makes it where there is none.
func (c *fileCache) lockFile(ctx context.Context, folder *os.Root, name string) (*flock.Flock, error) {
	for {
		if _, err := plainFile(folder, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err // before it is waited for
		}
		lock := flock.New(filepath.Join(c.folder, name), lockOptions()...)
		if _, err := lock.TryLockContext(ctx, lockInterval); err != nil {
			return nil, err
		}
		opened, err := lock.Stat()
		if err == nil {
			err = checkFile(folder, name, opened)
		}
		if err == nil {
			return lock, nil
		}
		_ = lock.Close()
		if !errors.Is(err, errReplaced) {
			return nil, err
		}
	}
}
