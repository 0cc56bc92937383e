package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// welcome is what a run prints before any call, with PORT for the port.
func (m *mock) welcome() string {
	m.t.Helper()
	text, _, _ := strings.Cut(m.out.String(), "Requests, as they arrive")
	return strings.ReplaceAll(text, m.url, "http://127.0.0.1:PORT")
}

func TestWelcome(t *testing.T) {
	t.Parallel()
	want := `Zoho CRM's API, played on this machine: http://127.0.0.1:PORT
COQL finds 20 records in Deals.
COQL finds 5 records in Accounts.
Leads/4876876000000376008 is Zoho's documented sample, with 2 attachments. Every other record of any module has 0 to 3.
Of some records, the name of one attachment ends in -signed.pdf. Any access token is accepted.

In another terminal:

  export ZOHOCRM_API_DOMAIN=http://127.0.0.1:PORT
  export ZOHOCRM_OAUTH_TOKEN=1000.zohocrmtest.accepted
  unset ZOHOCRM_ORGANIZATION_ID ZOHOCRM_REFRESH_TOKEN ZOHOCRM_CLIENT_ID ZOHOCRM_CLIENT_SECRET

or, for tokens that are requested as needed, in place of ZOHOCRM_OAUTH_TOKEN:

  export ZOHOCRM_ACCOUNTS_URL=http://127.0.0.1:PORT
  export ZOHOCRM_CLIENT_ID=1000.ZOHOCRMTESTCLIENTID
  export ZOHOCRM_CLIENT_SECRET='zohocrmtest+client/secret=5d0c'
  export ZOHOCRM_ORGANIZATION_ID=60000000001
  unset ZOHOCRM_OAUTH_TOKEN ZOHOCRM_REFRESH_TOKEN

or, with a refresh token, in place of ZOHOCRM_ORGANIZATION_ID:

  export ZOHOCRM_REFRESH_TOKEN='1000.zohocrmtest-refresh.7e31+/='
  unset ZOHOCRM_OAUTH_TOKEN ZOHOCRM_ORGANIZATION_ID

What a provider block sets takes precedence over these: remove it there. Then ` + "`terraform plan`" + ` with a main.tf such as this:

  terraform {
    required_providers {
      zohocrm = { source = "terraform-zohocrm/zohocrm" }
    }
  }

  data "zohocrm_records" "example" {
    module = "Deals"
  }

  data "zohocrm_attachments" "example" {
    module     = data.zohocrm_records.example.module
    record_ids = data.zohocrm_records.example.ids
  }

  output "file_names" {
    value = { for id, record in data.zohocrm_attachments.example.records : id => record.attachments[*].file_name }
  }

`
	if got := start(t, false).welcome(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What is chosen is said first, and is what the example asks for.
func TestWelcomeOfWhatIsChosen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	text, err := os.ReadFile("../zohocrm/zohocrmtest/cassettes/recordings/signed-contract.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "own.yaml"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	const deal = `    module    = "Deals"
    record_id = "4876876000000376008"
    fields    = ["Created_Time", "File_Name", "Owner", "Size", "id"]
`
	for name, tc := range map[string]struct {
		args []string
		want []string
	}{
		"attachments": {
			[]string{"-attachments", "450", "-token", "own$", "-token", "two", "-fault", "503@2", "-fault", "429*3"},
			[]string{
				"\nCOQL finds 20 records in Deals.\nCOQL finds 5 records in Accounts.\n" +
					"Every record of any module has 450 attachments. Other access tokens are rejected.\nFaults: 503@2, 429*3\n",
				"ZOHOCRM_OAUTH_TOKEN='own$'\n", "    module    = \"Leads\"\n    record_id = \"4876876000000376008\"\n  }\n",
			},
		},
		"a scenario": {
			[]string{"-scenario", "signed-contract,empty-204"},
			[]string{"\n2 recordings of Zoho's documented responses, written down by hand; -list names them. Any access token is accepted.\n", deal},
		},
		"all scenarios": {
			[]string{"-scenario", "all"},
			[]string{
				"\n" + terminal.Plural(len(cassettes.Scenarios())+len(cassettes.Queries()), "recording") + " of Zoho's documented responses, ",
				"\nA recording serves one record and one choice of fields, and no others; without it, the mock serves any.\n",
				"    module    = \"Leads\"\n    record_id = \"4876876000000376008\"\n  }\n",
			},
		},
		"a folder": {[]string{"-recordings", folder}, []string{"\n1 recording of " + folder + "; -list names them. ", deal}},
		"records": {
			[]string{"-record", "Deals/7=testdata/module/signed.json"},
			[]string{"\nDeals/7 has 2 attachments.\nThere are no other records. Any", "    module    = \"Deals\"\n    record_id = \"7\"\n  }\n"},
		},
		"and others": {
			[]string{"-record", "Deals/7=testdata/module/signed.json", "-attachments", "1"},
			[]string{"\nDeals/7 has 2 attachments.\nEvery record of any module whose attachments no file lists has 1 attachment. Any"},
		},
		"a query": {
			[]string{"-scenario", "query-sample"},
			[]string{"    module = \"Leads\"\n    where  = \"Last_Name = 'query-sample'\"\n    fields = [\"Last_Name\"]\n  }\n"},
		},
		"one without": {[]string{"-attachments", "0"}, []string{"\nEvery record of any module has 0 attachments. Any"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := start(t, false, tc.args...).welcome()
			for _, want := range tc.want {
				if !strings.Contains(got, want) {
					t.Errorf("got:\n%s\nwant in it:\n%s", got, want)
				}
			}
		})
	}
}
