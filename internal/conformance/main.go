// Command conformance holds the mock, the recordings and the provider against software of Zoho's own: its SDKs, which read
// the mock and the recordings unchanged. Every value that their getters give is compared with the bytes of a plain request
// and with what the provider puts into an output. It is the second half of `make conformance`; the first installs the SDKs.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

var errDisagree = errors.New("what disagrees above is a fault of the mock, of a recording or of the provider, " +
	"or one more of Zoho's: that one belongs into internal/conformance/known.go, with its reason")

func main() {
	dir := flag.String("sdks", ".build/conformance", "`folder` into which the SDKs are installed")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := run(ctx, *dir, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dir string, out io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	names := slices.Sorted(maps.Keys(sdkPackages))
	judges := make([]*judgement, len(names))
	for i, name := range names {
		judges[i] = begin(ctx, dir, name)
	}
	r := newReport(out, knownDisagreements())
	for _, j := range judges {
		for c := range j.checks {
			r.add(c)
		}
		if j.err != nil {
			return j.err
		}
	}
	if !r.end(names) {
		return errDisagree
	}
	return nil
}

// judgement is one SDK's, concurrent with the other's: they wait more than they work.
type judgement struct {
	checks chan *check
	err    error // once checks is closed
}

// begin puts an SDK to every scenario.
func begin(ctx context.Context, dir, name string) *judgement {
	b := &judgement{checks: make(chan *check, 1_000)}
	go func() {
		defer close(b.checks)
		s, err := startSDK(ctx, dir, name)
		if err != nil {
			b.err = err
			return
		}
		j := judge{sdk: s, report: func(c *check) { b.checks <- c }}
		b.err = errors.Join(j.all(ctx), s.stop())
	}()
	return b
}
