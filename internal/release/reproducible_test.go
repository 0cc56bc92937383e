package release_test

import (
	"path/filepath"
	"testing"
)

// TestAccReproducible builds the archive once more: at another path, later, in another time zone, with another umask.
// The archive and the checksums are the same to the byte.
func TestAccReproducible(t *testing.T) {
	t.Parallel()
	ours := snapshot(t)
	theirs, err := build("theirs", 0o077, "TZ=Asia/Kathmandu")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{ours.name(), ours.prefix() + "_SHA256SUMS"} {
		if readFile(t, filepath.Join(ours.dir, name)) != readFile(t, filepath.Join(theirs.dir, name)) {
			t.Errorf("%s differs between %s and %s", name, ours.dir, theirs.dir)
		}
	}
}
