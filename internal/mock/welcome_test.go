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
	text, _, _ := strings.Cut(m.out.String(), "Calls, as they come")
	return strings.ReplaceAll(text, m.url, "http://127.0.0.1:PORT")
}

func TestWelcome(t *testing.T) {
	t.Parallel()
	want := `Zoho CRM's attachments API, played on this machine: http://127.0.0.1:PORT
` + terminal.Plural(len(cassettes.Scenarios())+len(cassettes.Queries()), "recording") +
		` of Zoho's documented responses, written down by hand; -list names them. Any access token will do.
A recording serves one record and one choice of fields, and no others; -attachments 5 serves any.

In another terminal:

  export ZOHOCRM_API_DOMAIN=http://127.0.0.1:PORT
  export ZOHOCRM_OAUTH_TOKEN=1000.zohocrmtest.accepted

or, for tokens that are requested as needed, in place of ZOHOCRM_OAUTH_TOKEN:

  export ZOHOCRM_ACCOUNTS_URL=http://127.0.0.1:PORT
  export ZOHOCRM_CLIENT_ID=1000.ZOHOCRMTESTCLIENTID
  export ZOHOCRM_CLIENT_SECRET='zohocrmtest+client/secret=5d0c'
  export ZOHOCRM_ORGANIZATION_ID=60000000001

or, with a refresh token, in place of ZOHOCRM_ORGANIZATION_ID:

  export ZOHOCRM_REFRESH_TOKEN='1000.zohocrmtest-refresh.7e31+/='

What a provider block sets goes before these: take it out there. Then ` + "`terraform plan`" + ` with a main.tf such as this:

  terraform {
    required_providers {
      zohocrm = { source = "terraform-zohocrm/zohocrm" }
    }
  }

  data "zohocrm_record_attachments" "example" {
    module    = "Leads"
    record_id = "4876876000000376008"
  }

  output "file_names" {
    value = data.zohocrm_record_attachments.example.attachments[*].file_name
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
				"\nAny record of any module has 450 attachments. Other access tokens are refused.\nFaults: 503@2, 429*3\n",
				"ZOHOCRM_OAUTH_TOKEN='own$'\n", "    module    = \"Leads\"\n    record_id = \"4876876000000376008\"\n  }\n",
			},
		},
		"a scenario": {
			[]string{"-scenario", "signed-contract,empty-204"},
			[]string{"\n2 recordings of Zoho's documented responses, written down by hand; -list names them. Any access token will do.\n", deal},
		},
		"a folder": {[]string{"-recordings", folder}, []string{"\n1 recording of " + folder + "; -list names them. ", deal}},
		"records": {
			[]string{"-record", "Deals/7=testdata/module/signed.json"},
			[]string{"\nDeals/7 has 2 attachments.\nThere are no other records. Any", "    module    = \"Deals\"\n    record_id = \"7\"\n  }\n"},
		},
		"and others": {
			[]string{"-record", "Deals/7=testdata/module/signed.json", "-attachments", "1"},
			[]string{"\nDeals/7 has 2 attachments.\nAny other record of any module has 1 attachment. Any"},
		},
		"a query": {
			[]string{"-scenario", "query-sample"},
			[]string{"    module = \"Leads\"\n    where  = \"Last_Name = 'query-sample'\"\n    fields = [\"Last_Name\"]\n  }\n"},
		},
		"one without": {[]string{"-attachments", "0"}, []string{"\nAny record of any module has 0 attachments. Any"}},
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
