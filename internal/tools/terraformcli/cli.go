// Package terraformcli finds the command-line tool that the acceptance tests and the demo run the provider with:
// Terraform or OpenTofu.
package terraformcli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// Product is a tool that runs Terraform providers.
type Product string

// The products, named as they name themselves.
const (
	Terraform Product = "Terraform"
	OpenTofu  Product = "OpenTofu"
)

// Executable is the name under which the product is installed.
func (p Product) Executable() string {
	if p == OpenTofu {
		return "tofu"
	}
	return "terraform"
}

// InstallURL is the page that says how to install the product.
func (p Product) InstallURL() string {
	if p == OpenTofu {
		return "https://opentofu.org/docs/intro/install"
	}
	return "https://developer.hashicorp.com/terraform/install"
}

// RegistryHost is the host that the product prefixes to a provider address that names none.
func (p Product) RegistryHost() string {
	if p == OpenTofu {
		return "registry.opentofu.org"
	}
	return "registry.terraform.io"
}

// CLI is an executable that was found and has told its version.
type CLI struct {
	Path    string // absolute
	Product Product
	Version string // without a leading v
}

// String is the product and its version, such as "Terraform 1.11.4".
func (c CLI) String() string {
	return string(c.Product) + " " + c.Version
}

// probeTimeout bounds the time that an executable has to tell its version.
const probeTimeout = time.Minute

// versionLine is what both products print first when asked for their version.
var versionLine = regexp.MustCompile(`(?m)^(Terraform|OpenTofu) v(\S+)`)

// probe asks the executable at path for its product and version. A shim of a version manager that has no version to
// run, for one, has none.
func probe(ctx context.Context, path string) (CLI, error) {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()

	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, path, "version")
	cmd.Env = append(Environ(os.Environ()), "TF_CLI_CONFIG_FILE="+os.DevNull)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return CLI{}, errors.Join(fmt.Errorf("%s version: %w", path, err), said(stderr.String()))
	}
	match := versionLine.FindStringSubmatch(stdout.String())
	if match == nil {
		return CLI{}, errors.Join(fmt.Errorf("%s is neither Terraform nor OpenTofu", path), said(stdout.String()))
	}
	return CLI{Path: path, Product: Product(match[1]), Version: match[2]}, nil
}

// said makes an error of what a program printed, nil where it printed nothing.
func said(output string) error {
	if output = strings.TrimSpace(output); output == "" {
		return nil
	}
	return errors.New(output)
}
