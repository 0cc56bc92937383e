package terraformcli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/hashicorp/hc-install/product"
	"github.com/hashicorp/hc-install/releases"
)

// fetchTimeout bounds a download of some 30 MB.
const fetchTimeout = 5 * time.Minute

// FetchTerraform returns a [Finder]'s Fetch: it installs the newest release of Terraform, its checksum and signature
// verified, and tells progress when it begins.
func FetchTerraform(progress io.Writer) func(ctx context.Context, dir string) (string, error) {
	return func(ctx context.Context, dir string) (string, error) {
		fmt.Fprintf(progress, "Fetching Terraform into %s\n", dir)
		release := releases.LatestVersion{Product: product.Terraform, InstallDir: dir, Timeout: fetchTimeout}
		return release.Install(ctx)
	}
}
