//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestToolGivesStandardOutputAlone(t *testing.T) {
	t.Parallel()
	tool := tool{path: "/bin/sh", dir: t.TempDir(), env: []string{"WORD=said"}}
	got, err := tool.run(t.Context(), "-c", `echo "$WORD"; echo a warning >&2`)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != "said\n" {
		t.Errorf("got %q", got)
	}
}

func TestToolShowsAFailureWhole(t *testing.T) {
	t.Parallel()
	tool := tool{path: "/bin/sh", dir: t.TempDir()}
	_, err := tool.run(t.Context(), "-c", "echo a plan; echo an error >&2; exit 3")
	if err == nil || !strings.HasSuffix(err.Error(), ": exit status 3\na plan\nan error\n") {
		t.Errorf("got %v", err)
	}
}

// An interrupted CLI is told once, gets to end by itself, and leaves nothing running that it started.
func TestToolLeavesNothingRunning(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	// The provider of this CLI does not care about interrupts, as real ones do not. It holds the pipe open while it runs.
	const script = `
trap 'echo interrupted >>interrupts; exit 1' INT
(trap '' INT; echo started; sleep 5; echo survived) >pipe 2>&1 &
wait`
	ctx, cancel := context.WithCancel(t.Context())
	said := make(chan string, 1)
	go func() {
		defer cancel()
		provider, err := os.Open(pipe)
		if err != nil {
			said <- err.Error()
			return
		}
		defer provider.Close()
		reader := bufio.NewReader(provider)
		first, _ := reader.ReadString('\n')
		cancel()
		rest, _ := io.ReadAll(reader)
		said <- first + string(rest)
	}()

	_, err := tool{path: "/bin/sh", dir: dir, env: os.Environ()}.run(ctx, "-c", script)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "interrupts")); string(got) != "interrupted\n" {
		t.Errorf("the CLI was told %q (%v)", got, err)
	}
	if got := <-said; got != "started\n" {
		t.Errorf("the provider said %q", got)
	}
}
