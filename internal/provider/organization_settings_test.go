package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

// TestOrganizationSettings holds what is refused before any request, and what it says to write.
func TestOrganizationSettings(t *testing.T) {
	t.Parallel()
	scopesOf := func(names ...any) block { return block{"scopes": names} }
	for name, test := range map[string]struct {
		config    block
		variables map[string]string
		attribute string // empty where nothing is wrong
		summary   string
		words     []string
	}{
		"an id":                     {config: block{"organization_id": "60001234567"}},
		"twenty digits":             {config: block{"organization_id": strings.Repeat("9", 20)}},
		"unknown":                   {config: block{"organization_id": unknown, "scopes": unknown}},
		"an empty variable":         {variables: map[string]string{"ZOHOCRM_SCOPES": "", "ZOHOCRM_ORGANIZATION_ID": ""}},
		"one scope":                 {config: scopesOf("ZohoCRM.modules.READ")},
		"a scope unknown":           {config: scopesOf("ZohoCRM.modules.READ", unknown)},
		"every scope unknown":       {config: scopesOf(unknown)},
		"scopes in the environment": {variables: map[string]string{"ZOHOCRM_SCOPES": "ZohoCRM.modules.READ,ZohoCRM.coql.READ"}},
		"as Zoho writes it": {
			config: block{"organization_id": "ZohoCRM.60001234567"}, attribute: "organization_id", summary: "Malformed Provider Setting",
			words: []string{`Use "60001234567".`},
		},
		"as Zoho writes it, in the environment": {
			variables: map[string]string{"ZOHOCRM_ORGANIZATION_ID": "zohocrm.60001234567"}, attribute: "organization_id",
			summary: "Malformed Provider Setting", words: []string{`Use "60001234567".`, "environment variable ZOHOCRM_ORGANIZATION_ID"},
		},
		"a name": {
			config: block{"organization_id": "Example Ltd"}, attribute: "organization_id", summary: "Malformed Provider Setting",
			words: []string{"1 to 20 digits", "under your profile picture"},
		},
		"a line end": {
			config: block{"organization_id": "600\n"}, attribute: "organization_id", summary: "Malformed Provider Setting",
			words: []string{`Use "600".`},
		},
		"in quotes": {
			variables: map[string]string{"ZOHOCRM_ORGANIZATION_ID": `"600"`}, attribute: "organization_id",
			summary: "Malformed Provider Setting", words: []string{`Use "600".`},
		},
		"with its variable": {
			variables: map[string]string{"ZOHOCRM_ORGANIZATION_ID": "ZOHOCRM_ORGANIZATION_ID=ZohoCRM.600"}, attribute: "organization_id",
			summary: "Malformed Provider Setting", words: []string{`Use "600".`},
		},
		"twenty-one digits": {
			config: block{"organization_id": strings.Repeat("9", 21)}, attribute: "organization_id", summary: "Malformed Provider Setting",
		},
		"other digits": {config: block{"organization_id": "６００"}, attribute: "organization_id", summary: "Malformed Provider Setting"},
		"no scopes": {
			config: scopesOf(), attribute: "scopes", summary: "Empty Provider Setting", words: []string{"Omit it", "ZohoCRM.modules.READ"},
		},
		"an empty scope": {
			config: scopesOf("ZohoCRM.modules.READ", ""), attribute: "scopes", summary: "Malformed Provider Setting",
			words: []string{"A name in scopes is empty", `Use ["ZohoCRM.modules.READ"].`},
		},
		"a null scope": {
			config: scopesOf(nil), attribute: "scopes", summary: "Malformed Provider Setting", words: []string{"Omit it"},
		},
		"a malformed scope, others unknown": {config: scopesOf("a b", unknown), attribute: "scopes", summary: "Malformed Provider Setting"},
		"joined by a comma": {
			config: scopesOf("ZohoCRM.modules.READ,ZohoCRM.coql.READ"), attribute: "scopes", summary: "Malformed Provider Setting",
			words: []string{`Use ["ZohoCRM.modules.READ", "ZohoCRM.coql.READ"].`},
		},
		"a place holder": {
			config: scopesOf("ZohoCRM.modules.{module}.READ"), attribute: "scopes", summary: "Malformed Provider Setting",
			words: []string{`"ZohoCRM.modules.{module}.READ" is not an OAuth scope`},
		},
		"commas with blanks": {
			variables: map[string]string{"ZOHOCRM_SCOPES": "ZohoCRM.modules.READ, ZohoCRM.coql.READ"}, attribute: "scopes",
			summary: "Malformed Provider Setting",
			words:   []string{"ZohoCRM.modules.READ,ZohoCRM.coql.READ", "environment variable ZOHOCRM_SCOPES"},
		},
		"blanks alone between them": {
			variables: map[string]string{"ZOHOCRM_SCOPES": "ZohoCRM.modules.READ ZohoCRM.coql.READ"}, attribute: "scopes",
			summary: "Malformed Provider Setting", words: []string{"by commas, without spaces or quotes: ZohoCRM.modules.READ,ZohoCRM.coql.READ"},
		},
		"as HCL has it": {
			variables: map[string]string{"ZOHOCRM_SCOPES": `["ZohoCRM.modules.READ", "ZohoCRM.coql.READ"]`}, attribute: "scopes",
			summary: "Malformed Provider Setting", words: []string{"quotes: ZohoCRM.modules.READ,ZohoCRM.coql.READ"},
		},
		"a blank": {
			variables: map[string]string{"ZOHOCRM_SCOPES": " "}, attribute: "scopes", summary: "Malformed Provider Setting",
			words: []string{"Omit it to ask for the default, ZohoCRM.modules.READ,"},
		},
		"a comma": {
			variables: map[string]string{"ZOHOCRM_SCOPES": ","}, attribute: "scopes", summary: "Malformed Provider Setting",
			words: []string{"A name in scopes is empty", "Omit it to ask for the default"},
		},
		"a comma at the end": {
			variables: map[string]string{"ZOHOCRM_SCOPES": "ZohoCRM.coql.READ,"}, attribute: "scopes", summary: "Malformed Provider Setting",
			words: []string{"quotes: ZohoCRM.coql.READ"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			environment := map[string]string{"ZOHOCRM_CLIENT_ID": accounts.ClientID, "ZOHOCRM_CLIENT_SECRET": accounts.ClientSecret}
			if _, isSet := test.config["organization_id"]; !isSet {
				environment["ZOHOCRM_ORGANIZATION_ID"] = accounts.OrganizationID
			}
			maps.Copy(environment, test.variables)
			if environment["ZOHOCRM_ORGANIZATION_ID"] == "" && test.config == nil {
				environment["ZOHOCRM_REFRESH_TOKEN"] = accounts.RefreshToken
			}
			p := newProtocol(t, environment)
			if test.attribute == "" {
				wantNone(t, p.configure(test.config))
				wantNone(t, p.validateProvider(test.config))
				return
			}
			if scopes, _ := test.config["scopes"].([]any); !slices.Contains(scopes, any(unknown)) { // else it is for the read to tell
				wantError(t, p.configure(test.config), test.attribute, test.summary, test.words...)
			}
			if test.variables == nil {
				wantError(t, p.validateProvider(test.config), test.attribute, test.summary, test.words...)
			}
		})
	}
}
