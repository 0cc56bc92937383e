package accounts_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// Scopes that Zoho's pages have are granted, and no others.
func TestScopesAreDocumented(t *testing.T) {
	t.Parallel()
	for scope, documented := range map[string]bool{
		"ZohoCRM.modules.ALL":                   true,
		"ZohoCRM.modules.READ":                  true,
		"ZohoCRM.modules.deals.READ":            true,
		"ZohoCRM.modules.custom.ALL":            true,
		"ZohoCRM.modules.attachments.READ":      true,
		"ZohoCRM.coql.READ":                     true,
		"ZohoCRM.settings.fields.READ":          true,
		"ZohoCRM.users.ALL":                     true,
		"ZohoSearch.securesearch.READ":          true,
		"ZohoCRM.modules.dels.READ":             false,
		"ZohoCRM.modules.Deals.READ":            false,
		"ZohoCRM.modules.price_books.READ":      false,
		"ZohoCRM.modules.deals":                 false,
		"ZohoCRM.modules.deals.read":            false,
		"ZohoCRM.modules.deals.fields.READ":     false,
		"ZohoCRM.modules":                       false,
		"ZohoCRM.coql.ALL":                      false,
		"ZohoCRM.coql.deals.READ":               false,
		"ZohoCRM":                               false,
		"ZohoCRM..READ":                         false,
		"deals":                                 false,
		"ZohoCRM.coql. READ":                    false,
		"ZohoCRM.coql.READ,":                    false,
		"ZohoCRM.coql.READ,ZohoCRM.modules.dea": false,
	} {
		_, body := requestToken(t, accounts.Start(t, &accounts.Server{}), accounts.TokenPath, organization("scope", scope))
		if granted := strings.Contains(body, "access_token"); granted != documented || !granted && body != accounts.InvalidScope.Body {
			t.Errorf("%q: %s", scope, body)
		}
	}
}

// A token that was issued is good for what its scopes allow; any other token is good for everything.
func TestScopesAreEnforced(t *testing.T) {
	t.Parallel()
	const (
		attachments = "ZohoCRM.modules.attachments.READ"
		queries     = "ZohoCRM.coql.READ"
		selectDeals = "select id from Deals where id > 0"
	)
	for name, tc := range map[string]struct {
		scopes        string // "" is a refresh token's
		module        string
		query         string
		listed, asked bool // whether attachments and the query are allowed
	}{
		"everything":                 {"ZohoCRM.modules.ALL," + queries, "Deals", selectDeals, true, true},
		"a refresh token":            {"", "Deals", selectDeals, true, true},
		"all modules, to read":       {"ZohoCRM.modules.READ," + attachments + "," + queries, "Leads", selectDeals, true, true},
		"deals":                      {"ZohoCRM.modules.deals.READ," + attachments + "," + queries, "Deals", selectDeals, true, true},
		"deals, ALL":                 {"ZohoCRM.modules.deals.ALL,ZohoCRM.modules.attachments.ALL", "Deals", selectDeals, true, false},
		"no attachments":             {"ZohoCRM.modules.READ," + queries, "Deals", selectDeals, false, true},
		"attachments alone":          {attachments, "Deals", selectDeals, false, false},
		"COQL alone":                 {queries, "Deals", selectDeals, false, false},
		"COQL alone, a wrong query":  {queries, "Deals", "select", false, true},
		"no COQL, and a wrong query": {"ZohoCRM.modules.ALL", "Deals", "select", true, false},
		"deals to change":            {"ZohoCRM.modules.deals.UPDATE," + attachments + "," + queries, "Deals", selectDeals, false, false},
		"another module":             {"ZohoCRM.modules.leads.READ," + attachments + "," + queries, "Deals", selectDeals, false, false},
		"two words": {
			"ZohoCRM.modules.pricebooks.READ," + attachments + "," + queries, "Price_Books", "select id from Price_Books where id > 0", true, true,
		},
		"a suffix":        {"ZohoCRM.modules.services.READ," + attachments, "Services__s", selectDeals, true, false},
		"a custom module": {"ZohoCRM.modules.custom.READ," + attachments, "Vehicles", selectDeals, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, zohocrmtest.WithAccounts(&accounts.Server{}), zohocrmtest.WithAnyRecord(rows.Attachments(1)))
			form := refresh()
			if tc.scopes != "" {
				form = organization("scope", tc.scopes)
			}
			_, body := requestToken(t, m.URL(), accounts.TokenPath, form)
			issued := accessTokenOf(t, body)
			for token, allowed := range map[string]struct{ listed, asked bool }{
				issued: {tc.listed, tc.asked}, zohocrmtest.Token: {true, true},
			} {
				status, body := send(t, authorized(t, m.URL()+"/crm/v8/"+tc.module+"/"+record+"/Attachments?fields=id", token, ""))
				if isMismatch(status, body) == allowed.listed || allowed.listed && status != 200 {
					t.Errorf("attachments: %d %s", status, body)
				}
				status, body = send(t, authorized(t, m.URL()+"/crm/v8/coql", token, tc.query))
				if isMismatch(status, body) == allowed.asked {
					t.Errorf("the query: %d %s", status, body)
				}
			}
		})
	}
	p := zohocrmtest.StartReplay(t, zohocrmtest.WithAccounts(&accounts.Server{}))
	_, body := requestToken(t, p.URL(), accounts.TokenPath, organization("scope", queries))
	if got := statusOf(t, p.URL()+p.Scenarios()[0].URIs[0], accessTokenOf(t, body)); got != 401 {
		t.Errorf("a recording: %d", got)
	}
}

func isMismatch(status int, body string) bool {
	return status == 401 && strings.Contains(body, "OAUTH_SCOPE_MISMATCH")
}

// authorized is a request with an access token; of COQL where there is a query.
func authorized(t *testing.T, uri, token, query string) *http.Request {
	t.Helper()
	method, body := http.MethodGet, []byte(nil)
	if query != "" {
		method = http.MethodPost
		var err error
		if body, err = json.Marshal(map[string]string{"select_query": query}); err != nil {
			t.Fatal(err)
		}
	}
	request, err := http.NewRequestWithContext(t.Context(), method, uri, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken "+token)
	return request
}
