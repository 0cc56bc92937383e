// Package release_test holds what a release promises: an archive that a real CLI installs, and the same bytes whoever
// builds it.
package release_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
)

const (
	project  = "terraform-provider-zohocrm"
	platform = runtime.GOOS + "_" + runtime.GOARCH
)

// root is the repository's folder.
var root = filepath.Join("..", "..")

// copies is where copies of the repository are made.
var copies string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if copies, err = os.MkdirTemp("", project+"-release"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(copies) }()
		return m.Run()
	}())
}

// archive is the archive of this platform in a folder that `make snapshot SINGLE=1` filled.
type archive struct {
	dir     string
	version string // without a leading v
}

func (a archive) name() string { return a.prefix() + "_" + platform + ".zip" }
func (a archive) path() string { return filepath.Join(a.dir, a.name()) }

// prefix is what the names of all files of the release begin with.
func (a archive) prefix() string { return project + "_" + a.version }

// checksums are the lines of SHA256SUMS: the checksum by the file's name.
func (a archive) checksums(tb testing.TB) map[string]string {
	tb.Helper()
	sums := make(map[string]string)
	for line := range strings.Lines(readFile(tb, filepath.Join(a.dir, a.prefix()+"_SHA256SUMS"))) {
		sum, name, found := strings.Cut(strings.TrimSpace(line), "  ")
		if !found {
			tb.Fatalf("a line of SHA256SUMS is %q", line)
		}
		sums[name] = sum
	}
	return sums
}

// ours is the archive that the tests share.
var ours = sync.OnceValues(func() (archive, error) { return build("ours", 0o022) })

// snapshot is for acceptance tests, since it takes seconds: the archive that the tests share.
func snapshot(tb testing.TB) archive {
	tb.Helper()
	clitest.Acceptance(tb)
	a, err := ours()
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

// build runs `make snapshot SINGLE=1` in a copy of the repository, with a umask and variables of the environment set.
func build(name string, umask fs.FileMode, variables ...string) (archive, error) {
	tree := filepath.Join(copies, name)
	if err := copyTree(tree, umask); err != nil {
		return archive{}, err
	}
	var out bytes.Buffer
	cmd := exec.Command("sh", "-c", fmt.Sprintf("umask %03o && exec make snapshot SINGLE=1", umask))
	cmd.Dir, cmd.Env = tree, append(withoutMake(os.Environ()), variables...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		return archive{}, fmt.Errorf("make snapshot: %w\n%s", err, out.String())
	}
	dir := filepath.Join(tree, ".build", "snapshot")
	names, err := filepath.Glob(filepath.Join(dir, project+"_*.zip"))
	if err != nil {
		return archive{}, err
	}
	if len(names) != 1 {
		return archive{}, fmt.Errorf("want one archive, got %q", names)
	}
	_, version, _ := strings.Cut(filepath.Base(names[0]), "_")
	version, found := strings.CutSuffix(version, "_"+platform+".zip")
	if !found {
		return archive{}, fmt.Errorf("the archive %s is not of %s", names[0], platform)
	}
	return archive{dir, version}, nil
}

// withoutMake is environ without what a make that runs the tests hands down to makes that it starts itself.
func withoutMake(environ []string) []string {
	return slices.DeleteFunc(environ, func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return name == "MAKEFLAGS" || name == "MFLAGS" || name == "MAKEOVERRIDES" || name == "MAKELEVEL"
	})
}

func readFile(tb testing.TB, path string) string {
	tb.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return string(content)
}
