package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// factories serve the provider inside the test, with an environment of its own.
func factories(environment map[string]string) map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"zohocrm": providerserver.NewProtocol6WithError(provider.New("test", provider.WithEnvironment(environment))()),
	}
}

func environmentFor(server interface{ URL() string }) map[string]string {
	return map[string]string{"ZOHOCRM_API_DOMAIN": server.URL(), "ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token}
}

// TestAccDocumentedSample reads the sample of Zoho's page on the endpoint, from its recording, twice: the second plan on
// unchanged data is empty.
func TestAccDocumentedSample(t *testing.T) {
	t.Parallel()
	replay := zohocrmtest.StartReplay(t)
	patricia := knownvalue.ObjectExact(map[string]knownvalue.Check{
		"id": knownvalue.StringExact("4876876000000327001"), "name": knownvalue.StringExact("Patricia Boyle"),
		"email": knownvalue.StringExact("patricia.boyle@zohocorp.com"),
	})
	attachment := func(id, name, created string) knownvalue.Check {
		want := map[string]knownvalue.Check{
			"id": knownvalue.StringExact(id), "file_name": knownvalue.StringExact(name), "created_time": knownvalue.StringExact(created),
			"owner": patricia, "additional_fields": knownvalue.MapSizeExact(0),
		}
		for _, notAsked := range []string{
			"size", "modified_time", "created_by", "modified_by", "parent_id", "editable", "file_id", "se_module", "type", "state",
			"link_url", "sharing_permission", "attachment_type",
		} {
			want[notAsked] = knownvalue.Null()
		}
		return knownvalue.ObjectExact(want)
	}
	config := `
		provider "zohocrm" {
		  api_domain  = "` + replay.URL() + `"
		  oauth_token = "` + zohocrmtest.Token + `"
		}

		data "zohocrm_record_attachments" "lead" {
		  module    = "Leads"
		  record_id = "4876876000000376008"
		  fields    = ["id", "Owner", "File_Name", "Created_Time", "Parent_Id"]
		}`
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(nil),
		Steps: []resource.TestStep{
			{
				Config: config,
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("data.zohocrm_record_attachments.lead", tfjsonpath.New("attachments"), knownvalue.ListExact([]knownvalue.Check{
						attachment("4876876000001021001", "Image.jpg", "2022-04-21T10:27:41+05:30"),
						attachment("4876876000001015061", "in23er.png", "2022-04-20T14:45:42+05:30"),
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

// TestAccThreePages reads the recorded walk of three pages.
func TestAccThreePages(t *testing.T) {
	t.Parallel()
	replay := zohocrmtest.StartReplay(t)
	var scenario cassettes.Scenario
	for _, s := range cassettes.Scenarios() {
		if s.Name == "three-pages" {
			scenario = s
		}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(environmentFor(replay)),
		Steps: []resource.TestStep{{
			Config: fmt.Sprintf(`
				data "zohocrm_record_attachments" "deal" {
				  module    = %q
				  record_id = %q
				  fields    = ["%s"]
				}`, scenario.Module, scenario.RecordID, strings.Join(scenario.Fields, `", "`)),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("data.zohocrm_record_attachments.deal", tfjsonpath.New("attachments"), knownvalue.ListSizeExact(450)),
			},
		}},
	})
}

// TestAccKnownAfterApply reads a record whose id is known only after apply: the plan passes, the apply reads.
func TestAccKnownAfterApply(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(environmentFor(mock)),
		Steps: []resource.TestStep{{
			Config: `
				resource "terraform_data" "deal" {
				  input = "4876876000000376008"
				}

				data "zohocrm_record_attachments" "deal" {
				  module    = "Deals"
				  record_id = terraform_data.deal.output
				}

				output "names" {
				  value = data.zohocrm_record_attachments.deal.attachments[*].file_name
				}`,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectUnknownOutputValue("names"),
			}},
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownOutputValue("names", knownvalue.ListSizeExact(3)),
			},
		}},
	})
}

