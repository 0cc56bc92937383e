package terraformcli

import (
	"slices"
	"testing"
)

func TestEnvironDropsWhatWouldChangeARun(t *testing.T) {
	t.Parallel()
	environ := []string{
		"PATH=/bin", "TF_CLI_CONFIG_FILE=/home/me/.terraformrc", "TF_VAR_module=Deals", "TF_LOG=TRACE", "TF_ACC=1",
		"ZOHOCRM_OAUTH_TOKEN=1000.secret", "CHECKPOINT_DISABLE=", "HOME=/home/me", "NOTF_=kept", "TF=kept",
	}
	before := slices.Clone(environ)
	want := []string{"PATH=/bin", "HOME=/home/me", "NOTF_=kept", "TF=kept", "CHECKPOINT_DISABLE=1"}
	if got := Environ(environ); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if !slices.Equal(environ, before) {
		t.Errorf("the caller's own slice was changed: %q", environ)
	}
}
