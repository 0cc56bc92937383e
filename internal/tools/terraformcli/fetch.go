package terraformcli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
)

// FetchTerraform returns a [Finder]'s Fetch: it has the program fetchterraform of this repository, which the working
// directory is in, install the newest release of Terraform, and passes on what that says of its progress.
func FetchTerraform(progress io.Writer) func(ctx context.Context, dir string) (string, error) {
	return func(ctx context.Context, dir string) (string, error) {
		fmt.Fprintln(progress, "No usable Terraform is on the PATH. Compiling what downloads and verifies one:")
		const program = "github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/fetchterraform"
		var path, failure bytes.Buffer
		cmd := exec.CommandContext(ctx, "go", "run", "-v", program, dir)
		cmd.Stdout, cmd.Stderr = &path, io.MultiWriter(progress, &failure)
		if err := cmd.Run(); err != nil {
			if ctx.Err() != nil {
				return "", ctx.Err()
			}
			return "", fmt.Errorf("%w\n%s", err, strings.TrimSpace(failure.String()))
		}
		return strings.TrimSpace(path.String()), nil
	}
}
