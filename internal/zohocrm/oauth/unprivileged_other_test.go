//go:build !unix

package oauth_test

import (
	"testing"
)

// unprivileged reports false: files have no such modes here.
func unprivileged(*testing.T) bool { return false }
