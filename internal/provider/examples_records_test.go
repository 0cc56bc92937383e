package provider_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// exampleDeals are the deals that every example is run against: two of which one meets every condition of the examples, one
// that lacks all that a deal may lack, and none at all, as in a week without a sale.
func exampleDeals(tb testing.TB, kind string) coql.Records {
	tb.Helper()
	deals, err := coql.Of(map[string][]string{
		"files": {
			`{"id": "4876876000000376008", "Deal_Name": "Fleet renewal", "Stage": "Closed Won", "Amount": 48213.5,
				"Closing_Date": "2026-02-10", "Modified_Time": "2026-02-11T09:12:03+05:30",
				"Owner": {"id": "4876876000000327001", "name": "Boyle"}, "Account_Name": {"id": "4876876000000333001", "name": "Zylker"}}`,
			`{"id": "4876876000000376009", "Deal_Name": "O'Neil & Sons", "Stage": "Negotiation/Review", "Amount": null,
				"Closing_Date": "2026-05-01", "Modified_Time": "2026-01-02T09:00:00+00:00",
				"Owner": {"id": "4876876000000327002", "name": "Okafor"}, "Account_Name": null}`,
		},
		"nulls": {
			`{"id": "4876876000000376008", "Deal_Name": null, "Stage": "Closed Won", "Amount": null, "Closing_Date": "2026-02-10",
				"Modified_Time": null, "Owner": null, "Account_Name": null}`,
		},
	}[kind]...)
	if err != nil {
		tb.Fatal(err)
	}
	return deals
}

// auditOfDeals is a mock with three deals closed in 2026 and one before: of the three one has its contract, one has not, and
// the attachments of one cannot be read where unread says so.
func auditOfDeals(tb testing.TB, unread bool, list ...faults.Fault) *zohocrmtest.Mock {
	tb.Helper()
	deals, err := coql.Of(
		`{"id": "4876876000000376008", "Deal_Name": "Fleet renewal", "Stage": "Closed Won", "Closing_Date": "2026-02-10",
			"Owner": {"id": "4876876000000327001", "name": "Boyle"}, "Account_Name": {"id": "4876876000000333001", "name": "Zylker"}}`,
		`{"id": "4876876000000376009", "Deal_Name": "O'Neil & Sons", "Stage": "Closed Won", "Closing_Date": "2026-01-01",
			"Owner": {"id": "4876876000000327002", "name": "Okafor"}, "Account_Name": null}`,
		`{"id": "4876876000000376010", "Deal_Name": "Depot", "Stage": "Closed Won", "Closing_Date": "2026-03-01", "Owner": null}`,
		`{"id": "4876876000000376007", "Deal_Name": "Last year's", "Stage": "Closed Won", "Closing_Date": "2025-12-31"}`,
	)
	if err != nil {
		tb.Fatal(err)
	}
	if unread {
		list = append(list, deleted("4876876000000376010"))
	}
	signed := rows.Projected(`{"id": "2", "File_Name": "Contract-SIGNED.pdf"}`, `{"id": "1", "File_Name": null}`)
	return zohocrmtest.StartMock(tb, zohocrmtest.WithRecords("Deals", deals), zohocrmtest.WithRecord("Deals", "4876876000000376008", signed),
		zohocrmtest.WithRecord("Deals", "4876876000000376010", signed), zohocrmtest.WithFaults(list...))
}

// TestAccExampleClosedDeals holds what the recipe finds: the deal without its contract, by name and owner, and the one that
// could not be read.
func TestAccExampleClosedDeals(t *testing.T) {
	t.Parallel()
	e := exampleNamed(t, "recipes/closed-deals")
	for name, tc := range map[string]struct {
		since  string
		unread bool
		faults []faults.Fault
		calls  int
		want   string
	}{
		"all are read": {"2026-01-01", false, nil, 4, `exit status 0
warning: Check block assertion failed: Closed deals without a signed contract: O'Neil & Sons (Okafor).
checked = {"deals":3,"since":"2026-01-01"}
unread = {}
unsigned = {"4876876000000376009":{"account":null,"name":"O'Neil & Sons","owner":"Okafor"}}
`},
		"one was deleted meanwhile": {"2026-01-02", true, nil, 3, `exit status 0
warning: Check block assertion failed: Deals that could not be read: 4876876000000376010: the related id given seems to be invalid.
checked = {"deals":2,"since":"2026-01-02"}
unread = {"4876876000000376010":"the related id given seems to be invalid"}
unsigned = {}
`},
		"an empty week": {"2026-06-01", false, nil, 1, `exit status 0
checked = {"deals":0,"since":"2026-06-01"}
unread = {}
unsigned = {}
`},
		"the attachments are not to be had": {
			"2026-02-01", false, []faults.Fault{{On: faults.EveryCall().Attachments(), Kind: faults.ServiceUnavailable()}}, 3, `exit status 0
warning: Check block assertion failed: Deals that could not be read: 4876876000000376008: Service temporarily unavailable. Please try ` +
				`again later; 4876876000000376010: Service temporarily unavailable. Please try again later.
checked = {"deals":2,"since":"2026-02-01"}
unread = {"4876876000000376008":"Service temporarily unavailable. Please try again later","4876876000000376010":"Service ` +
				`temporarily unavailable. Please try again later"}
unsigned = {}
`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := e
			e.variables = map[string]string{"since": tc.since}
			mock := auditOfDeals(t, tc.unread, tc.faults...)
			c := e.prepare(t, mock)
			if c.refusesTooNew(e.config(t)) {
				return
			}
			c.Env = append(c.Env, "ZOHOCRM_MAX_RETRIES=0")
			got := strings.NewReplacer("{\n  ", "{", ",\n  ", ",", "\n}", "}", `": "`, `":"`).Replace(c.apply().String())
			if got != tc.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tc.want)
			}
			if calls := len(mock.Requests()); calls != tc.calls {
				t.Errorf("%d calls, want %d", calls, tc.calls)
			}
		})
	}
}

