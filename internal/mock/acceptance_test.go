package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

func TestMain(m *testing.M) { clitest.Main(m) }

// The credentials that the mock prints to set, of which one is: with the last two, the client's and the accounts server.
const (
	accessToken  = "ZOHOCRM_OAUTH_TOKEN"
	organization = "ZOHOCRM_ORGANIZATION_ID"
	refreshToken = "ZOHOCRM_REFRESH_TOKEN"
)

// newCLI is the other terminal: credentials of other accounts are set in its environment, then what the mock prints is run
// there, up to one of the credentials. Where access tokens are requested, it is without the API domain, which the accounts
// server names.
func newCLI(t *testing.T, m *mock, credential string) *clitest.CLI {
	t.Helper()
	c := clitest.New(t)
	set := map[string]string{
		accessToken: "1000.other", organization: "7", refreshToken: "1000.other", "ZOHOCRM_CLIENT_ID": "1000.OTHER",
		"ZOHOCRM_CLIENT_SECRET": "other", "ZOHOCRM_TOKEN_CACHE": "false",
	}
	until := map[string]string{accessToken: "\nor, for tokens", organization: "\nor, with a refresh token", refreshToken: "\nWhat a provider"}
	printed, _, found := strings.Cut(m.out.String(), until[credential])
	if !found {
		t.Fatalf("the mock prints no %q", until[credential])
	}
	for _, line := range regexp.MustCompile(`(?m)^  (?:export (\w+)='?(.*?)'?|unset (.+))$`).FindAllStringSubmatch(printed, -1) {
		if line[1] != "" {
			set[line[1]] = line[2]
		}
		for name := range strings.FieldsSeq(line[3]) {
			delete(set, name)
		}
	}
	if credential != accessToken {
		delete(set, "ZOHOCRM_API_DOMAIN")
	}
	for name, value := range set {
		c.Env = append(c.Env, name+"="+value)
	}
	return c
}

// example is the configuration that the mock prints.
func (m *mock) example() string {
	_, text, _ := strings.Cut(m.out.String(), "such as this:\n\n")
	text, _, _ = strings.Cut(text, "Requests, as they arrive")
	return text
}

// What the mock prints to set and to plan works as it stands, with each of the credentials, and both terminals tell of it.
func TestAccMock(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args       []string
		credential string
		plan       string // a part of it
		calls      string
	}{
		"by default": {
			nil, accessToken, "-signed.pdf\",\n", `#1 POST /crm/v8/coql, select id from Deals where (id is not null) order by id asc limit 2000
#1 200 OK, 20 records, 12 ms
#2 GET`,
		},
		"recordings": {
			[]string{"-scenario", "all"},
			accessToken, "  + file_names = [\n      + \"Image.jpg\",\n      + \"in23er.png\",\n    ]\n",
			`#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 200 OK, 2 attachments, 12 ms

1 request, 2 attachments, 0 faults
`,
		},
		"a recording of other fields": {
			[]string{"-scenario", "signed-contract"},
			accessToken, "-signed.pdf\",\n",
			`#1 GET /crm/v8/Deals/4876876000000376008/Attachments, fields Created_Time, File_Name, Owner and 2 more
#1 200 OK, 3 attachments, 12 ms

1 request, 3 attachments, 0 faults
`,
		},
		"made up": {
			[]string{"-attachments", "450", "-token", "own", "-order", "shuffled"},
			accessToken, "  + file_names = [\n",
			`#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 200 OK, 200 attachments, 12 ms
#2 GET /crm/v8/Leads/4876876000000376008/Attachments, page 2 by token, fields $editable, $file_id, $link_url and 13 more
#2 200 OK, 200 attachments, 12 ms
#3 GET /crm/v8/Leads/4876876000000376008/Attachments, page 3 by token, fields $editable, $file_id, $link_url and 13 more
#3 200 OK, 50 attachments, 12 ms

3 requests, 450 attachments, 0 faults
`,
		},
		"a refresh token": {[]string{"-scenario", "all", "-token", "own"}, refreshToken, "  + file_names = [\n", `#1 POST /oauth/v2/token
#1 200 OK, 12 ms
#2 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#2 200 OK, 2 attachments, 12 ms

2 requests, 2 attachments, 0 faults
`},
		"an organisation": {[]string{"-scenario", "all", "-token", "own"}, organization, "  + file_names = [\n", `#1 POST /oauth/v2/token
#1 200 OK, 12 ms
#2 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#2 200 OK, 2 attachments, 12 ms

2 requests, 2 attachments, 0 faults
`},
		"records of one's own": {
			[]string{"-records", "Deals=testdata/module/deals.json"},
			accessToken,
			"  + file_names = {\n      + \"12\" = [\n          + \"Fleet-signed.pdf\",\n        ]\n      + \"13\" = []\n    }\n",
			`#1 POST /crm/v8/coql, select id from Deals where (id is not null) order by id asc limit 2000
#1 200 OK, 2 records, 12 ms
#2 GET`,
		},
		"a recording of COQL": {
			[]string{"-scenario", "query-sample"},
			accessToken,
			`+ Last_Name = "TestLead"`,
			`#1 POST /crm/v8/coql, select id, Last_Name from Leads where (Last_Name = 'query-sample') order by id asc limit 2000
#1 200 OK, 1 record, 12 ms

1 request, 1 record, 0 attachments, 0 faults
`,
		},
		"a fault": {
			[]string{"-fault", "403", "-scenario", "all"},
			accessToken, "Crm_Implied_View_Leads",
			`#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 403 Forbidden, fault 403, 12 ms

1 request, 0 attachments, 1 fault (403: 1)
`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clitest.Acceptance(t)
			m := start(t, false, tc.args...)
			c := newCLI(t, m, tc.credential)
			c.Write("main.tf", m.example())
			plan, status := c.Run("plan", "-no-color")
			if !strings.Contains(plan, tc.plan) || (status != 0) != (tc.args != nil && tc.args[0] == "-fault") {
				t.Errorf("exit status %d\n%s\nwant in it\n%s", status, plan, tc.plan)
			}
			if got := m.stop(); got != tc.calls && (!strings.HasSuffix(tc.calls, "GET") || !strings.HasPrefix(got, tc.calls)) {
				t.Errorf("the mock's terminal:\n%s\nwant:\n%s", got, tc.calls)
			}
		})
	}
}

