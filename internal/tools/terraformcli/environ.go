package terraformcli

import (
	"slices"
	"strings"
)

// Environ returns environ, in the form of [os.Environ], without what would change how a CLI or this provider behaves:
// no variable of Terraform's (TF_) or of the provider's (ZOHOCRM_) stays, and HashiCorp's version check is off.
func Environ(environ []string) []string {
	kept := slices.DeleteFunc(slices.Clone(environ), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return strings.HasPrefix(name, "TF_") || strings.HasPrefix(name, "ZOHOCRM_") || name == "CHECKPOINT_DISABLE"
	})
	return append(kept, "CHECKPOINT_DISABLE=1")
}
