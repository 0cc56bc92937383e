package provider_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// TestAccSensitiveCondition has a sensitive value in a condition that Zoho does not understand: Terraform hides it in the
// configuration that it shows, but not in the text of an error, so that must not have it.
func TestAccSensitiveCondition(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithFaults(faults.Fault{
		On: faults.EveryCall(), Kind: zohoSays(400, "SYNTAX_ERROR", `{"near":"=="}`, "error occured while parsing the query"),
	}))
	c := newCLI(t, mock)
	c.Env = append(c.Env, "TF_VAR_name=5ecretName")
	c.Write("main.tf", `
		variable "name" {
		  type      = string
		  sensitive = true
		}

		data "zohocrm_records" "found" {
		  module = "Deals"
		  where  = "Deal_Name == '${var.name}'"
		}`)
	out, status := c.Run("plan", "-no-color")
	if status == 0 || !strings.Contains(unwrapped(out), `the error is near "==".`) || !strings.Contains(out, "Write = instead of ==.") {
		t.Errorf("status %d:\n%s", status, out)
	}
	secretscan.WantNone(t, "the output", out, "5ecretName")
}
