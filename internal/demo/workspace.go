package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// workspace is the folder that a showing writes to. All paths are absolute.
type workspace struct {
	config    string // the configuration, a copy of examples/demo, and its state
	audit     string // the same of examples/recipes/closed-deals
	cliConfig string // the CLI's own configuration, which says where the provider is
	data      string // what the CLI keeps beside a configuration
}

// newWorkspace empties dir and fills it with what a CLI needs to run the demo's examples with the provider.
func newWorkspace(dir, root, provider string) (workspace, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return workspace{}, err
	}
	if provider, err = filepath.Abs(provider); err != nil {
		return workspace{}, err
	}
	if found, err := filepath.Glob(filepath.Join(provider, "terraform-provider-zohocrm*")); err != nil || len(found) == 0 {
		return workspace{}, fmt.Errorf("the provider is not in %s: run make build", provider)
	}
	if err := os.RemoveAll(dir); err != nil {
		return workspace{}, err
	}
	w := workspace{
		config:    filepath.Join(dir, "config"),
		audit:     filepath.Join(dir, "audit"),
		cliConfig: filepath.Join(dir, "terraform.tfrc"),
		data:      filepath.Join(dir, "data"),
	}
	for folder, example := range map[string]string{w.config: "demo", w.audit: "recipes/closed-deals"} {
		if err := os.CopyFS(folder, os.DirFS(filepath.Join(root, "examples", filepath.FromSlash(example)))); err != nil {
			return workspace{}, err
		}
	}
	return w, os.WriteFile(w.cliConfig, []byte(terraformcli.DevOverrides(provider)), 0o600)
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
