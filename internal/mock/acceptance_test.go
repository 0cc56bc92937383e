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

// newCLI is the other terminal: its environment is what the mock prints to set, with one of the credentials. Where access
// tokens are requested, it is without the API domain, which the accounts server names.
func newCLI(t *testing.T, m *mock, credential string) *clitest.CLI {
	t.Helper()
	c := clitest.New(t)
	c.Env = append(c.Env, "ZOHOCRM_TOKEN_CACHE=false")
	for _, export := range regexp.MustCompile(`(?m)^  export (\w+)='?(.*?)'?$`).FindAllStringSubmatch(m.out.String(), -1) {
		var wanted bool
		switch name := export[1]; name {
		case accessToken, organization, refreshToken:
			wanted = name == credential
		case "ZOHOCRM_API_DOMAIN":
			wanted = credential == accessToken
		default:
			wanted = credential != accessToken
		}
		if wanted {
			c.Env = append(c.Env, export[1]+"="+export[2])
		}
	}
	return c
}

// example is the configuration that the mock prints.
func (m *mock) example() string {
	_, text, _ := strings.Cut(m.out.String(), "such as this:\n\n")
	text, _, _ = strings.Cut(text, "Calls, as they come")
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
		"recordings": {
			nil, accessToken, "  + file_names = [\n      + \"Image.jpg\",\n      + \"in23er.png\",\n    ]\n",
			`#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 200 OK, 2 attachments, 12 ms

1 call, 2 attachments, 0 faults
`,
		},
		"a recording of other fields": {
			[]string{"-scenario", "signed-contract"},
			accessToken, "-signed.pdf\",\n",
			`#1 GET /crm/v8/Deals/4876876000000376008/Attachments, fields Created_Time, File_Name, Owner and 2 more
#1 200 OK, 3 attachments, 12 ms

1 call, 3 attachments, 0 faults
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

3 calls, 450 attachments, 0 faults
`,
		},
		"a refresh token": {[]string{"-token", "own"}, refreshToken, "  + file_names = [\n", `#1 POST /oauth/v2/token
#1 200 OK, 12 ms
#2 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#2 200 OK, 2 attachments, 12 ms

2 calls, 2 attachments, 0 faults
`},
		"an organisation": {[]string{"-token", "own"}, organization, "  + file_names = [\n", `#1 POST /oauth/v2/token
#1 200 OK, 12 ms
#2 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#2 200 OK, 2 attachments, 12 ms

2 calls, 2 attachments, 0 faults
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

1 call, 1 record, 0 attachments, 0 faults
`,
		},
		"a fault": {
			[]string{"-fault", "403"},
			accessToken, "Crm_Implied_View_Leads",
			`#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 403 Forbidden, fault 403, 12 ms

1 call, 0 attachments, 1 fault (403: 1)
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

// The configuration that the README shows runs as it stands, but for its provider block, and so do the deals and the recipe
// that the documentation has.
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
	for example, want := range map[string]string{
		"provider/provider.tf":         "unread = {}\nunsigned = {\n  \"13\" = \"O'Neil & Sons\"\n}\n",
		"recipes/closed-deals/main.tf": "Closed deals without a signed contract: O'Neil & Sons (Okafor).",
	} {
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			clitest.Needs(t, terraformcli.CheckBlocks)
			m := start(t, false, "-records", "Deals="+file)
			config, err := os.ReadFile("../../examples/" + example)
			if err != nil {
				t.Fatal(err)
			}
			text := regexp.MustCompile(`(?m)^  api_domain = .*\n`).ReplaceAllString(string(config), "")
			c := newCLI(t, m, accessToken)
			c.Write("main.tf", text)
			c.Env = append(c.Env, "TF_VAR_since=2026-01-01")
			if out := c.MustRun("apply", "-auto-approve", "-no-color"); !strings.Contains(out, want) {
				t.Errorf("got:\n%s\nwant in it:\n%s", out, want)
			}
			if out, status := c.Run("plan", "-no-color", "-detailed-exitcode"); status != 0 {
				t.Errorf("the next plan is not empty:\n%s", out)
			}
			if got := m.stop(); !strings.HasSuffix(got, "\n6 calls, 4 records, 2 attachments, 0 faults\n") {
				t.Errorf("the mock's terminal:\n%s", got)
			}
		})
	}
}
