package provider_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// hostileNames are names of files that something on their way may trip over.
var hostileNames = []string{
	"", " ", "résumé \u65e5\u672c\u8a9e \U0001f4ce.pdf", `"quoted" 'twice' \back\slash`, "${var.secret} %{ if true }",
	"line\nend\r\n\ttab", "\x1b[31mred\x1b[0m\a", "\u202egnp.exe", "<script>&amp;</script>", "../../etc/passwd", "null",
	strings.Repeat("long ", 1000), "e\u0301 is not \u00e9",
}

func hostileRows(tb testing.TB) rows.Rows {
	tb.Helper()
	files := make([]string, len(hostileNames))
	for i, name := range hostileNames {
		row, err := json.Marshal(map[string]any{"id": rows.AttachmentID(len(hostileNames) - i), "File_Name": name})
		if err != nil {
			tb.Fatal(err)
		}
		files[i] = string(row)
	}
	return rows.Verbatim(files...)
}

// TestHostileNames holds that names come through to the letter, and not into the log.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(hostileRows(t)))
	var log bytes.Buffer
	state, diags := connected(t, mock).read(tflogtest.RootLogger(t.Context(), &log), lead)
	wantNone(t, diags)
	for i, attachment := range attachmentsOf(t, state) {
		if attachment["file_name"] != hostileNames[i] {
			t.Errorf("got %q, want %q", attachment["file_name"], hostileNames[i])
		}
	}
	wantPrintable(t, "the log", log.String())
}

// TestAccHostileNames has the real CLI keep them: to the letter, but for its own Unicode normalisation (NFC).
func TestAccHostileNames(t *testing.T) {
	t.Parallel()
	c := newCLI(t, zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(hostileRows(t))))
	c.Write("main.tf", `
		data "zohocrm_record_attachments" "lead" {
		  module    = "Leads"
		  record_id = "1"
		}

		output "names" {
		  value = data.zohocrm_record_attachments.lead.attachments[*].file_name
		}`)
	c.MustRun("apply", "-auto-approve", "-no-color")
	var names []string
	if err := json.Unmarshal([]byte(c.MustRun("output", "-json", "names")), &names); err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if want := strings.ReplaceAll(hostileNames[i], "e\u0301", "\u00e9"); name != want {
			t.Errorf("got %q, want %q", name, want)
		}
	}
}

// TestHostileErrors holds that what a server says in an error cannot write to a terminal.
func TestHostileErrors(t *testing.T) {
	t.Parallel()
	const evil = `\u001b]0;owned\u0007\u001b[2J\u202e\u200b\r\n\u0000\u009b31m`
	for _, kind := range []faults.Kind{
		faults.ZohoError(400, "INVALID"+evil, `{"param_name":"`+evil+`","limit":"`+evil+`"}`, "a "+evil+" b"),
		faults.ZohoError(403, "NO_PERMISSION", `{"permissions":["`+evil+`"]}`, evil),
		faults.ZohoError(400, "API_NOT_SUPPORTED", `{"supported_version":"`+evil+`"}`, evil),
		faults.PageBody(`{"status":"error","code":"` + evil + `","message":"` + evil + `"}`),
		faults.PageBody(`{"data":[{"id":"1","Size":"` + evil + `","` + evil + `":1}],"info":{"more_records":false}}`),
	} {
		mock := zohocrmtest.StartMock(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: kind}))
		var log bytes.Buffer
		_, diags := connected(t, mock).read(tflogtest.RootLogger(t.Context(), &log), lead)
		if len(diags) != 1 {
			t.Errorf("got %d diagnostics, want 1", len(diags))
			continue
		}
		wantPrintable(t, "the message", diags[0].Summary+diags[0].Detail)
		wantPrintable(t, "the log", log.String())
	}
}

// wantPrintable fails where a text holds what writes to a terminal or turns text around. JSON's escapes are text.
func wantPrintable(tb testing.TB, where, text string) {
	tb.Helper()
	for _, r := range text {
		if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u202e' || r == '\u200b') {
			tb.Errorf("%s holds %q", where, r)
			return
		}
	}
}

// TestAccDeepValue has the real CLI print a value that is nested as deep as is let through: it would not come to an end with one
// of a thousand levels.
func TestAccDeepValue(t *testing.T) {
	t.Parallel()
	const deep = 97 // below the page, its list and the row
	value := strings.Repeat(`{"x":[`, deep/2) + "[]" + strings.Repeat("]}", deep/2)
	c := newCLI(t, zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Verbatim(`{"id":"1","deep":`+value+`}`))))
	c.Write("main.tf", `
		data "zohocrm_record_attachments" "lead" {
		  module    = "Leads"
		  record_id = "1"
		}

		output "deep" {
		  value = data.zohocrm_record_attachments.lead.attachments[0].additional_fields["deep"]
		}`)
	c.MustRun("apply", "-auto-approve", "-no-color")
	if got := c.MustRun("output", "-raw", "deep"); got != value {
		t.Errorf("got %s", got)
	}
	c.MustRun("plan", "-no-color")
}
