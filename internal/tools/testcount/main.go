// Command testcount counts the tests of a run of `go test -json`, subtests included, and is the gate of `make test`: it
// fails where a test failed, where a package failed outside its tests or never ended, where a test was skipped that the
// CLI is not too old for, and where no acceptance test ran. Its last line is the count, alone:
//
//	412 passed, 0 failed, 0 skipped
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

func main() {
	cli := flag.String("cli", "", "`name and version` of the CLI that the acceptance tests ran on")
	flag.Parse()
	product, version, found := strings.Cut(*cli, " ")
	if flag.NArg() != 1 || !found {
		fmt.Fprintln(os.Stderr, "usage: testcount -cli 'Terraform 1.11.4' test.json")
		os.Exit(2)
	}
	if err := run(os.Stdout, flag.Arg(0), terraformcli.CLI{Product: terraformcli.Product(product), Version: version}); err != nil {
		fmt.Fprintln(os.Stderr, "testcount:", err)
		os.Exit(1)
	}
}

// run counts the events in the file at path, and writes the outcome. It returns an error where the gate is shut.
func run(out io.Writer, path string, cli terraformcli.CLI) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	count, err := read(file)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	fmt.Fprint(out, count.summary(cli))
	return count.gate(cli)
}
