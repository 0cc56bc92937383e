package clitest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// binaries is the folder of the provider that the tests of the binary share.
var binaries string

// Main is the TestMain of a package whose tests call [New] or [Provider]: it removes in the end what they had built.
func Main(m interface{ Run() int }) {
	os.Exit(run(m))
}

func run(m interface{ Run() int }) (status int) {
	var err error
	if binaries, err = os.MkdirTemp("", "terraform-provider-zohocrm-test"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(binaries) }()
	return m.Run()
}

// build builds the provider once for all tests of the binary.
var build = sync.OnceValues(func() ([]byte, error) {
	const module = "github.com/terraform-zohocrm/terraform-provider-zohocrm"
	into := binaries + string(filepath.Separator)
	return exec.CommandContext(context.Background(), "go", "build", "-o", into, module).CombinedOutput()
})

// Provider returns the folder that the provider of this working tree is in: the one that TF_ACC_PROVIDER_DIR names, as
// `make test` does, which has built it for all packages; else one of this package's own.
func Provider(tb testing.TB) string {
	tb.Helper()
	if dir := os.Getenv("TF_ACC_PROVIDER_DIR"); dir != "" {
		return dir
	}
	if binaries == "" {
		tb.Fatal("TestMain of this package is not clitest.Main")
	}
	if out, err := build(); err != nil {
		tb.Fatalf("building the provider: %s\n%s", err, out)
	}
	return binaries
}
