//go:build unix

package terraformcli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	terraform = "#!/bin/sh\necho 'Terraform v1.11.4'\necho 'on linux_amd64'\n"
	tofu      = "#!/bin/sh\necho 'OpenTofu v1.12.6'\n"
	brokenTF  = "#!/bin/sh\necho 'no version is set for terraform' >&2\nexit 126\n"
	other     = "#!/bin/sh\necho 'GNU bash, version 5.2'\n"
	warning   = "#!/bin/sh\nprintf 'A warning first.\\n\\nTerraform v1.5.7\\n'\n"
	pickyTF   = "#!/bin/sh\n[ \"$1\" = version ] || exit 1\nenv | grep -q '^TF_VAR_\\|^TF_LOG\\|^ZOHOCRM_' && exit 1\n" +
		"[ \"$CHECKPOINT_DISABLE$TF_CLI_CONFIG_FILE\" = 1/dev/null ] || exit 1\necho 'Terraform v1.14.0'\n"
)

// errNoNetwork is what the fetch of most cases fails with.
var errNoNetwork = errors.New("dial tcp: lookup releases.hashicorp.com: no such host")

func TestFind(t *testing.T) {
	tests := map[string]struct {
		path    map[string]string // executables on the PATH
		folder  map[string]string // executables in a folder beside it
		finder  Finder
		fetched string // what the fetch installs; empty where there is no network
		want    CLI    // its path relative to the folder of the case
		errs    []string
	}{
		"terraform on the PATH": {
			path: map[string]string{"terraform": terraform},
			want: CLI{"path/terraform", Terraform, "1.11.4"},
		},
		"terraform before tofu": {
			path: map[string]string{"terraform": terraform, "tofu": tofu},
			want: CLI{"path/terraform", Terraform, "1.11.4"},
		},
		"tofu where there is no terraform": {
			path: map[string]string{"tofu": tofu},
			want: CLI{"path/tofu", OpenTofu, "1.12.6"},
		},
		"tofu where terraform does not run": {
			path: map[string]string{"terraform": brokenTF, "tofu": tofu},
			want: CLI{"path/tofu", OpenTofu, "1.12.6"},
		},
		"a warning before the version": {
			path: map[string]string{"terraform": warning},
			want: CLI{"path/terraform", Terraform, "1.5.7"},
		},
		"asked in an environment of our own": {
			path: map[string]string{"terraform": pickyTF},
			want: CLI{"path/terraform", Terraform, "1.14.0"},
		},
		"tofu by name": {
			path:   map[string]string{"terraform": terraform, "tofu": tofu},
			finder: Finder{Name: "tofu"},
			want:   CLI{"path/tofu", OpenTofu, "1.12.6"},
		},
		"by path": {
			path:   map[string]string{"terraform": terraform},
			folder: map[string]string{"my terraform": warning},
			finder: Finder{Name: "folder/my terraform"},
			want:   CLI{"folder/my terraform", Terraform, "1.5.7"},
		},
		"nothing takes the place of a name": {
			path:    map[string]string{"terraform": terraform},
			finder:  Finder{Name: "tofu"},
			fetched: terraform,
			errs:    []string{`the CLI asked for, "tofu", cannot be used`, "executable file not found"},
		},
		"a name that does not run": {
			path:   map[string]string{"terraform": brokenTF},
			finder: Finder{Name: "terraform"},
			errs:   []string{`"terraform", cannot be used`, "exit status 126", "no version is set for terraform"},
		},
		"a path to something else": {
			folder: map[string]string{"bash": other},
			finder: Finder{Name: "folder/bash"},
			errs:   []string{"folder/bash is neither Terraform nor OpenTofu", "GNU bash, version 5.2"},
		},
		"fetched where the PATH has none": {
			fetched: terraform,
			want:    CLI{"folder/terraform", Terraform, "1.11.4"},
		},
		"fetched before": {
			folder: map[string]string{"terraform": terraform},
			want:   CLI{"folder/terraform", Terraform, "1.11.4"},
		},
		"fetched anew where what was fetched does not run": {
			folder:  map[string]string{"terraform": brokenTF},
			fetched: terraform,
			want:    CLI{"folder/terraform", Terraform, "1.11.4"},
		},
		"Terraform only, and tofu on the PATH": {
			path:    map[string]string{"tofu": tofu},
			finder:  Finder{Products: []Product{Terraform}},
			fetched: terraform,
			want:    CLI{"folder/terraform", Terraform, "1.11.4"},
		},
		"Terraform only, and tofu under its name": {
			path:   map[string]string{"terraform": tofu},
			finder: Finder{Products: []Product{Terraform}},
			errs:   []string{"on the PATH: https://developer.hashicorp.com/terraform/install\n", "path/terraform is OpenTofu", errNoNetwork.Error()},
		},
		"none, and no network": {
			errs: []string{
				"no usable Terraform or OpenTofu was found, and Terraform could not be fetched.\n",
				"Install Terraform or OpenTofu and put it on the PATH: " +
					"https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install\n",
				`  - exec: "terraform": executable file not found in $PATH`,
				`  - exec: "tofu": executable file not found in $PATH`,
				"  - fetching Terraform: " + errNoNetwork.Error(),
			},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			dir, err := os.Getwd() // as the system spells it
			if err != nil {
				t.Fatal(err)
			}
			install(t, filepath.Join(dir, "path"), test.path)
			install(t, filepath.Join(dir, "folder"), test.folder)
			t.Setenv("PATH", filepath.Join(dir, "path"))
			t.Setenv("TF_VAR_module", "Deals")
			t.Setenv("TF_LOG", "TRACE")
			t.Setenv("TF_CLI_CONFIG_FILE", filepath.Join(dir, "absent"))
			t.Setenv("ZOHOCRM_OAUTH_TOKEN", "1000.stray")

			test.finder.InstallDir = "folder"
			test.finder.Fetch = func(_ context.Context, into string) (string, error) {
				if test.fetched == "" {
					return "", errNoNetwork
				}
				install(t, into, map[string]string{"terraform": test.fetched})
				return filepath.Join(into, "terraform"), nil
			}
			got, err := test.finder.Find(t.Context())
			if len(test.errs) > 0 {
				wantError(t, err, test.errs)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			test.want.Path = filepath.Join(dir, test.want.Path)
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestFindKeepsTheCauseOfAFailedFetch(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	finder := Finder{InstallDir: t.TempDir(), Fetch: func(context.Context, string) (string, error) { return "", errNoNetwork }}
	if _, err := finder.Find(t.Context()); !errors.Is(err, errNoNetwork) {
		t.Errorf("the error is not the fetch's: %v", err)
	}
}

// install writes shell scripts as executables.
func install(t *testing.T, dir string, scripts map[string]string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, script := range scripts {
		// Some scripts call grep and env, which the PATH of the test does not name.
		script = strings.Replace(script, "\n", "\nPATH=/usr/bin:/bin\n", 1)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

func wantError(t *testing.T, err error, parts []string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in the error: %v", part, err)
		}
	}
}
