package provider_test

import (
	"strings"
	"testing"
)

// TestAccManyRecords reads 300 records, by one block and by a block for each: all of the ten requests that may be under way
// at once are, and no call is made twice.
func TestAccManyRecords(t *testing.T) {
	t.Parallel()
	for way, config := range map[string]string{
		"one block": `
			data "zohocrm_attachments" "deals" {
			  module     = "Deals"
			  record_ids = [for n in range(100) : tostring(1000 + n)]
			}

			output "attachments" {
			  value = sum([for deal in data.zohocrm_attachments.deals.records : length(deal.attachments)])
			}`,
		"for_each": `
			data "zohocrm_record_attachments" "deal" {
			  for_each  = toset([for n in range(100) : tostring(1000 + n)])
			  module    = "Deals"
			  record_id = each.key
			}

			output "attachments" {
			  value = sum([for deal in data.zohocrm_record_attachments.deal : length(deal.attachments)])
			}`,
	} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			mock := startTogether(t, 10)
			c := newCLI(t, mock)
			c.Write("main.tf", config)
			c.MustRun("apply", "-auto-approve", "-no-color")
			if got := strings.TrimSpace(c.MustRun("output", "-raw", "attachments")); got != "300" {
				t.Errorf("%s attachments, want 300", got)
			}
			asked := make(map[string]bool)
			for _, uri := range mock.URIs() {
				asked[uri] = true
			}
			if calls := len(mock.URIs()); calls != 100 || len(asked) != 100 {
				t.Errorf("%d calls for %d records, want one for each of 100", calls, len(asked))
			}
			if most := mock.MaxInFlight(); most != 10 {
				t.Errorf("%d calls at a time at most, want 10", most)
			}
		})
	}
}
