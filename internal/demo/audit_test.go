package main

import (
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// An audit that finds something else than the deals have in them is an error of the demo.
func TestAuditAsMeant(t *testing.T) {
	t.Parallel()
	asMeant := func(change func(*audit)) error {
		a := audit{deals: 3, unsigned: map[string]deal{"1": {}}, checks: []check{
			{name: "deals_read", status: tfjson.CheckStatusPass}, {name: "signed_contracts", status: tfjson.CheckStatusFail},
		}}
		change(&a)
		return a.asMeant()
	}
	if err := asMeant(func(*audit) {}); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*audit){
		"the check deals_read did not end as it should":                      func(a *audit) { a.checks[0].status = tfjson.CheckStatusFail },
		"the check signed_contracts did not end as it should":                func(a *audit) { a.checks[1].status = tfjson.CheckStatusPass },
		"the audit did not find the deal without a contract, and that alone": func(a *audit) { a.unsigned = nil },
	} {
		if err := asMeant(change); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	for _, change := range []func(*audit){func(a *audit) { a.deals = 0 }, func(a *audit) { a.checks = nil }} {
		if asMeant(change) == nil {
			t.Error("no error")
		}
	}
}

func TestScreenOfAnAudit(t *testing.T) {
	t.Parallel()
	a, err := readAudit([]byte(`{"format_version": "1.0", "terraform_version": "1.11.4", "values": {"outputs": {
		"checked": {"sensitive": false, "value": {"deals": 2, "since": "2026-01-01"}},
		"unsigned": {"sensitive": false, "value": {"12": {"name": "a\nb", "owner": null, "account": "c"}}}}, "root_module": {}}}`))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	s := screen{terminal.Screen{Out: &out}}
	s.audit(a)
	s.queries([]zohocrmtest.Request{
		{Method: "GET", URI: "/b?fields=id", Status: 204},
		{Method: "GET", URI: "/a", Status: 200, Rows: 1},
		{Method: "POST", URI: "/crm/v8/coql", Status: 200, Rows: 2, Body: `{"select_query":"select id from Deals\u001b"}`},
	})
	const want = `
Deals won since 2026-01-01: 2, 1 without a signed contract

  DEAL  OWNER  ACCOUNT  ID
  a\nb  -      c        12

0 checks

3 API calls
  POST /crm/v8/coql: 200, 2 records
      select id from Deals\x1b
  GET /a: 200, 1 attachment
  GET /b: 204, 0 attachments
`
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
	if _, err := readAudit([]byte("{}")); err == nil {
		t.Error("a state without outputs is read")
	}
}
