//go:build !unix

package oauth

import (
	"io/fs"

	"github.com/gofrs/flock"
)

// On Windows the folder lies in the user's local application data, whose rights it inherits.

const withoutWaiting = 0

func lockOptions() []flock.Option { return nil }

func isOwn(fs.FileInfo) bool { return true }

func isPrivate(fs.FileInfo) bool { return true }
