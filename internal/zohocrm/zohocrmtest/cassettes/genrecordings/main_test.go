package main

import (
	"os"
	"path/filepath"
	"testing"
)

// The committed recordings are the ones that the command writes.
func TestRecordingsAreCommitted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := run([]string{dir}); err != nil {
		t.Fatal(err)
	}
	for name := range recordings() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			written, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			committed, err := os.ReadFile(filepath.Join("..", "recordings", name))
			if err != nil {
				t.Fatal(err)
			}
			if string(written) != string(committed) {
				t.Error("the committed file is not what the command writes: run go generate ./internal/zohocrm/zohocrmtest")
			}
		})
	}
}

func TestRunWantsOneDirectory(t *testing.T) {
	t.Parallel()
	if err := run(nil); err == nil {
		t.Error("no error without a directory")
	}
}
