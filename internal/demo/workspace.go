package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// workspace is the folder that a showing writes to. All paths are absolute.
type workspace struct {
	config    string // the configuration, a copy of examples/demo, and its state
	cliConfig string // the CLI's own configuration, which says where the provider is
	data      string // what the CLI keeps beside a configuration
}

// newWorkspace empties dir and fills it: the provider, built from the module that the working directory is in, and
// what a CLI needs to run examples/demo with it.
func newWorkspace(ctx context.Context, dir string) (workspace, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return workspace{}, err
	}
	root, err := moduleRoot(ctx)
	if err != nil {
		return workspace{}, err
	}
	if err := os.RemoveAll(dir); err != nil {
		return workspace{}, err
	}
	w := workspace{
		config:    filepath.Join(dir, "config"),
		cliConfig: filepath.Join(dir, "terraform.tfrc"),
		data:      filepath.Join(dir, "data"),
	}
	bin := filepath.Join(dir, "bin")
	if err := buildProvider(ctx, root, bin); err != nil {
		return workspace{}, err
	}
	if err := os.CopyFS(w.config, os.DirFS(filepath.Join(root, "examples", "demo"))); err != nil {
		return workspace{}, err
	}
	return w, os.WriteFile(w.cliConfig, []byte(terraformcli.DevOverrides(bin)), 0o600)
}

// moduleRoot is the folder of go.mod.
func moduleRoot(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOMOD: %w", err)
	}
	mod := strings.TrimSpace(string(out))
	if filepath.Base(mod) != "go.mod" {
		return "", errors.New("the working directory is not in the repository")
	}
	return filepath.Dir(mod), nil
}

func buildProvider(ctx context.Context, root, bin string) error {
	binary := filepath.Join(bin, "terraform-provider-zohocrm")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-o", binary, ".")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	return nil
}

// environ is the environment of the CLI: the caller's, less any setting of Terraform's or of the provider's, and the
// settings of the demo.
func (w workspace) environ(apiDomain, token string) []string {
	return append(terraformcli.Environ(os.Environ()),
		"TF_CLI_CONFIG_FILE="+w.cliConfig,
		"TF_DATA_DIR="+w.data,
		"TF_IN_AUTOMATION=1",
		"ZOHOCRM_API_DOMAIN="+apiDomain,
		"ZOHOCRM_OAUTH_TOKEN="+token,
	)
}
