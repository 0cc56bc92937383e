package terraformcli

import (
	"fmt"
	"slices"
)

// Feature is what each product has from some minor version 1.x on.
type Feature struct {
	Name      string // in the plural
	Terraform int    // the minor version of Terraform
	OpenTofu  int    // the minor version of OpenTofu
}

// The features that some of the provider, and some tests, need. OpenTofu begins with 1.6.
var (
	CheckBlocks        = Feature{"check blocks", 5, 6}
	ModuleTests        = Feature{"tests of modules", 6, 6}
	ProviderFunctions  = Feature{"functions of providers", 8, 7}
	MockProviders      = Feature{"mock providers", 7, 8}
	EphemeralResources = Feature{"ephemeral resources", 10, 11} // and ephemeral variables
)

var features = []Feature{CheckBlocks, ModuleTests, ProviderFunctions, MockProviders, EphemeralResources}

// Lacks says that the CLI is too old for a feature, and since when there is one that is not. It is empty for a CLI that
// has the feature, and for one whose version is not of the form 1.2.3.
func (c CLI) Lacks(f Feature) string {
	since := f.Terraform
	if c.Product == OpenTofu {
		since = f.OpenTofu
	}
	var major, minor int
	if _, err := fmt.Sscanf(c.Version, "%d.%d.", &major, &minor); err != nil || major > 1 || minor >= since {
		return ""
	}
	return fmt.Sprintf("%s has no %s: those came with 1.%d", c, f.Name, since)
}

// ExcusesSkip tells whether a test that was skipped for a reason could not have run on the CLI: the reason is that the
// CLI lacks one of the features above, in the words of [CLI.Lacks].
func (c CLI) ExcusesSkip(reason string) bool {
	return reason != "" && slices.ContainsFunc(features, func(f Feature) bool { return reason == c.Lacks(f) })
}
