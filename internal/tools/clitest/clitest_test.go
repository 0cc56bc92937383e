package clitest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

func TestMain(m *testing.M) { Main(m) }

// observed is a test that tells how it ended.
type observed struct {
	testing.TB
	skipped, failed string
}

func (o *observed) Skip(args ...any) {
	o.skipped = fmt.Sprint(args...)
	runtime.Goexit()
}

func (o *observed) Fatal(args ...any) {
	o.failed = fmt.Sprint(args...)
	runtime.Goexit()
}

func (o *observed) Fatalf(format string, args ...any) { o.Fatal(fmt.Sprintf(format, args...)) }

// observe runs a function as a test of its own.
func observe(t *testing.T, f func(testing.TB)) *observed {
	t.Helper()
	o := &observed{TB: t}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		f(o)
	}()
	<-ended
	return o
}

func TestAcceptance(t *testing.T) {
	for value, want := range map[string]bool{"": false, "1": true} {
		t.Setenv("TF_ACC", value)
		ran := false
		o := observe(t, func(tb testing.TB) { Acceptance(tb); ran = true })
		if ran != want || (o.skipped == "") != want {
			t.Errorf("TF_ACC=%s: ran %v, skipped %q", value, ran, o.skipped)
		}
	}
}

// What nobody has yet skips a test, with a reason that the gate of `make test` knows; what everybody has does not.
func TestAccNeeds(t *testing.T) {
	t.Parallel()
	cli := Find(t)
	wings := terraformcli.Feature{Name: "wings", Terraform: 1 << 20, OpenTofu: 1 << 20}
	o := observe(t, func(tb testing.TB) { Needs(tb, wings) })
	if want := cli.Lacks(wings); o.skipped != want || want == "" {
		t.Errorf("skipped for %q, want %q", o.skipped, want)
	}
	var got terraformcli.CLI
	o = observe(t, func(tb testing.TB) { got = Needs(tb, terraformcli.Feature{Name: "legs"}) })
	if o.skipped != "" || got != cli {
		t.Errorf("skipped for %q; got %+v, want %+v", o.skipped, got, cli)
	}
}

// A configuration of this provider's is valid without an init, whatever the caller's shell carries.
func TestAccCLI(t *testing.T) {
	Acceptance(t)
	t.Setenv("TF_CLI_ARGS", "-bogus")
	t.Setenv("ZOHOCRM_API_DOMAIN", "https://api.example.com")
	c := New(t)
	const block = "terraform {\n  required_providers {\n    zohocrm = { source = %q }\n  }\n}\n"
	c.Write("main.tf", fmt.Sprintf(block, terraformcli.ProviderSource)+
		"data \"zohocrm_record_attachments\" \"lead\" {\n  module    = \"Leads\"\n  record_id = \"1\"\n}\n")
	c.MustRun("validate")
	if len(c.Env) == 0 || strings.Contains(strings.Join(c.Env, "\n"), "api.example.com") {
		t.Errorf("the environment is %q", c.Env)
	}

	const noTLS = "TF_DISABLE_PLUGIN_TLS=1"
	if installed := Configured(t, ""); slices.Contains(installed.Env, noTLS) || !slices.Contains(c.Env, noTLS) {
		t.Error("what is installed speaks TLS with the CLI, as it does for users; what a test built does not")
	}

	c.Write("main.tf", "no configuration")
	if got := c.Read("main.tf"); got != "no configuration" {
		t.Errorf("read %q", got)
	}
	out, status := c.Run("validate", "-no-color")
	if status != 1 || !strings.Contains(out, "main.tf line 1") {
		t.Errorf("exit status %d:\n%s", status, out)
	}
	o := observe(t, func(tb testing.TB) {
		c.tb = tb
		c.MustRun("validate", "-no-color")
	})
	if !strings.Contains(o.failed, "[validate -no-color]: exit status 1\n") || !strings.Contains(o.failed, "main.tf line 1") {
		t.Errorf("failed with %q", o.failed)
	}
}

// suite is a testing.M that looks at the folder for binaries.
type suite func() int

func (s suite) Run() int { return s() }

func TestMainRemovesItsFolder(t *testing.T) {
	before := binaries
	defer func() { binaries = before }()
	var dir string
	status := run(suite(func() int {
		dir = binaries
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			t.Errorf("there is no folder %q: %v", dir, err)
		}
		return 3
	}))
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || status != 3 {
		t.Errorf("exit status %d, and the folder: %v", status, err)
	}

	t.Setenv("TF_ACC_PROVIDER_DIR", "/the/built")
	if dir := Provider(t); dir != "/the/built" {
		t.Errorf("the provider is in %q", dir)
	}
	t.Setenv("TF_ACC_PROVIDER_DIR", "")
	binaries = ""
	if o := observe(t, func(tb testing.TB) { Provider(tb) }); !strings.Contains(o.failed, "not clitest.Main") {
		t.Errorf("without Main it failed with %q", o.failed)
	}
}