// TestAccExampleGate holds what the recipe says of a pipeline: a plan tells an outage by its exit status, and a violation
// by the status of its checks.
func TestAccExampleGate(t *testing.T) {
	t.Parallel()
	e := exampleNamed(t, "recipes/closed-deals")
	none := faults.Fault{On: faults.NthCall(99), Kind: faults.BadGateway()}
	for name, tc := range map[string]struct {
		since string
		fault faults.Fault
		exit  int
		want  string
	}{
		"all is well": {"2026-02-01", none, 0, "deals_read pass, signed_contracts pass"},
		"a violation": {"2026-01-01", none, 0, "deals_read pass, signed_contracts fail"},
		"half an outage": {
			"2026-01-01",
			faults.Fault{On: faults.EveryCall().Attachments(), Kind: faults.BadGateway()},
			0,
			"deals_read fail, signed_contracts pass",
		},
		"an outage": {"2026-01-01", faults.Fault{On: faults.EveryCall(), Kind: faults.BadGateway()}, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := e
			e.variables = map[string]string{"since": tc.since}
			c := e.prepare(t, auditOfDeals(t, false, tc.fault))
			if c.refusesTooNew(e.config(t)) {
				return
			}
			c.Env = append(c.Env, "ZOHOCRM_MAX_RETRIES=0")
			if out, status := c.Run("plan", "-input=false", "-no-color", "-out=audit.tfplan"); status != tc.exit {
				t.Fatalf("exit status %d\n%s", status, out)
			}
			if tc.exit != 0 {
				return
			}
			var plan struct {
				Checks []struct {
					Address struct{ Kind, Name string }
					Status  string
				}
			}
			if err := json.Unmarshal([]byte(c.MustRun("show", "-json", "audit.tfplan")), &plan); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, check := range plan.Checks {
				if check.Address.Kind == "check" {
					got = append(got, fmt.Sprint(check.Address.Name, " ", check.Status))
				}
			}
			slices.Sort(got)
			if said := strings.Join(got, ", "); said != tc.want {
				t.Errorf("got %s, want %s", said, tc.want)
			}
		})
	}
}

// TestAccExampleRecordsLeaveNothing holds that the ephemeral audit leaves neither in the state nor in a saved plan what was
// found, and that the data sources do.
func TestAccExampleRecordsLeaveNothing(t *testing.T) {
	t.Parallel()
	for name, leaves := range map[string]bool{
		"ephemeral-resources/zohocrm_records/audit.tf": false, "data-sources/zohocrm_records/values.tf": true,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := auditOfDeals(t, false)
			e := exampleNamed(t, name)
			c := e.prepare(t, mock)
			if c.refusesTooNew(e.config(t)) {
				return
			}
			c.MustRun("plan", "-out=saved.tfplan")
			out := c.MustRun("apply", "-no-color", "saved.tfplan")
			if !leaves && !strings.Contains(out, "A deal that was won has no signed contract") {
				t.Errorf("the check did not fail:\n%s", out)
			}
			if n := len(mock.Requests()); n == 0 {
				t.Error("nothing was read")
			}
			all := ""
			for _, text := range secretscan.Files(t, c.Dir) {
				all += text
			}
			for _, secret := range []string{"4876876000000376008", "O'Neil", "Okafor", "Contract-SIGNED"} {
				if found := strings.Contains(all, secret); found && !leaves {
					t.Errorf("%s was left behind", secret)
				}
			}
			if leaves && !strings.Contains(all, "O'Neil") {
				t.Error("the data source leaves nothing, so nothing was shown")
			}
		})
	}
}
