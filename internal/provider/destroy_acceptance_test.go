package provider_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestAccDestroyWithADeletedRecord holds what the documentation says of destroy where a record is gone: Terraform reads the
// block first, and fails; with -refresh=false, or with collect, it does not.
func TestAccDestroyWithADeletedRecord(t *testing.T) {
	t.Parallel()
	before := zohocrmtest.StartMock(
		t, zohocrmtest.WithRecord("Deals", "1", rows.Attachments(1)), zohocrmtest.WithRecord("Deals", "2", rows.Attachments(1)))
	after := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", "2", rows.Attachments(1)))
	const (
		record = `
			data "zohocrm_record_attachments" "deal" {
			  module    = "Deals"
			  record_id = "1"
			}

			resource "terraform_data" "files" {
			  input = data.zohocrm_record_attachments.deal.attachments[*].id
			}`
		collected = `
			data "zohocrm_attachments" "deals" {
			  module     = "Deals"
			  record_ids = ["1", "2"]
			  on_error   = "collect"
			}

			resource "terraform_data" "files" {
			  input = keys(data.zohocrm_attachments.deals.records)
			}`
	)
	for name, test := range map[string]struct {
		config    string
		fails     bool // without arguments
		arguments []string
	}{
		"a record":  {record, true, []string{"-refresh=false"}},
		"collected": {collected, false, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCLI(t, before)
			c.Write("main.tf", test.config)
			c.MustRun("apply", "-auto-approve", "-no-color")
			c.Env = append(c.Env, "ZOHOCRM_API_DOMAIN="+after.URL())
			if test.fails {
				out, status := c.Run("destroy", "-auto-approve", "-no-color")
				if status != 1 || !strings.Contains(out, "Error: Unknown Record") {
					t.Errorf("destroy: status %d: %s", status, out)
				}
			}
			out := c.MustRun(append([]string{"destroy", "-auto-approve", "-no-color"}, test.arguments...)...)
			if !strings.Contains(out, "1 destroyed") {
				t.Errorf("destroy %v: %s", test.arguments, out)
			}
		})
	}
}
