// Command fetchterraform installs the newest release of Terraform into a folder, its checksum and signature verified, and
// prints the path of the executable. It is a program of its own since what verifies a signature takes long to compile,
// and who has Terraform or OpenTofu needs none of it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/hashicorp/hc-install/product"
	"github.com/hashicorp/hc-install/releases"
)

const (
	timeout  = 5 * time.Minute  // of a download of some 30 MB
	interval = 10 * time.Second // between two signs of life
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: fetchterraform folder")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	path, err := install(ctx, os.Args[1])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(path)
}

// install tells on the standard error that it goes on.
func install(ctx context.Context, dir string) (path string, err error) {
	fmt.Fprintf(os.Stderr, "Downloading Terraform into %s\n", dir)
	done := make(chan struct{})
	go func() {
		defer close(done)
		release := releases.LatestVersion{Product: product.Terraform, InstallDir: dir, Timeout: timeout}
		path, err = release.Install(ctx)
	}()
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for seconds := interval; ; seconds += interval {
		select {
		case <-done:
			return path, err
		case <-ticker.C:
			fmt.Fprintf(os.Stderr, "  still downloading after %.0f seconds\n", seconds.Seconds())
		}
	}
}
