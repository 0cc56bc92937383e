package secretscan

import (
	"archive/zip"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// observed is a test that tells how it failed.
type observed struct {
	testing.TB
	errors []string
}

func (o *observed) Errorf(format string, args ...any) {
	o.errors = append(o.errors, fmt.Sprintf(format, args...))
}

func TestWantNone(t *testing.T) {
	t.Parallel()
	const secret = "1000.a/b+C"
	tests := map[string]struct {
		text  string
		found bool
	}{
		"as it is":                {"Zoho-oauthtoken 1000.a/b+C", true},
		"in another case":         {"1000.A/B+c", true},
		"in a URL":                {"?token=1000.a%2Fb%2BC&x=1", true},
		"with JSON's escapes":     {`"1000\u002ea/b+C"`, true},
		"in a header of base64":   {"Basic MTAwMC5hL2IrQw==", true},
		"in base64 without signs": {"MTAwMC5hL2IrQw", true},
		"a part of it":            {"1000.a/b", false},
		"not there":               {strings.Repeat("redacted ", 100), false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := &observed{TB: t}
			WantNone(o, "the log", test.text, "another", secret)
			if (len(o.errors) > 0) != test.found {
				t.Errorf("got %q", o.errors)
			}
			if test.found && !strings.HasPrefix(o.errors[0], `the log holds the secret "1000.a/b+C": …`) {
				t.Errorf("got %q", o.errors)
			}
		})
	}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "cache"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "cache", "token"), []byte("sealed"), 0o600); err != nil {
		t.Fatal(err)
	}
	plan, err := os.Create(filepath.Join(dir, "saved.tfplan"))
	if err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(plan)
	member, err := archive.Create("tfstate")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(member, strings.Repeat("compressed ", 1000))
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := plan.Close(); err != nil {
		t.Fatal(err)
	}
	got := Files(t, dir)
	names, want := slices.Sorted(maps.Keys(got)), []string{filepath.Join("cache", "token"), "saved.tfplan", "saved.tfplan/tfstate"}
	if !slices.Equal(names, want) {
		t.Fatalf("got the files %q, want %q", names, want)
	}
	if text := got["saved.tfplan/tfstate"]; text != strings.Repeat("compressed ", 1000) {
		t.Errorf("the member is %q", text)
	}
	if text := got[filepath.Join("cache", "token")]; text != "sealed" {
		t.Errorf("the file is %q", text)
	}
}
