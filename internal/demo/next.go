package main

import (
	"os"
	"os/exec"
	"path/filepath"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/shell"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// nextCommands are a POSIX shell's commands that apply the configurations of the workspace once more, with the settings of the
// shell that runs them.
func nextCommands(cli terraformcli.CLI, w workspace) []string {
	executable := cli.Product.Executable()
	if found, err := exec.LookPath(executable); err != nil || found != cli.Path {
		executable = shell.Word(cli.Path)
	}
	run := "TF_CLI_CONFIG_FILE=" + shell.Word(w.cliConfig) + " " + executable + " -chdir="
	return []string{
		run + shell.Word(near(w.config)) + " apply -var module=Leads -var record_id=...",
		run + shell.Word(near(w.audit)) + " apply -var since=" + since,
	}
}

// near is a path relative to the working directory, where it is below it.
func near(path string) string {
	dir, err := os.Getwd()
	if err != nil {
		return path
	}
	relative, err := filepath.Rel(dir, path)
	if err != nil || !filepath.IsLocal(relative) {
		return path
	}
	return relative
}
