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
	defer stop()
	if len(os.Args) != 2 {
		fmt.Fprintf(os.Stderr, "install: want one folder, got %q\n", os.Args[1:])
		os.Exit(1)
	}
	if err := install(ctx, os.Args[1], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}
