package oauth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/gofrs/flock"
)

const (
	// cacheFolder is the folder in the user's cache folder.
	cacheFolder = "terraform-provider-zohocrm"

	// lockTimeout is how long a process waits for another that mints with the same credentials.
	lockTimeout = 30 * time.Second

	// lockInterval is the time between two tries for the lock.
	lockInterval = 50 * time.Millisecond

	// clockSkew is how far the clocks of two processes and of the file system may differ.
	clockSkew = 5 * time.Minute

	// maxCacheFile bounds a cache file; one has some 300 bytes.
	maxCacheFile = 128 << 10
)

// cacheFileName matches the names of the cache's own files and nothing else.
var cacheFileName = regexp.MustCompile(`^(token-[0-9a-f]{32})(\.sealed|\.lock|\.tmp-[0-9]+)$`)

// fileCache keeps one access token between processes, in a file that it encrypts. On Unix folder (0700) and files (0600)
// are the user's alone; on Windows they inherit the rights of the user's local application data. Every process on the
// machine with the same credentials uses the same file.
type fileCache struct {
	folder string
	seal   sealer
	err    error // why there can be no cache; nil where there can
}

func newFileCache(config Config) *fileCache {
	seal, err := newSealer(config)
	if err != nil {
		return &fileCache{err: err}
	}
	if config.CacheDir != "" {
		return &fileCache{folder: config.CacheDir, seal: seal}
	}
	folder, err := os.UserCacheDir()
	return &fileCache{folder: filepath.Join(folder, cacheFolder), seal: seal, err: err}
}

// path returns the path of one of the cache's files: ".sealed" holds the token, ".lock" is locked while it is minted.
func (c *fileCache) path(extension string) string {
	return filepath.Join(c.folder, "token-"+c.seal.name+extension)
}

// read returns the token in the file.
func (c *fileCache) read() (cacheEntry, error) {
	if c.err != nil {
		return cacheEntry{}, c.err
	}
	path := c.path(".sealed")
	info, err := os.Lstat(path) // to open a named pipe would be to wait
	if err != nil {
		return cacheEntry{}, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxCacheFile {
		return cacheEntry{}, errors.New("not a token cache file")
	}
	file, err := os.Open(path) //nolint:gosec // in the cache folder, by a name of our making
	if err != nil {
		return cacheEntry{}, err
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, maxCacheFile))
	if err != nil {
		return cacheEntry{}, err
	}
	return c.seal.open(content)
}

// lock makes sure that no other process with the same credentials mints or drops a token until unlock is called. A process
// that ends without unlocking holds no lock.
func (c *fileCache) lock(ctx context.Context) (unlock func(), err error) {
	if err := c.makeFolder(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, lockTimeout,
		fmt.Errorf("another process held the lock for %s", lockTimeout))
	defer cancel()
	lock := flock.New(c.path(".lock"))
	if _, err := lock.TryLockContext(ctx, lockInterval); err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, err
	}
	return func() { _ = lock.Close() }, nil
}

func (c *fileCache) makeFolder() error {
	if c.err != nil {
		return c.err
	}
	if err := os.MkdirAll(c.folder, 0o700); err != nil {
		return err
	}
	info, err := os.Stat(c.folder)
	if err != nil {
		return err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return os.Chmod(c.folder, mode&^0o077)
	}
	return nil
}

// probe tells whether a file can be written.
func (c *fileCache) probe() error {
	if err := c.makeFolder(); err != nil {
		return err
	}
	file, err := os.CreateTemp(c.folder, filepath.Base(c.path(".tmp-*")))
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

// write replaces the file at once and as a whole, and removes the files whose tokens have expired.
func (c *fileCache) write(entry cacheEntry, now time.Time) error {
	if err := c.makeFolder(); err != nil {
		return err
	}
	content, err := c.seal.seal(entry)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(c.folder, filepath.Base(c.path(".tmp-*"))) // mode 0600
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), c.path(".sealed"))
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	c.prune(now)
	return nil
}

// remove removes the file.
func (c *fileCache) remove() error {
	return os.Remove(c.path(".sealed"))
}

// prune removes the cache's files, whatever their credentials, that are older than any token lives. A lock goes once its
// token's file is gone, unless it is held.
func (c *fileCache) prune(now time.Time) {
	entries, err := os.ReadDir(c.folder)
	if err != nil {
		return
	}
	for _, entry := range slices.Backward(entries) { // sorted by name: a lock comes after its token's file
		name := cacheFileName.FindStringSubmatch(entry.Name())
		if name == nil || !entry.Type().IsRegular() {
			continue
		}
		info, err := entry.Info()
		if err != nil || now.Sub(info.ModTime()) < maxLifetime+clockSkew {
			continue
		}
		path := filepath.Join(c.folder, entry.Name())
		if name[2] != ".lock" {
			_ = os.Remove(path)
			continue
		}
		if _, err := os.Lstat(filepath.Join(c.folder, name[1]+".sealed")); errors.Is(err, fs.ErrNotExist) {
			removeLock(path)
		}
	}
}

// removeLock removes the file of a lock that nobody holds.
func removeLock(path string) {
	lock := flock.New(path)
	if held, err := lock.TryLock(); err != nil || !held {
		return
	}
	_ = os.Remove(path)
	_ = lock.Close()
}
