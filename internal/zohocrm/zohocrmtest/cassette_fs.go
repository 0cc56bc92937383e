package zohocrmtest

import (
	"io/fs"
	"path"
	"slices"
)

// cassetteFS lets go-vcr read cassettes from an [fs.FS].
type cassetteFS struct{ fs.FS }

func (c cassetteFS) ReadFile(name string) ([]byte, error) { return fs.ReadFile(c.FS, name) }

func (c cassetteFS) IsFileExists(name string) bool {
	_, err := fs.Stat(c.FS, path.Clean(name))
	return err == nil
}

func (c cassetteFS) WriteFile(name string, _ []byte) error {
	return &fs.PathError{Op: "write", Path: name, Err: fs.ErrPermission}
}

// memory is a single cassette that is not on disk.
type memory struct{ text []byte }

func (m *memory) ReadFile(string) ([]byte, error) { return slices.Clone(m.text), nil }

func (m *memory) IsFileExists(string) bool { return m.text != nil }

func (m *memory) WriteFile(_ string, text []byte) error {
	m.text = slices.Clone(text)
	return nil
}
