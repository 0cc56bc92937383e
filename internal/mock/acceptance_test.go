package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// The provider that the tests run, built once, and the folder that it is in.
var (
	binaries      string
	buildProvider = sync.OnceValues(func() ([]byte, error) {
		return exec.Command("go", "build", "-o", binaries+string(filepath.Separator), "../..").CombinedOutput()
	})
)

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if binaries, err = os.MkdirTemp("", "terraform-provider-zohocrm-mock"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(binaries) }()
		return m.Run()
	}())
}

// cli is the other terminal: the real Terraform or OpenTofu, in a folder of its own.
type cli struct {
	t    *testing.T
	tool terraformcli.CLI
	dir  string
	env  []string
}

// newCLI is for acceptance tests. Its environment is what the mock prints to set, the first of the two ways or the second.
func newCLI(t *testing.T, m *mock, refresh bool) *cli {
	t.Helper()
	c := &cli{t: t, tool: theCLI(t), dir: t.TempDir()}
	if out, err := buildProvider(); err != nil {
		t.Fatalf("building the provider: %s\n%s", err, out)
	}
	config := filepath.Join(t.TempDir(), "cli.tfrc")
	overrides := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"terraform-zohocrm/zohocrm\" = %q\n  }\n  direct {}\n}\n", binaries)
	if err := os.WriteFile(config, []byte(overrides), 0o600); err != nil {
		t.Fatal(err)
	}
	c.env = append(terraformcli.Environ(os.Environ()), "TF_CLI_CONFIG_FILE="+config, "TF_IN_AUTOMATION=1", "ZOHOCRM_TOKEN_CACHE=false")
	for _, export := range regexp.MustCompile(`(?m)^  export (\w+)='?(.*?)'?$`).FindAllStringSubmatch(m.out.String(), -1) {
		if name := export[1]; name == "ZOHOCRM_API_DOMAIN" || (name != "ZOHOCRM_OAUTH_TOKEN") == refresh {
			c.env = append(c.env, name+"="+export[2])
		}
	}
	return c
}

func theCLI(t *testing.T) terraformcli.CLI {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance tests run with TF_ACC=1 set, as make test does")
	}
	tool, err := terraformcli.Finder{
		Name:  os.Getenv("TF_ACC_TERRAFORM_PATH"),
		Fetch: func(context.Context, string) (string, error) { return "", errors.New("a test fetches nothing") },
	}.Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return tool
}

// run runs a command and returns what it wrote and its exit status.
func (c *cli) run(args ...string) (output string, status int) {
	c.t.Helper()
	command := exec.CommandContext(c.t.Context(), c.tool.Path, append(args, "-no-color")...)
	command.Dir, command.Env = c.dir, c.env
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	err := command.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return out.String(), exit.ExitCode()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return out.String(), 0
}

// example puts the configuration that the mock prints into the folder.
func (c *cli) example(m *mock) {
	c.t.Helper()
	_, text, _ := strings.Cut(m.out.String(), "such as this:\n\n")
	text, _, _ = strings.Cut(text, "Calls, as they come")
	if err := os.WriteFile(filepath.Join(c.dir, "main.tf"), []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// What the mock prints to set and to plan works as it stands, with an access token and with a refresh token, and both
// terminals tell of it.
func TestAccMock(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args    []string
		refresh bool
		plan    string // a part of it
		calls   string
	}{
		"recordings": {nil, false, "  + file_names = [\n      + \"Image.jpg\",\n      + \"in23er.png\",\n    ]\n", `#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 200 OK, 2 attachments, 12 ms

1 call, 2 attachments, 0 faults
`},
		"a recording of other fields": {[]string{"-scenario", "signed-contract"}, false, "-signed.pdf\",\n", `#1 GET /crm/v8/Deals/4876876000000376008/Attachments, fields Created_Time, File_Name, Owner and 2 more
#1 200 OK, 3 attachments, 12 ms

1 call, 3 attachments, 0 faults
`},
		"made up": {[]string{"-attachments", "450", "-token", "own", "-order", "shuffled"}, false, "  + file_names = [\n", `#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 200 OK, 200 attachments, 12 ms
#2 GET /crm/v8/Leads/4876876000000376008/Attachments, page 2 by token, fields $editable, $file_id, $link_url and 13 more
#2 200 OK, 200 attachments, 12 ms
#3 GET /crm/v8/Leads/4876876000000376008/Attachments, page 3 by token, fields $editable, $file_id, $link_url and 13 more
#3 200 OK, 50 attachments, 12 ms

3 calls, 450 attachments, 0 faults
`},
		"a refresh token": {[]string{"-token", "own"}, true, "  + file_names = [\n", `#1 POST /oauth/v2/token
#1 200 OK, 12 ms
#2 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#2 200 OK, 2 attachments, 12 ms

2 calls, 2 attachments, 0 faults
`},
		"a fault": {[]string{"-fault", "403"}, false, "Crm_Implied_View_Leads", `#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 403 Forbidden, fault 403, 12 ms

1 call, 0 attachments, 1 fault (403: 1)
`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			theCLI(t)
			m := start(t, false, tc.args...)
			c := newCLI(t, m, tc.refresh)
			c.example(m)
			plan, status := c.run("plan")
			if !strings.Contains(plan, tc.plan) || (status != 0) != (tc.args != nil && tc.args[0] == "-fault") {
				t.Errorf("exit status %d\n%s\nwant in it\n%s", status, plan, tc.plan)
			}
			if got := m.stop(); got != tc.calls {
				t.Errorf("the mock's terminal:\n%s\nwant:\n%s", got, tc.calls)
			}
		})
	}
}
