package oauth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/gofrs/flock"
)

const (
	// cacheFolder is the folder in the user's cache folder.
	cacheFolder = "terraform-provider-zohocrm"

	// lockTimeout is how long a process waits for another that requests a token with the same credentials.
	lockTimeout = 30 * time.Second

	// lockInterval is the time between two attempts to lock.
	lockInterval = 50 * time.Millisecond

	// clockSkew is how far the clocks of two processes and of the file system may differ.
	clockSkew = 5 * time.Minute

	// maxCacheFile bounds a cache file; one has some 300 bytes.
	maxCacheFile = 128 << 10
)

// cacheFileName matches the names of the cache's own files and nothing else.
var cacheFileName = regexp.MustCompile(`^(token-[0-9a-f]{32})(\.sealed|\.lock|\.tmp-[0-9]+)$`)

// fileCache keeps one access token between processes, in a file that it encrypts. On Unix folder (0700) and files (0600)
// are readable by the user only; on Windows they inherit the permissions of the user's local application data. Every process on the
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

// name returns the name of one of the cache's files: ".sealed" holds the token, ".lock" is locked while it is requested.
func (c *fileCache) name(extension string) string {
	return "token-" + c.seal.name + extension
}

// read returns the token in the file.
func (c *fileCache) read() (cacheEntry, error) {
	folder, err := c.openFolder()
	if err != nil {
		return cacheEntry{}, err
	}
	defer func() { _ = folder.Close() }()
	file, err := openFile(folder, c.name(".sealed"))
	if err != nil {
		return cacheEntry{}, err
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, maxCacheFile+1))
	if err != nil {
		return cacheEntry{}, err
	}
	if len(content) > maxCacheFile {
		return cacheEntry{}, errNotCacheFile
	}
	return c.seal.open(content)
}

// lock makes sure that no other process with the same credentials requests or removes a token until unlock is called. A process
// that ends without unlocking holds no lock.
func (c *fileCache) lock(ctx context.Context) (unlock func(), err error) {
	folder, err := c.makeFolder()
	if err != nil {
		return nil, err
	}
	defer func() { _ = folder.Close() }()
	ctx, cancel := context.WithTimeoutCause(ctx, lockTimeout,
		fmt.Errorf("another process held the lock for %s", lockTimeout))
	defer cancel()
	lock, err := c.lockFile(ctx, folder, c.name(".lock"))
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, err
	}
	return func() { _ = lock.Close() }, nil
}

// probe tells whether a file can be written.
func (c *fileCache) probe() error {
	folder, err := c.makeFolder()
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }()
	name := c.temporaryName()
	file, err := createFile(folder, name)
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), folder.Remove(name))
}

// temporaryName returns the name of a file that is about to become the token's.
func (c *fileCache) temporaryName() string {
	return c.name(".tmp-" + strconv.FormatUint(rand.Uint64(), 10)) //nolint:gosec // a name need not be secret: createFile makes it anew
}

// createFile makes a file that did not exist.
func createFile(folder *os.Root, name string) (*os.File, error) {
	return folder.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

// write replaces the file at once and as a whole, and removes the files whose tokens have expired.
func (c *fileCache) write(entry cacheEntry, now time.Time) error {
	folder, err := c.makeFolder()
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }()
	content, err := c.seal.seal(entry)
	if err != nil {
		return err
	}
	name := c.temporaryName()
	file, err := createFile(folder, name)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = folder.Rename(name, c.name(".sealed"))
	}
	if err != nil {
		return errors.Join(err, folder.Remove(name))
	}
	c.prune(folder, now)
	return nil
}

// remove removes the file.
func (c *fileCache) remove() error {
	folder, err := c.openFolder()
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }()
	return folder.Remove(c.name(".sealed"))
}

// prune removes the cache's files, whatever their credentials, that are older than any token lives. A lock goes once its
// token's file is gone, unless it is held.
func (c *fileCache) prune(folder *os.Root, now time.Time) {
	entries, err := fs.ReadDir(folder.FS(), ".")
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
		if name[2] != ".lock" {
			_ = folder.Remove(entry.Name())
			continue
		}
		if _, err := folder.Lstat(name[1] + ".sealed"); errors.Is(err, fs.ErrNotExist) {
			c.removeLock(folder, entry.Name())
		}
	}
}

// removeLock removes the file of a lock that nobody holds.
func (c *fileCache) removeLock(folder *os.Root, name string) {
	lock := flock.New(filepath.Join(c.folder, name), lockOptions()...)
	if held, err := lock.TryLock(); err != nil || !held {
		return
	}
	if opened, err := lock.Stat(); err == nil && checkFile(folder, name, opened) == nil {
		_ = folder.Remove(name)
	}
	_ = lock.Close()
}
