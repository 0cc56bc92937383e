package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
)

func TestMain(m *testing.M) { clitest.Main(m) }

// newCLI is the other terminal: its environment is what the mock prints to set, the first of the two ways or the second.
func newCLI(t *testing.T, m *mock, refresh bool) *clitest.CLI {
	t.Helper()
	c := clitest.New(t)
	c.Env = append(c.Env, "ZOHOCRM_TOKEN_CACHE=false")
	for _, export := range regexp.MustCompile(`(?m)^  export (\w+)='?(.*?)'?$`).FindAllStringSubmatch(m.out.String(), -1) {
		if name := export[1]; name == "ZOHOCRM_API_DOMAIN" || (name != "ZOHOCRM_OAUTH_TOKEN") == refresh {
			c.Env = append(c.Env, name+"="+export[2])
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

// What the mock prints to set and to plan works as it stands, with an access token and with a refresh token, and both
// terminals tell of it.
func TestAccMock(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args    []string
		refresh bool
		plan    string // a part of it
		calls   string
	}{
		"recordings": {
			nil, false, "  + file_names = [\n      + \"Image.jpg\",\n      + \"in23er.png\",\n    ]\n",
			`#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 200 OK, 2 attachments, 12 ms

1 call, 2 attachments, 0 faults
`,
		},
		"a recording of other fields": {
			[]string{"-scenario", "signed-contract"},
			false, "-signed.pdf\",\n",
			`#1 GET /crm/v8/Deals/4876876000000376008/Attachments, fields Created_Time, File_Name, Owner and 2 more
#1 200 OK, 3 attachments, 12 ms

1 call, 3 attachments, 0 faults
`,
		},
		"made up": {
			[]string{"-attachments", "450", "-token", "own", "-order", "shuffled"},
			false, "  + file_names = [\n",
			`#1 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#1 200 OK, 200 attachments, 12 ms
#2 GET /crm/v8/Leads/4876876000000376008/Attachments, page 2 by token, fields $editable, $file_id, $link_url and 13 more
#2 200 OK, 200 attachments, 12 ms
#3 GET /crm/v8/Leads/4876876000000376008/Attachments, page 3 by token, fields $editable, $file_id, $link_url and 13 more
#3 200 OK, 50 attachments, 12 ms

3 calls, 450 attachments, 0 faults
`,
		},
		"a refresh token": {[]string{"-token", "own"}, true, "  + file_names = [\n", `#1 POST /oauth/v2/token
#1 200 OK, 12 ms
#2 GET /crm/v8/Leads/4876876000000376008/Attachments, fields $editable, $file_id, $link_url and 13 more
#2 200 OK, 2 attachments, 12 ms

2 calls, 2 attachments, 0 faults
`},
		"a fault": {
			[]string{"-fault", "403"},
			false, "Crm_Implied_View_Leads",
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
			c := newCLI(t, m, tc.refresh)
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
