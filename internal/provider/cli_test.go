package provider_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// binaries is the folder of the provider that the tests build.
var binaries string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if binaries, err = os.MkdirTemp("", "terraform-provider-zohocrm-test"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(binaries) }()
		return m.Run()
	}())
}

// buildProvider builds the provider once for all tests that run it as a program.
var buildProvider = sync.OnceValues(func() ([]byte, error) {
	return exec.Command("go", "build", "-o", binaries+string(filepath.Separator), "../..").CombinedOutput()
})

// cli runs the real Terraform or OpenTofu on a configuration of its own, with the provider as a program.
type cli struct {
	tb   testing.TB
	dir  string
	path string
	env  []string
}

// newCLI is for acceptance tests. The provider's environment names the server and its token.
func newCLI(tb testing.TB, server interface{ URL() string }) *cli {
	tb.Helper()
	if os.Getenv("TF_ACC") == "" {
		tb.Skip("acceptance tests run with TF_ACC=1 set, as make test does")
	}
	if out, err := buildProvider(); err != nil {
		tb.Fatalf("building the provider: %s\n%s", err, out)
	}
	c := &cli{tb: tb, dir: tb.TempDir(), path: os.Getenv("TF_ACC_TERRAFORM_PATH")}
	if c.path == "" {
		c.path = "terraform"
	}
	c.write("cli.tfrc", fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"terraform-zohocrm/zohocrm\" = %q\n  }\n  direct {}\n}\n", binaries))
	c.env = append(terraformcli.Environ(os.Environ()),
		"TF_CLI_CONFIG_FILE="+filepath.Join(c.dir, "cli.tfrc"),
		"TF_IN_AUTOMATION=1",
		"ZOHOCRM_API_DOMAIN="+server.URL(),
		"ZOHOCRM_OAUTH_TOKEN="+zohocrmtest.Token,
	)
	c.write("versions.tf", "terraform {\n  required_providers {\n    zohocrm = { source = \"terraform-zohocrm/zohocrm\" }\n  }\n}\n")
	return c
}

func (c *cli) write(name, text string) {
	c.tb.Helper()
	if err := os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o600); err != nil {
		c.tb.Fatal(err)
	}
}

// run runs a command and returns what it wrote and its exit status.
func (c *cli) run(args ...string) (output string, status int) {
	c.tb.Helper()
	command := exec.CommandContext(c.tb.Context(), c.path, args...)
	command.Dir, command.Env = c.dir, c.env
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	err := command.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return out.String(), exit.ExitCode()
	}
	if err != nil {
		c.tb.Fatal(err)
	}
	return out.String(), 0
}

// mustRun fails unless a command ends with exit status 0.
func (c *cli) mustRun(args ...string) string {
	c.tb.Helper()
	out, status := c.run(args...)
	if status != 0 {
		c.tb.Fatalf("%v: exit status %d\n%s", args, status, out)
	}
	return out
}