// The configuration that the README shows runs as it stands against the mock as it is started there, without flags, and so
// does the recipe: both find deals with a signed contract and deals without. With the deals that the documentation has, they
// find what it says.
func TestAccAuditAgainstTheMock(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/guides/recipes.md")
	if err != nil {
		t.Fatal(err)
	}
	_, deals, _ := strings.Cut(string(page), "```json\n")
	deals, _, _ = strings.Cut(deals, "```")
	file := filepath.Join(t.TempDir(), "deals.json")
	if err := os.WriteFile(file, []byte(deals), 0o600); err != nil {
		t.Fatal(err)
	}
	const (
		readme    = "provider/provider.tf"
		recipe    = "recipes/closed-deals/main.tf"
		ofDefault = "30 requests, 28 records, 46 attachments, 0 faults" // of 14 deals; an apply and a plan
		ofListed  = "6 requests, 4 records, 2 attachments, 0 faults"
	)
	listed := []string{"-records", "Deals=" + file}
	for name, tc := range map[string]struct {
		example, want string
		args          []string
		requests      string
	}{
		"the README": {
			readme, `unread = {}
unsigned = {
  "4876876104000000001" = "Deal 0"
  "4876876104000001014" = "Deal 1"
  "4876876104000004053" = "Deal 4"
  "4876876104000006079" = "Deal 6"
  "4876876104000012157" = "Deal 12"
  "4876876104000015196" = "Deal 15"
  "4876876104000018235" = "Deal 18"
}
`, nil, ofDefault,
		},
		"the recipe":               {recipe, "Closed deals without a signed contract: Deal 0 (D'Souza); Deal 1 (Müller);", nil, ofDefault},
		"the README, deals listed": {readme, "unread = {}\nunsigned = {\n  \"13\" = \"O'Neil & Sons\"\n}\n", listed, ofListed},
		"the recipe, deals listed": {recipe, "Closed deals without a signed contract: O'Neil & Sons (Okafor).", listed, ofListed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clitest.Needs(t, terraformcli.CheckBlocks)
			m := start(t, false, tc.args...)
			config, err := os.ReadFile("../../examples/" + tc.example)
			if err != nil {
				t.Fatal(err)
			}
			c := newCLI(t, m, accessToken)
			c.Write("main.tf", string(config))
			c.Env = append(c.Env, "TF_VAR_since=2026-01-01")
			out := c.MustRun("apply", "-auto-approve", "-no-color")
			if !strings.Contains(out, tc.want) {
				t.Errorf("got:\n%s\nwant in it:\n%s", out, tc.want)
			}
			if out, status := c.Run("plan", "-no-color", "-detailed-exitcode"); status != 0 {
				t.Errorf("the next plan is not empty:\n%s", out)
			}
			if got := m.stop(); !strings.HasSuffix(got, "\n"+tc.requests+"\n") {
				t.Errorf("the mock's terminal:\n%s", got)
			}
		})
	}
}
