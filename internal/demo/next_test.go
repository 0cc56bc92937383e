package main

import (
	"path/filepath"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

func TestNextCommand(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	t.Chdir(dir)
	t.Setenv("PATH", t.TempDir())
	cli := terraformcli.CLI{Path: "/opt/my tofu", Product: terraformcli.OpenTofu}
	const apply = " apply -var module=Leads -var record_id=..."
	tests := map[string]struct {
		dir  string
		want string
	}{
		"below the working directory": {
			dir:  filepath.Join(dir, ".demo"),
			want: "TF_CLI_CONFIG_FILE=" + dir + "/.demo/terraform.tfrc '/opt/my tofu' -chdir=.demo/config" + apply,
		},
		"elsewhere": {
			dir:  elsewhere,
			want: "TF_CLI_CONFIG_FILE=" + elsewhere + "/terraform.tfrc '/opt/my tofu' -chdir=" + elsewhere + "/config" + apply,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := workspace{config: filepath.Join(test.dir, "config"), cliConfig: filepath.Join(test.dir, "terraform.tfrc")}
			if got := nextCommand(cli, w); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
