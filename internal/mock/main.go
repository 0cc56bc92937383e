// Command mock plays Zoho CRM's attachments API and its query language COQL on this machine, so that the provider can be tried
// without an account, and modules that use it tested. It serves a made-up organisation, records of one's own, or recordings: those
// that are here hold the responses that Zoho documents, written down by hand. It prints what to set, then every request as it
// arrives and its response. It is what `make mock` runs.
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

	"github.com/mattn/go-isatty"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/usage"
)

// The exit statuses besides 0.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run plays the API until ctx ends, and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	p := program{screen: newScreen(stdout, isTerminal(stdout), time.Now)}
	err := p.run(ctx, args)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	fmt.Fprintln(stderr, "mock:", err)
	if _, ok := errors.AsType[*usage.Error](err); ok {
		return exitUsage
	}
	return exitFailed
}

// isTerminal tells whether colours are understood and wanted; see https://no-color.org.
func isTerminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	return ok && isatty.IsTerminal(file.Fd()) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
