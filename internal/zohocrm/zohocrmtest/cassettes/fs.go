package cassettes

import (
	"io/fs"
	"path"
	"slices"
)

// FS lets go-vcr read cassettes from an [fs.FS].
type FS struct{ fs.FS }

func (c FS) ReadFile(name string) ([]byte, error) { return fs.ReadFile(c.FS, name) }

func (c FS) IsFileExists(name string) bool {
	_, err := fs.Stat(c.FS, path.Clean(name))
	return err == nil
}

func (c FS) WriteFile(name string, _ []byte) error {
	return &fs.PathError{Op: "write", Path: name, Err: fs.ErrPermission}
}

// Memory is a single cassette that is not on disk.
type Memory struct{ Text []byte }

func (m *Memory) ReadFile(string) ([]byte, error) { return slices.Clone(m.Text), nil }

func (m *Memory) IsFileExists(string) bool { return m.Text != nil }

func (m *Memory) WriteFile(_ string, text []byte) error {
	m.Text = slices.Clone(text)
	return nil
}
