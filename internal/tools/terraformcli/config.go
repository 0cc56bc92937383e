package terraformcli

import "fmt"

// ProviderSource is the address of this repository's provider less the host, which the products each fill in.
const ProviderSource = "terraform-zohocrm/zohocrm"

// DevOverrides is a configuration of the CLI itself that has this repository's provider taken from a folder: no init is
// needed, and no registry asked.
func DevOverrides(dir string) string {
	return fmt.Sprintf(`provider_installation {
  dev_overrides {
    %q = %q
  }
  direct {}
}
`, ProviderSource, dir)
}
