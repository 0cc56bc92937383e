package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// grace is how long an interrupted CLI may take to end itself and its provider.
const grace = 10 * time.Second

// tool runs a CLI, in a folder and an environment.
type tool struct {
	path string
	dir  string
	env  []string
}

// run runs a command and returns what it wrote to its standard output. The error of one that fails holds all that it
// wrote. Where ctx ends, the CLI is interrupted and, if it does not end in time, killed, with all that it started.
func (t tool) run(ctx context.Context, args ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, t.path, args...)
	cmd.Dir, cmd.Env = t.dir, t.env
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = grace
	separate(cmd)

	err := cmd.Run()
	if ctx.Err() != nil {
		killGroup(cmd)
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", t.path, strings.Join(args, " "), err, stdout.String()+stderr.String())
	}
	return stdout.Bytes(), nil
}
