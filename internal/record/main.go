// Command record records how an account of Zoho CRM responds to the provider: it walks over the attachments of a record as the
// provider does, by the provider's client, through the proxy of the mock, and writes the responses as a recording that the
// mock replays. What would tell of the account is replaced before anything is written; see package scrub. It is what
// `make record` runs.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/usage"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

// The exit statuses besides 0.
const (
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130 // a shell's for a program that an interrupt ended
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := program{getenv: os.Getenv, now: time.Now, transport: transport.New(), stdout: os.Stdout, stderr: os.Stderr}
	status := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

// program is what a run depends on.
type program struct {
	getenv         func(string) string
	now            func() time.Time
	transport      zohocrm.Transport // to the account
	stdout, stderr io.Writer
}

// run returns the exit status.
func (p program) run(ctx context.Context, args []string) int {
	err := p.record(ctx, args)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(ctx.Err(), context.Canceled):
		fmt.Fprintln(p.stderr, "record: interrupted; nothing was written")
		return exitInterrupted
	}
	fmt.Fprintln(p.stderr, "record:", err)
	if _, ok := errors.AsType[*usage.Error](err); ok {
		return exitUsage
	}
	return exitFailed
}

func (p program) record(ctx context.Context, args []string) error {
	s, err := p.settings(args)
	if err != nil {
		return err
	}
	r, err := p.walk(ctx, s)
	if err != nil {
		return err
	}
	if err := s.write(r.text); err != nil {
		return err
	}
	r.tell(p.stdout, s)
	return nil
}
