package zohocrm

import (
	"slices"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// TestQueryRetries has each query of a walk fail once in every way that passes: the list is whole, and the log has a line
// for each attempt.
func TestQueryRetries(t *testing.T) {
	t.Parallel()
	for _, kind := range []faults.Kind{
		faults.TooManyRequests(), faults.RateLimitExceeded("1"), faults.InternalError(), faults.BadGateway(), faults.ServiceUnavailable(),
		faults.GatewayTimeout(), faults.EmptyBody(), faults.HalfJSON(), faults.CutBody(), faults.ResetConnection(), faults.HangUp(),
	} {
		t.Run(kind.String(), func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithRecords("Deals", coql.MadeUp("Deals", 7000)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.EachPageOnce(), Kind: kind}))
			w := newTestClient(t, Config{APIDomain: mock.URL()})
			var ids []string
			for record, err := range w.client.Records(t.Context(), Query{Module: "Deals", Where: "Stage = 'Closed Won'"}) {
				if err != nil {
					t.Fatal(err)
				}
				ids = append(ids, record.ID)
			}
			if len(ids) != 4667 || !slices.IsSortedFunc(ids, catalog.CompareIDs) {
				t.Errorf("%d records", len(ids))
			}
			if n := len(mock.Requests()); n != 6 {
				t.Errorf("%d requests, want each of 3 twice", n)
			}
			attempts := 0
			for _, line := range w.log {
				if line["path"] != "/crm/v8/coql" {
					t.Errorf("a line of %v", line["path"])
				}
				if line["status"] != nil {
					attempts++
					if line["method"] != "POST" {
						t.Errorf("a line of %v", line["method"])
					}
				}
			}
			if attempts != 6 {
				t.Errorf("%d lines of attempts, want 6", attempts)
			}
		})
	}
}
