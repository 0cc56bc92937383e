package release_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// source is the provider's address less the host, which the CLIs each fill in.
const source = "terraform-zohocrm/zohocrm"

// installation is a configuration that a real CLI works on, where providers come from a filesystem mirror alone: there
// is no other way in the CLI's configuration, no cache, and every proxy is a port that nothing listens on.
type installation struct {
	tb     testing.TB
	cli    terraformcli.CLI
	dir    string // the configuration
	data   string // what the CLI keeps beside a configuration
	mirror string
	env    []string
}

func newInstallation(t *testing.T, version, apiDomain string) installation {
	t.Helper()
	cli, err := terraformcli.Finder{
		Name:  os.Getenv("TF_ACC_TERRAFORM_PATH"),
		Fetch: func(context.Context, string) (string, error) { return "", errors.New("a test fetches nothing") },
	}.Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	i := installation{
		tb: t, cli: cli,
		dir:    filepath.Join(dir, "config"),
		data:   filepath.Join(dir, "data"),
		mirror: filepath.Join(dir, "mirror"),
	}
	cliConfig := filepath.Join(dir, "cli.tfrc")
	i.env = append(terraformcli.Environ(os.Environ()),
		"TF_CLI_CONFIG_FILE="+cliConfig,
		"TF_DATA_DIR="+i.data,
		"TF_IN_AUTOMATION=1",
		"HTTP_PROXY=http://127.0.0.1:1", "http_proxy=http://127.0.0.1:1",
		"HTTPS_PROXY=http://127.0.0.1:1", "https_proxy=http://127.0.0.1:1",
		"ZOHOCRM_API_DOMAIN="+apiDomain,
		"ZOHOCRM_OAUTH_TOKEN="+zohocrmtest.Token,
	)
	for _, folder := range []string{i.dir, i.packages()} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	i.write(cliConfig, fmt.Sprintf(`
		provider_installation {
		  filesystem_mirror {
		    path    = %q
		    include = ["%s/%s"]
		  }
		}`, i.mirror, cli.Product.RegistryHost(), source))
	i.write(filepath.Join(i.dir, "main.tf"), fmt.Sprintf(`
		terraform {
		  required_providers {
		    zohocrm = {
		      source  = %q
		      version = %q
		    }
		  }
		}

		data "zohocrm_record_attachments" "lead" {
		  module    = "Leads"
		  record_id = "4876876000000376008"
		}

		output "file_names" {
		  value = data.zohocrm_record_attachments.lead.attachments[*].file_name
		}`, source, version))
	return i
}

// packages is the folder of the mirror where the CLI looks for the provider's archives.
func (i installation) packages() string {
	return filepath.Join(i.mirror, i.cli.Product.RegistryHost(), filepath.FromSlash(source))
}

// installed is the folder that the CLI unpacks the archive into.
func (i installation) installed(version string) string {
	return filepath.Join(i.data, "providers", i.cli.Product.RegistryHost(), filepath.FromSlash(source), version, platform)
}

func (i installation) write(path, text string) {
	i.tb.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		i.tb.Fatal(err)
	}
}

// run runs a command of the CLI and returns what it wrote, and whether it ended well.
func (i installation) run(args ...string) (output string, ok bool) {
	i.tb.Helper()
	var out bytes.Buffer
	cmd := exec.CommandContext(i.tb.Context(), i.cli.Path, args...)
	cmd.Dir, cmd.Env = i.dir, i.env
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		i.tb.Fatal(err)
	}
	return out.String(), err == nil
}

func (i installation) mustRun(args ...string) string {
	i.tb.Helper()
	out, ok := i.run(args...)
	if !ok {
		i.tb.Fatalf("%s %q failed:\n%s", i.cli, args, out)
	}
	return out
}
