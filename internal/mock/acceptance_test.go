package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
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
			[]string{"-scenario", "signed-contract"}, accessToken, "-signed.pdf\",\n",
			`#1 GET /crm/v8/Deals/4876876000000376008/Attachments, fields Created_Time, File_Name, Owner and 2 more
#1 200 OK, 3 attachments, 12 ms

1 call, 3 attachments, 0 faults
`,
		},
		"made up": {
			[]string{"-attachments", "450", "-token", "own", "-order", "shuffled"}, accessToken, "  + file_names = [\n",
			`#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 200 OK, 200 attachments, 12 ms
#2 GET /crm/v8/Leads/4876876000000376008/Attachments, page 2 by token, fields $editable, $file_id, $link_url and 13 more
#2 200 OK, 200 attachments, 12 ms
#3 GET /crm/v8/Leads/4876876000000376008/Attachments, page 3 by token, fields $editable, $file_id, $link_url and 13 more
#3 200 OK, 50 attachments, 12 ms

3 calls, 450 attachments, 0 faults
`},
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
		"a fault": {
			[]string{"-fault", "403"}, accessToken, "Crm_Implied_View_Leads",
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
			if got := m.stop(); got != tc.calls {
				t.Errorf("the mock's terminal:\n%s\nwant:\n%s", got, tc.calls)
			}
		})
	}
}
