package provider_test

import (
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// TestMissingScopeWords holds that who has a refresh token is not told to create an access token, and that none is requested anew.
func TestMissingScopeWords(t *testing.T) {
	t.Parallel()
	z := startZoho(t, zohocrmtest.WithFaults(faults.Fault{
		On: faults.EveryCall(), Kind: faults.ZohoError(401, "OAUTH_SCOPE_MISMATCH", "{}", "invalid oauth scope to access this URL"),
	}))
	p := newProtocol(t, z.environment())
	wantNone(t, p.configure(nil))
	_, diags := p.read(t.Context(), lead)
	wantError(t, diags, "", "Missing OAuth Scope",
		"Create a refresh token with these scopes and those that your other blocks need:\n  ZohoCRM.modules.leads.READ")
	if issued := len(z.accounts.Tokens()); issued != 1 {
		t.Errorf("%d tokens requested, want 1", issued)
	}
}

// TestScopesToAdd holds that who asks for scopes is told which to add and which there are: to set the first alone would take from
// other blocks what they need.
func TestScopesToAdd(t *testing.T) {
	t.Parallel()
	const attachments, coql = "ZohoCRM.modules.attachments.READ", "ZohoCRM.coql.READ"
	for name, test := range map[string]struct {
		config   block
		variable string
		typeName string
		words    []string
	}{
		"in the provider block": {
			block{"scopes": []any{"ZohoCRM.modules.leads.READ", attachments}},
			"", foundRecords,
			[]string{
				"Add to scopes in the provider block:\n  ZohoCRM.modules.deals.READ\n  " + coql + "\nKeep what it holds now, " +
					"which your other blocks may need:\n  " + attachments + "\n  ZohoCRM.modules.leads.READ\nThe .ALL variant",
			},
		},
		"in the environment": {
			nil, "ZohoCRM.modules.READ," + coql, recordAttachments,
			[]string{
				"Add to the environment variable ZOHOCRM_SCOPES:\n  " + attachments + "\nKeep what it holds now, which your other " +
					"blocks may need:\n  ZohoCRM.modules.READ\n  " + coql + "\nThe .ALL variant",
			},
		},
		"the exact one where the wider one did not do": {
			nil, "ZohoCRM.modules.READ," + coql, foundRecords,
			[]string{"ZOHOCRM_SCOPES:\n  ZohoCRM.modules.deals.READ\nKeep"},
		},
		"the default": {
			nil, "", foundRecords,
			[]string{
				"Set scopes (or ZOHOCRM_SCOPES) to the default, which your other blocks may need:\n  ZohoCRM.modules.READ\n  " +
					attachments + "\n  " + coql + "\nand in addition:\n  ZohoCRM.modules.deals.READ\n",
			},
		},
		"all there": {
			nil, "ZohoCRM.modules.deals.READ," + coql, foundRecords,
			[]string{"Zoho's API console", "\n  ZohoCRM.modules.deals.READ\n  " + coql + "\nThe .ALL variant"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z := startZoho(t, zohocrmtest.WithFaults(faults.Fault{
				On: faults.EveryCall(), Kind: faults.ZohoError(401, "OAUTH_SCOPE_MISMATCH", "{}", "invalid oauth scope to access this URL"),
			}))
			environment := threeVariables()
			environment["ZOHOCRM_ACCOUNTS_URL"] = z.accountsURL
			environment["ZOHOCRM_SCOPES"] = test.variable
			p := newProtocol(t, environment)
			wantNone(t, p.configure(test.config))
			config := lead
			if test.typeName == foundRecords {
				config = won
			}
			_, diags := p.of(test.typeName).read(t.Context(), config)
			wantError(t, diags, "", "Missing OAuth Scope", test.words...)
		})
	}
}
