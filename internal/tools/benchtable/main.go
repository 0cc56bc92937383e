// Command benchtable reads what the benchmarks of internal/provider print, and writes a small table: what an attachment
// costs, beside the yardsticks and what is meant.
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: benchtable bench.txt")
		os.Exit(2)
	}
	if err := run(os.Stdout, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "benchtable:", err)
		os.Exit(1)
	}
}

// run writes the table of the results in the file at path.
func run(out io.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	found, err := read(file)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	text, err := found.table()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	_, err = io.WriteString(out, text)
	return err
}
