package main

import (
	"os/exec"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

func TestAssignmentsAsTheShellReadsThem(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		cli  terraformcli.CLI
		want string
	}{
		"Terraform": {
			cli:  terraformcli.CLI{Path: "/usr/bin/terraform", Product: terraformcli.Terraform, Version: "1.11.4"},
			want: "/usr/bin/terraform|Terraform 1.11.4|registry.terraform.io",
		},
		"OpenTofu": {
			cli:  terraformcli.CLI{Path: "/usr/bin/tofu", Product: terraformcli.OpenTofu, Version: "1.12.6"},
			want: "/usr/bin/tofu|OpenTofu 1.12.6|registry.opentofu.org",
		},
		"a path that a shell would take apart": {
			cli:  terraformcli.CLI{Path: "/it's $HOME/`id`/a b;c", Product: terraformcli.Terraform, Version: "1"},
			want: "/it's $HOME/`id`/a b;c|Terraform 1|registry.terraform.io",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := assignments(test.cli) + `; printf '%s|%s|%s' "$CLI_PATH" "$CLI_NAME" "$CLI_REGISTRY"`
			got, err := exec.CommandContext(t.Context(), "sh", "-c", script).Output()
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
