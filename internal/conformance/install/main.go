// Command install installs Zoho's own SDKs from npm into the folder named by its argument, at the versions of
// sdks/package-lock.json and without running a script of theirs, and puts the program beside them that drives them. Where
// they are installed already it says so and asks nobody. It is the first half of `make conformance`, and apart from the
// second so that its first line comes before anything long is built.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("want one folder, got %q", args)
	}
	return install(ctx, args[0], os.Stdout)
}
