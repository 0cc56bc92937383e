// Command testgate is the gate of `make test` after gotestsum, which tells what failed: it reads the events that gotestsum
// wrote, and fails where the run is no proof of what the CLI can do, that is where a test was skipped that the CLI is not
// too old for, and where no acceptance test passed. Its last line is the count, alone:
//
//	412 passed, 0 failed, 0 skipped
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

func main() {
	cli := flag.String("cli", "", "`name and version` of the CLI that the acceptance tests ran on")
	flag.Parse()
	product, version, found := strings.Cut(*cli, " ")
	if flag.NArg() != 1 || !found {
		fmt.Fprintln(os.Stderr, "usage: testgate -cli 'Terraform 1.11.4' test.json")
		os.Exit(2)
	}
	if err := run(os.Stdout, flag.Arg(0), terraformcli.CLI{Product: terraformcli.Product(product), Version: version}); err != nil {
		fmt.Fprintln(os.Stderr, "testgate:", err)
		os.Exit(1)
	}
}

// run reads the events in the file at path.
func run(out io.Writer, path string, cli terraformcli.CLI) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := gate(out, file, cli); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// event is a line of `go test -json`; see `go doc test2json`. Of a package, Test is empty.
type event struct{ Action, Package, Test, Output string }

// position is what the testing package puts before what a test says.
var position = regexp.MustCompile(`^[\w.-]+\.go:\d+: `)

// gate counts how the tests ended, and prints the skips and what a test said behind the word "summary:". Its error is why
// the run does not do.
func gate(out io.Writer, events io.Reader, cli terraformcli.CLI) error {
	ended := make(map[string]int) // by action
	said := make(map[string]string)
	acceptance, unexcused := 0, 0
	for decoder := json.NewDecoder(events); ; {
		var e event
		err := decoder.Decode(&e)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("the events end before the run did: %w", err)
		}
		if e.Test == "" {
			continue
		}
		test := e.Package + " " + e.Test
		switch e.Action {
		case "output":
			line := strings.TrimSpace(e.Output)
			if strings.HasPrefix(line, "=== ") || strings.HasPrefix(line, "--- ") || line == "" {
				continue
			}
			said[test] = strings.TrimPrefix(line, position.FindString(line))
		case "pass":
			if strings.HasPrefix(e.Test, "TestAcc") {
				acceptance++
			}
			if summary, ok := strings.CutPrefix(said[test], "summary: "); ok {
				fmt.Fprintln(out, summary)
			}
		case "skip":
			fmt.Fprintf(out, "skipped: %s: %s\n", test, said[test])
			if !cli.ExcusesSkip(said[test]) {
				unexcused++
			}
		}
		ended[e.Action]++
	}
	fmt.Fprintf(out, "acceptance tests passed on %s: %d\n", cli, acceptance)
	fmt.Fprintf(out, "%d passed, %d failed, %d skipped\n", ended["pass"], ended["fail"], ended["skip"])
	var errs []error
	if unexcused > 0 {
		errs = append(errs, fmt.Errorf("skipped: %d; every test has to run that the CLI is not too old for", unexcused))
	}
	if acceptance == 0 {
		errs = append(errs, errors.New("no acceptance test passed"))
	}
	return errors.Join(errs...)
}
