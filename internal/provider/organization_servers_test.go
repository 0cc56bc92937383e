package provider_test

import (
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

// TestOrganizationGoesToServersItsOwnerNames holds the rules of servers for this grant: no accounts server is guessed, and a
// block sends nothing of the environment to a server of its own.
func TestOrganizationGoesToServersItsOwnerNames(t *testing.T) {
	t.Parallel()
	const gateway = "https://crm.gateway.example"
	all := client.with(block{"organization_id": accounts.OrganizationID})
	for name, test := range map[string]struct {
		config             block
		environment        map[string]string
		attribute, summary string
		word               string
	}{
		"no accounts server": {
			all.with(block{"api_domain": gateway}), nil, "accounts_url", "Unknown Accounts Server", "ZOHOCRM_ACCOUNTS_URL",
		},
		"everything in the environment": {
			block{"accounts_url": gateway},
			threeVariables(), "accounts_url", "Server Not Trusted With Credentials",
			"ZOHOCRM_ORGANIZATION_ID",
		},
		"the id in the environment": {
			client.with(block{"accounts_url": gateway}),
			map[string]string{"ZOHOCRM_ORGANIZATION_ID": accounts.OrganizationID},
			"accounts_url",
			"Server Not Trusted With Credentials", "ZOHOCRM_ORGANIZATION_ID",
		},
		"the secret in the environment": {
			all.with(block{"accounts_url": gateway, "client_secret": nil}),
			map[string]string{"ZOHOCRM_CLIENT_SECRET": accounts.ClientSecret},
			"accounts_url", "Server Not Trusted With Credentials", "ZOHOCRM_CLIENT_SECRET",
		},
		"everything in the block": {all.with(block{"accounts_url": gateway}), nil, "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			diags := newProtocol(t, test.environment).configure(test.config)
			if test.summary == "" {
				wantNone(t, diags)
				return
			}
			wantError(t, diags, test.attribute, test.summary, test.word)
		})
	}
}
