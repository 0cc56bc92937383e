// Command demo shows the provider at work without a Zoho account: a real apply of examples/demo, by Terraform or OpenTofu,
// against a server on this machine that replays the responses that Zoho documents, and one of examples/recipes/closed-deals
// against a mock with deals in it. All that it writes is in the folder .demo, and nothing of it is running when it ends.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// exitInterrupted is the shell's exit status for a program that an interrupt ended.
const exitInterrupted = 130

func main() {
	d := demo{
		out:    os.Stdout,
		styled: isatty.IsTerminal(os.Stdout.Fd()) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
		finder: terraformcli.Finder{Fetch: terraformcli.FetchTerraform(os.Stderr)},
	}
	flag.StringVar(&d.root, "root", ".", "`folder` of the repository")
	flag.StringVar(&d.provider, "provider", ".build", "`folder` that the provider was built into")
	flag.StringVar(&d.dir, "dir", ".demo", "`folder` to work in; what it holds is removed first")
	flag.StringVar(&d.finder.Name, "cli", "", "`name` or path of the CLI; empty for terraform or tofu on the PATH, else a fetched Terraform")
	flag.StringVar(&d.finder.InstallDir, "install-dir", ".build/terraform", "`folder` for a fetched Terraform")
	flag.Parse()
	os.Exit(run(d))
}

// run returns the exit status.
func run(d demo) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	err := d.run(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(ctx.Err(), context.Canceled):
		fmt.Fprintln(os.Stderr, "demo: interrupted")
		return exitInterrupted
	default:
		fmt.Fprintln(os.Stderr, "demo:", err)
		return 1
	}
}
