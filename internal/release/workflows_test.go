package release_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pinned is an action at a commit, with the version that the commit is in a comment; a tag can be moved.
var pinned = regexp.MustCompile(`^[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)

// TestWorkflows holds that every workflow starts without permissions, and runs only actions of this repository or at a
// commit.
func TestWorkflows(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*.y*ml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatal("there is no workflow")
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			lines := strings.Split(readFile(t, path), "\n")
			if !slices.Contains(lines, "permissions: {}") {
				t.Error("no line is: permissions: {}")
			}
			for n, line := range lines {
				_, action, found := strings.Cut(line, "uses: ")
				if found && !strings.HasPrefix(action, "./") && !pinned.MatchString(action) {
					t.Errorf("line %d: %s is not pinned", n+1, action)
				}
			}
		})
	}
}
