package main

import (
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// shown is what `show -json` prints, less what the demo does not read.
const shown = `{
  "format_version": "1.0",
  "terraform_version": "1.11.4",
  "values": {
    "outputs": {
      "module": {"sensitive": false, "value": "Deals", "type": "string"},
      "record_id": {"sensitive": false, "value": "4876876000000376008", "type": "string"},
      "attachments": {"sensitive": false, "value": [
        {"file_name": "offer.pdf", "size": 9007199254740993, "created_time": "2022-04-21T10:27:41+05:30", "owner": {"name": "Ann"}},
        {"file_name": null, "size": null, "created_time": null, "owner": null},
        {"file_name": "a\nb", "size": 1536, "created_time": "lately", "owner": {"name": null}}
      ]}
    },
    "root_module": {}
  },
  "checks": [
    {"address": {"kind": "output_value", "name": "x", "to_display": "output.x"}, "status": "fail"},
    {"address": {"kind": "check", "name": "signed", "to_display": "check.signed"}, "status": "fail", "instances": [
      {"address": {"to_display": "check.signed"}, "status": "fail", "problems": [{"message": "No signed\ncontract."}]}
    ]},
    {"address": {"kind": "check", "name": "owned", "to_display": "check.owned"}, "status": "pass"},
    {"address": {"kind": "check", "name": "read", "to_display": "check.read"}, "status": "unknown"},
    {"address": {"kind": "check", "name": "broken", "to_display": "check.broken"}, "status": "error"}
  ]
}`

func TestScreenWhereChecksDoNotPass(t *testing.T) {
	t.Parallel()
	o, err := readOutcome([]byte(shown))
	if err != nil {
		t.Fatal(err)
	}
	const want = `
Deals 4876876000000376008: 3 attachments

  FILE NAME     SIZE             BYTES  OWNER  CREATED
  offer.pdf  8.0 PiB  9007199254740993  Ann    2022-04-21 10:27 +05:30
  -                -                 -  -      -
  a\nb       1.5 KiB              1536  -      lately

4 checks
  ERROR    broken
  PASS     owned
  UNKNOWN  read
  FAIL     signed
           No signed\ncontract.

2 API calls
  GET /crm/v8/Deals/1/Attachments: 200, 1 attachment
      fields=$file_id,File_Name
      per_page=200
  GET /crm/v8/Deals/1/Attachments: 204, 0 attachments
      page_token=a\x1bb
`
	var out strings.Builder
	err = screen{terminal.Screen{Out: &out}}.present(o, []zohocrmtest.Request{
		{Method: "GET", URI: "/crm/v8/Deals/1/Attachments?fields=%24file_id%2CFile_Name&per_page=200", Status: 200, Rows: 1},
		{Method: "GET", URI: "/crm/v8/Deals/1/Attachments?page_token=a%1bb", Status: 204},
	})
	if err == nil || err.Error() != "3 checks did not pass" {
		t.Errorf("got error %v, want that 3 checks did not pass", err)
	}
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
}

func TestScreenOfAnEmptyRecord(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	screen{terminal.Screen{Out: &out}}.attachments(outcome{module: "Leads", recordID: "1"})
	if got, want := out.String(), "\nLeads 1: 0 attachments\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestScreenTellsScopes holds that a token with the scopes told is enough for both configurations.
func TestScreenTellsScopes(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	screen{terminal.Screen{Out: &out}}.next(nil)
	for _, scope := range []string{"ZohoCRM.modules.READ", catalog.RequiredScopes("Leads")[1], catalog.QueryScopes("Deals")[1]} {
		if !strings.Contains(out.String(), scope) {
			t.Errorf("%s is not told:\n%s", scope, out.String())
		}
	}
}

func TestScreenWithStyles(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	s := screen{terminal.Screen{Out: &out, Styled: true}}
	s.checks([]check{{name: "a", status: tfjson.CheckStatusPass}, {name: "b", status: tfjson.CheckStatusFail}})
	const want = "\n\x1b[1m2 checks\x1b[0m\n" +
		"  \x1b[32mPASS   \x1b[0m  a\n" +
		"  \x1b[31mFAIL   \x1b[0m  b\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestOutcomeThatCannotBeRead(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		shown string
		want  string
	}{
		"no JSON":         {"Error: x", "reading the state: "},
		"no values":       {`{"format_version": "1.0"}`, ": the state has none"},
		"an output lacks": {strings.Replace(shown, `"attachments"`, `"files"`, 1), `reading the output "attachments": the state has none`},
		"another type":    {strings.Replace(shown, `"size": 1536`, `"size": "1536"`, 1), `reading the output "attachments": json: `},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := readOutcome([]byte(test.shown)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q in it", err, test.want)
			}
		})
	}
}