// TestAccEmptyRecord holds that a record without attachments has an empty list, of which length() is 0.
func TestAccEmptyRecord(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(0)))
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(environmentFor(mock)),
		Steps: []resource.TestStep{{
			Config: `
				data "zohocrm_record_attachments" "lead" {
				  module    = "Leads"
				  record_id = "1"
				}

				output "count" {
				  value = length(data.zohocrm_record_attachments.lead.attachments)
				}`,
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("count", knownvalue.Int64Exact(0))},
		}},
	})
}

// TestAccRefusedAtPlan holds that what is wrong as written fails before any request is made.
func TestAccRefusedAtPlan(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	tests := map[string]struct {
		config string
		want   string
	}{
		"module":      {`module = "Price Books"; record_id = "1"`, `Write "Price_Books"`},
		"record id":   {`module = "Leads"; record_id = "acme"`, `Malformed Record Id`},
		"no fields":   {`module = "Leads"; record_id = "1"; fields = []`, `No Fields`},
		"empty field": {`module = "Leads"; record_id = "1"; fields = ["id", ""]`, `A name in fields is empty`},
		"no time":     {`module = "Leads"; record_id = "1"; timeouts = { read = "0s" }`, `No Time to Read`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: factories(environmentFor(mock)),
				Steps: []resource.TestStep{{
					Config:      "data \"zohocrm_record_attachments\" \"lead\" {\n" + strings.ReplaceAll(test.config, "; ", "\n") + "\n}",
					PlanOnly:    true,
					ExpectError: regexp.MustCompile(test.want),
				}},
			})
		})
	}
	t.Cleanup(func() {
		if n := len(mock.Requests()); n > 0 {
			t.Errorf("%d requests were made", n)
		}
	})
}

// TestAccEnvironmentAlone runs the provider as a program, with no provider block: two variables are enough, and a plan on
// unchanged data says so by its exit status, twice in a row.
func TestAccEnvironmentAlone(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(450, rows.Shuffled(3))))
	c := newCLI(t, mock)
	c.Write("main.tf", `
		data "zohocrm_record_attachments" "deal" {
		  module    = "Deals"
		  record_id = "4876876000000376008"
		}

		output "newest" {
		  value = data.zohocrm_record_attachments.deal.attachments[0].id
		}`)
	c.MustRun("apply", "-auto-approve", "-no-color")
	if got, want := strings.TrimSpace(c.MustRun("output", "-raw", "newest")), rows.AttachmentID(449); !strings.HasSuffix(got, want) {
		t.Errorf("the newest is %s, want %s", got, want)
	}
	for range 2 {
		if out, status := c.Run("plan", "-detailed-exitcode", "-no-color"); status != 0 {
			t.Errorf("plan on unchanged data: exit status %d\n%s", status, out)
		}
	}
}

// TestAccCheck holds that inside a check block a failing read is a warning, and outside of one an error.
func TestAccCheck(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.CheckBlocks)
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.NoPermission()}))
	const read = `
		data "zohocrm_record_attachments" "deal" {
		  module    = "Deals"
		  record_id = "4876876000000376008"
		}`
	c := newCLI(t, mock)
	c.Write("main.tf", `
		check "signed_contract" {`+read+`
		  assert {
		    condition     = anytrue([for a in data.zohocrm_record_attachments.deal.attachments : endswith(a.file_name, "-signed.pdf")])
		    error_message = "Deal 4876876000000376008 has no signed contract."
		  }
		}`)
	out := c.MustRun("apply", "-auto-approve", "-no-color")
	if !strings.Contains(out, "Warning: Missing Permission in Zoho CRM") {
		t.Errorf("no warning of the failing read:\n%s", out)
	}
	c.Write("main.tf", read)
	if out, status := c.Run("apply", "-auto-approve", "-no-color"); status != 1 || !strings.Contains(out, "Error: Missing Permission in Zoho CRM") {
		t.Errorf("exit status %d, want 1 and an error:\n%s", status, out)
	}
}
