package clitest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// CLI runs the real CLI in a folder and an environment of its own.
type CLI struct {
	terraformcli.CLI
	Dir string   // of the configuration
	Env []string // the test's own, less what would change a run; a later variable overrides an earlier one

	tb testing.TB
}

// New returns a CLI that takes the provider from where it was built of this working tree.
func New(tb testing.TB) *CLI {
	tb.Helper()
	Acceptance(tb)
	c := Configured(tb, terraformcli.DevOverrides(Provider(tb)))
	// Half of what a plan of a few rows costs is the certificates that CLI and provider make for each other, three times. The
	// demo, and the tests of a release, leave them on.
	c.Env = append(c.Env, "TF_DISABLE_PLUGIN_TLS=1")
	return c
}

// Configured returns a CLI that has a configuration of its own; it says where providers come from.
func Configured(tb testing.TB, cliConfig string) *CLI {
	tb.Helper()
	c := &CLI{CLI: Find(tb), Dir: tb.TempDir(), tb: tb}
	path := filepath.Join(tb.TempDir(), "cli.tfrc")
	if err := os.WriteFile(path, []byte(cliConfig), 0o600); err != nil {
		tb.Fatal(err)
	}
	c.Env = append(terraformcli.Environ(os.Environ()), "TF_CLI_CONFIG_FILE="+path, "TF_IN_AUTOMATION=1")
	return c
}

// Write writes a file of the configuration.
func (c *CLI) Write(name, text string) {
	c.tb.Helper()
	if err := os.WriteFile(filepath.Join(c.Dir, name), []byte(text), 0o600); err != nil {
		c.tb.Fatal(err)
	}
}

// Read reads a file of the configuration's folder.
func (c *CLI) Read(name string) string {
	c.tb.Helper()
	text, err := os.ReadFile(filepath.Join(c.Dir, name))
	if err != nil {
		c.tb.Fatal(err)
	}
	return string(text)
}

// Command is a command of the CLI that has not begun.
func (c *CLI) Command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(c.tb.Context(), c.Path, args...)
	cmd.Dir, cmd.Env = c.Dir, c.Env
	return cmd
}

// Run runs a command and returns what it wrote and its exit status.
func (c *CLI) Run(args ...string) (output string, status int) {
	c.tb.Helper()
	cmd := c.Command(args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return out.String(), exit.ExitCode()
	}
	if err != nil {
		c.tb.Fatal(err)
	}
	return out.String(), 0
}

// MustRun fails the test unless a command ends with exit status 0, and returns what it wrote.
func (c *CLI) MustRun(args ...string) string {
	c.tb.Helper()
	out, status := c.Run(args...)
	if status != 0 {
		c.tb.Fatalf("%s, %v: exit status %d\n%s", c, args, status, out)
	}
	return out
}
