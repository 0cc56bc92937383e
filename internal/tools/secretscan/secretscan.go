// Package secretscan searches what a program wrote for secrets, in tests.
package secretscan

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// WantNone fails the test where a text holds a secret, in whatever case and in any of the spellings that headers, URLs
// and JSON give it.
func WantNone(tb testing.TB, where, text string, secrets ...string) {
	tb.Helper()
	text = strings.ToLower(text)
	for _, secret := range secrets {
		for _, spelling := range spellings(secret) {
			spelling = strings.ToLower(spelling)
			if at := strings.Index(text, spelling); at >= 0 {
				tb.Errorf("%s holds the secret %q: …%s…", where, secret, text[max(0, at-80):min(len(text), at+len(spelling)+20)])
			}
		}
	}
}

func spellings(secret string) []string {
	return []string{
		secret, url.QueryEscape(secret), strings.ReplaceAll(secret, ".", `\u002e`),
		base64.StdEncoding.EncodeToString([]byte(secret)), base64.RawURLEncoding.EncodeToString([]byte(secret)),
	}
}

// Files reads the files below a folder, by their paths from there, and the members of those that are zip archives, as
// saved plans are.
func Files(tb testing.TB, dir string) map[string]string {
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
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files[name] = string(data)
		return readMembers(files, name, data)
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

// readMembers adds the members of an archive to files, and nothing where data is none.
func readMembers(files map[string]string, name string, data []byte) error {
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
}
