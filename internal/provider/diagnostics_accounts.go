package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
)

// unknownAccountsServer is an API domain from which no accounts server follows.
func unknownAccountsServer(s setting, domain settingValue) *problem {
	from := "in the provider block"
	if domain.from == fromEnvironment {
		from = "by the environment variable " + domain.setting.environment
	}
	return &problem{
		summary: summaryUnknownAccountsServer,
		why: fmt.Sprintf("%s is set %s to %s, which belongs to no data centre that the provider knows. So it cannot tell which accounts "+
			"server issues access tokens for it, and it does not send credentials to a guessed one.",
			domain.setting.name, from, quoted(domain.value)),
		advice: fmt.Sprintf("Set %s (or %s) to the accounts server of the same data centre, such as one of these:\n%s",
			s.name, s.environment, accountsServers()),
		at: path.Root(s.name),
	}
}
