package provider_test

import (
	"regexp"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// featuresByText are what tells that a configuration needs a feature that older CLIs lack.
var featuresByText = map[*regexp.Regexp]terraformcli.Feature{
	regexp.MustCompile(`(?m)^check "`):              terraformcli.CheckBlocks,
	regexp.MustCompile(`(?m)^ephemeral "`):          terraformcli.EphemeralResources,
	regexp.MustCompile(`(?m)^ +ephemeral += true`):  terraformcli.EphemeralResources, // variables came with them
	regexp.MustCompile(`provider::zohocrm::[a-z_]`): terraformcli.ProviderFunctions,
}

// tooNew reports whether a configuration needs a newer CLI than the one that runs it.
func (c *cli) tooNew(config string) bool {
	for text, feature := range featuresByText {
		if c.Lacks(feature) != "" && text.MatchString(config) {
			return true
		}
	}
	return false
}

// refusesTooNew reports whether the configuration, of which config is the text, is too new for the CLI, and holds that it
// is refused then.
func (c *cli) refusesTooNew(config string) bool {
	c.tb.Helper()
	if !c.tooNew(config) {
		return false
	}
	if out, status := c.Run("plan", "-no-color", "-input=false"); status == 0 {
		c.tb.Errorf("not refused by %s:\n%s", c, out)
	}
	return true
}
