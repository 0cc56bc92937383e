package provider_test

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// everyFile reads the files below a folder, and the members of those that are archives.
func everyFile(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		files[name] = string(data)
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil //nolint:nilerr // not an archive
		}
		for _, member := range archive.File {
			reader, err := member.Open()
			if err != nil {
				return err
			}
			data, err := io.ReadAll(io.LimitReader(reader, 64<<20))
			if err != nil {
				return err
			}
			files[name+"/"+member.Name] = string(data)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}
