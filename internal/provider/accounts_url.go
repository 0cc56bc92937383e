package provider

import (
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// missingAccountsURL finds that no accounts server can be told: api_domain is of no data centre that is known, and
// accounts_url is not set. Credentials are never sent on a guess.
func missingAccountsURL(kind credentialKind, values map[string]settingValue) *problem {
	domain := values[apiDomain]
	if !kind.requestsTokens() || values[accountsURL].from != notSet || domain.from == notSet || domain.unknown {
		return nil
	}
	if _, known := catalog.AccountsServer(domain.value); known {
		return nil
	}
	return unknownAccountsServer(values[accountsURL].setting, domain)
}
