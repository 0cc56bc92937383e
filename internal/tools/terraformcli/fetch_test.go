package terraformcli

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestFetchTerraformSaysSoAndStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	var progress strings.Builder
	if _, err := FetchTerraform(&progress)(ctx, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if got := progress.String(); !strings.HasPrefix(got, "No usable Terraform is on the PATH.") {
		t.Errorf("it said %q", got)
	}
}
