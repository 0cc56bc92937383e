package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestAccAttachments reads a record that is there, one without attachments and one that was deleted, twice: the second plan
// on unchanged data is empty.
func TestAccAttachments(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t,
		zohocrmtest.WithRecord("Deals", "1", rows.Attachments(8, rows.LinkEvery(7))),
		zohocrmtest.WithRecord("Deals", "2", rows.Attachments(0)))
	const many, alone = "data.zohocrm_attachments.deals", "data.zohocrm_record_attachments.deal"
	config := `
		data "zohocrm_attachments" "deals" {
		  module     = "Deals"
		  record_ids = ["3", "2", "1", "2"]
		  on_error   = "collect"
		}

		data "zohocrm_record_attachments" "deal" {
		  module    = "Deals"
		  record_id = "1"
		}`
	record := func(id string) tfjsonpath.Path { return tfjsonpath.New("records").AtMapKey(id) }
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(environmentFor(mock)),
		Steps: []resource.TestStep{
			{
				Config: config,
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(many, tfjsonpath.New("records"), knownvalue.MapSizeExact(3)),
					statecheck.ExpectKnownValue(alone, tfjsonpath.New("attachments"), knownvalue.ListSizeExact(8)),
					statecheck.CompareValuePairs(many, record("1").AtMapKey("attachments"), alone, tfjsonpath.New("attachments"), compare.ValuesSame()),
					statecheck.ExpectKnownValue(many, record("1").AtMapKey("error"), knownvalue.Null()),
					statecheck.ExpectKnownValue(many, record("2").AtMapKey("attachments"), knownvalue.ListSizeExact(0)),
					statecheck.ExpectKnownValue(many, record("3"), knownvalue.ObjectExact(map[string]knownvalue.Check{
						"attachments": knownvalue.Null(),
						"error": knownvalue.ObjectExact(map[string]knownvalue.Check{
							"code":    knownvalue.StringExact("INVALID_DATA"),
							"message": knownvalue.StringExact(noSuchDeal("3")),
							"status":  knownvalue.Int64Exact(400),
						}),
					})),
				},
			},
			{
				Config:           config,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
			},
		},
	})
}

// TestAccAttachmentsKnownAfterApply reads records of which one's id is known only after apply: the plan passes, the apply
// reads.
func TestAccAttachmentsKnownAfterApply(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(2)))
	c := newCLI(t, mock)
	c.Write("main.tf", `
		resource "terraform_data" "deal" {
		  input = "4876876000000376008"
		}

		data "zohocrm_attachments" "deals" {
		  module     = "Deals"
		  record_ids = toset(["1", terraform_data.deal.output]) # a set does for a list
		}

		output "files" {
		  value = sum([for deal in data.zohocrm_attachments.deals.records : length(deal.attachments)])
		}`)
	c.MustRun("plan", "-out=saved.tfplan")
	if n := len(mock.Requests()); n > 0 {
		t.Errorf("the plan made %d requests", n)
	}
	c.MustRun("apply", "saved.tfplan")
	if got := strings.TrimSpace(c.MustRun("output", "-raw", "files")); got != "4" {
		t.Errorf("%s files, want 4", got)
	}
}

// TestAccAttachmentsWithoutTrace has the real CLI write what it does of many records: of the ephemeral resource's people
// nothing, of the data source's all.
func TestAccAttachmentsWithoutTrace(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.EphemeralResources)
	for kind, held := range map[string]bool{"ephemeral": false, "data": true} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			c := newCLI(t, zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(250))))
			c.Write("main.tf", kind+` "zohocrm_attachments" "deals" {
				  module     = "Deals"
				  record_ids = ["1", "2", "3"]
				}

				check "deals" {
				  assert {
				    condition = alltrue([
				      for deal in `+kind+`.zohocrm_attachments.deals.records :
				      length(deal.attachments) == 250 && endswith(deal.attachments[0].owner.email, "@example.com")
				    ])
				    error_message = "Not read whole."
				  }
				}`)
			c.MustRun("plan", "-out=saved.tfplan")
			if out := c.MustRun("apply", "-no-color", "saved.tfplan"); strings.Contains(out, "Not read whole.") {
				t.Errorf("the check failed:\n%s", out)
			}
			written := secretscan.Files(t, c.Dir)
			for _, name := range []string{"terraform.tfstate", "saved.tfplan/tfstate"} {
				if got := strings.Contains(written[name], "@example.com"); got != held || written[name] == "" {
					t.Errorf("%s holds addresses: %t, want %t", name, got, held)
				}
			}
		})
	}
}
