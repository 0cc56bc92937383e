package provider_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

func TestMain(m *testing.M) { clitest.Main(m) }

// cli runs the real CLI with the provider as a program.
type cli struct {
	*clitest.CLI
	tb testing.TB
}

// newCLI is for acceptance tests. The provider's environment names the server and its token.
func newCLI(tb testing.TB, server interface{ URL() string }) *cli {
	tb.Helper()
	c := &cli{clitest.New(tb), tb}
	c.Env = append(c.Env, "ZOHOCRM_API_DOMAIN="+server.URL(), "ZOHOCRM_OAUTH_TOKEN="+zohocrmtest.Token)
	c.Write("versions.tf", "terraform {\n  required_providers {\n    zohocrm = { source = \"terraform-zohocrm/zohocrm\" }\n  }\n}\n")
	return c
}

// withoutCredentials takes the provider's variables away: functions need none.
func (c *cli) withoutCredentials() *cli {
	c.Env = slices.DeleteFunc(c.Env, func(variable string) bool { return strings.HasPrefix(variable, "ZOHOCRM_") })
	return c
}

// writeExample makes an example of the registry's the configuration.
func (c *cli) writeExample(path string) {
	c.tb.Helper()
	c.Write("main.tf", readText(c.tb, repository+"/examples/"+path))
}

// unwrapped is what the CLI printed with its line breaks and frames made blanks.
func unwrapped(out string) string {
	return strings.Join(strings.FieldsFunc(out, func(r rune) bool { return strings.ContainsRune(" \n│╷╵", r) }), " ")
}
