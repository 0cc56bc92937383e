package main

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

func TestNextCommand(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	t.Chdir(dir)
	t.Setenv("PATH", t.TempDir())
	cli := terraformcli.CLI{Path: "/opt/my tofu", Product: terraformcli.OpenTofu}
	const apply, audit = "/config apply -var module=Leads -var record_id=...", "/audit apply -var since=2026-01-01"
	tests := map[string]struct {
		dir  string
		want string
	}{
		"below the working directory": {
			dir:  filepath.Join(dir, ".demo"),
			want: "TF_CLI_CONFIG_FILE=" + dir + "/.demo/terraform.tfrc '/opt/my tofu' -chdir=.demo",
		},
		"elsewhere": {
			dir:  elsewhere,
			want: "TF_CLI_CONFIG_FILE=" + elsewhere + "/terraform.tfrc '/opt/my tofu' -chdir=" + elsewhere,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			in := func(name string) string { return filepath.Join(test.dir, name) }
			w := workspace{config: in("config"), audit: in("audit"), cliConfig: in("terraform.tfrc")}
			if got, want := nextCommands(cli, w), []string{test.want + apply, test.want + audit}; !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}
