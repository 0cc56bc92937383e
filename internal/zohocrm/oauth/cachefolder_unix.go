//go:build unix

package oauth

import (
	"io/fs"
	"os"
	"syscall"

	"github.com/gofrs/flock"
)

// withoutWaiting opens a named pipe at once, though nobody writes to it.
const withoutWaiting = syscall.O_NONBLOCK

// lockOptions open the file of a lock.
func lockOptions() []flock.Option {
	return []flock.Option{flock.SetFlag(os.O_CREATE | os.O_RDONLY | syscall.O_NOFOLLOW | withoutWaiting)}
}

// isOwn reports whether a file or folder is the user's, by the rights that the process has.
func isOwn(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int64(stat.Uid) == int64(os.Geteuid())
}

// isPrivate reports whether a file or folder is closed to other users.
func isPrivate(info fs.FileInfo) bool {
	return info.Mode().Perm()&0o077 == 0
}
