package provider_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

var lead = block{"module": "Leads", "record_id": "4876876000000376008"}

// fullRow has every key of Zoho's documents.
const fullRow = `{
	"id": "2876819000001935002", "File_Name": "Q4_Report.pdf", "Size": "1048576",
	"Created_Time": "2025-12-11T11:34:53+05:30", "Modified_Time": "2025-12-12T11:34:53+05:30",
	"Owner": {"name": "John CRM", "id": "2876819000000511001", "email": "test@zohocorp.com"},
	"Created_By": {"name": "Jane CRM", "id": "2876819000000511002"},
	"Modified_By": {"name": "John CRM", "id": "2876819000000511001", "email": null},
	"Parent_Id": {"name": "John Doe", "id": "2876819000001234567", "module": {"api_name": "Leads"}},
	"$editable": true, "$file_id": "file123", "$se_module": "Leads", "$type": "File", "$state": "save",
	"$link_url": null, "$sharing_permission": "full_access", "$attachment_type": 3,
	"$field_states": null, "Record_Status__s": "Available", "Rate": 12345678901234567890.10, "Tags": [{"b": "<&>", "a": [1, 2.50]}]
}`

var fullAttachment = map[string]any{
	"id": "2876819000001935002", "file_name": "Q4_Report.pdf", "size": int64(1048576),
	"created_time": "2025-12-11T11:34:53+05:30", "modified_time": "2025-12-12T11:34:53+05:30",
	"owner":       map[string]any{"name": "John CRM", "id": "2876819000000511001", "email": "test@zohocorp.com"},
	"created_by":  map[string]any{"name": "Jane CRM", "id": "2876819000000511002", "email": nil},
	"modified_by": map[string]any{"name": "John CRM", "id": "2876819000000511001", "email": nil},
	"parent_id":   map[string]any{"name": "John Doe", "id": "2876819000001234567"},
	"editable":    true, "file_id": "file123", "se_module": "Leads", "type": "File", "state": "save",
	"link_url": nil, "sharing_permission": "full_access", "attachment_type": int64(3),
	"additional_fields": map[string]any{
		"Record_Status__s": `"Available"`, "Rate": "12345678901234567890.10", "Tags": `[{"a":[1,2.50],"b":"<&>"}]`,
	},
}

// bare is an attachment of which Zoho sent the id alone.
func bare(id any) map[string]any {
	attachment := map[string]any{"id": id, "additional_fields": map[string]any{}}
	for name := range fullAttachment {
		if _, isSet := attachment[name]; !isSet {
			attachment[name] = nil
		}
	}
	return attachment
}

func TestReadValues(t *testing.T) { bySource(t, testReadValues) }

func testReadValues(t *testing.T, connected connect) {
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Verbatim(fullRow, `{"id":"1"}`)))
	got := connected(t, mock).mustRead(lead)
	want := []map[string]any{fullAttachment, bare("1")}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestReadKeepsTheConfiguration(t *testing.T) { bySource(t, testReadKeepsTheConfiguration) }

func testReadKeepsTheConfiguration(t *testing.T, connected connect) {
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(0)))
	config := lead.with(block{"fields": fields("id", "Size"), "timeouts": block{"read": "1m"}})
	state, diags := connected(t, mock).read(t.Context(), config)
	wantNone(t, diags)
	want := map[string]any{
		"module": "Leads", "record_id": "4876876000000376008", "fields": []any{"Size", "id"},
		"timeouts": map[string]any{"read": "1m"}, "attachments": []any{},
	}
	slices.SortFunc(state["fields"].([]any), func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
	if !reflect.DeepEqual(state, want) {
		t.Errorf("got  %v\nwant %v", state, want)
	}
}

// TestReadAsks holds the wire form of the request, and the fields asked for by default.
func TestReadAsks(t *testing.T) { bySource(t, testReadAsks) }

func testReadAsks(t *testing.T, connected connect) {
	tests := map[string]struct {
		config block
		want   string
	}{
		"default fields": {
			lead,
			"/crm/v8/Leads/4876876000000376008/Attachments?fields=%24editable%2C%24file_id%2C%24link_url%2C%24se_module%2C" +
				"%24sharing_permission%2C%24state%2C%24type%2CCreated_By%2CCreated_Time%2CFile_Name%2CModified_By%2CModified_Time%2C" +
				"Owner%2CParent_Id%2CSize%2Cid&per_page=200",
		},
		"named fields": {
			lead.with(block{"fields": fields("id", "File_Name")}),
			"/crm/v8/Leads/4876876000000376008/Attachments?fields=File_Name%2Cid&per_page=200",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
			connected(t, mock).mustRead(test.config)
			if got := mock.URIs(); !slices.Equal(got, []string{test.want}) {
				t.Errorf("asked %v\nwant  [%s]", got, test.want)
			}
		})
	}
}

// TestReadOrder holds the promise of the order: the same rows make the same state however they come.
func TestReadOrder(t *testing.T) {
	t.Parallel()
	const count = 10_001
	config := lead.with(block{"fields": fields("id")})
	var want []string
	for i := count - 1; i >= 0; i-- {
		want = append(want, rows.AttachmentID(i))
	}
	for name, order := range map[string]rows.Option{
		"newest first": rows.Seed(1), "oldest first": rows.OldestFirst(), "shuffled": rows.Shuffled(7),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(count, order)))
			var got []string
			for _, attachment := range connected(t, mock).mustRead(config) {
				got = append(got, attachment["id"].(string))
			}
			if !slices.Equal(got, want) {
				t.Errorf("the %d ids are not the %d promised, or not in their order", len(got), len(want))
			}
			if calls := len(mock.Requests()); calls != 51 {
				t.Errorf("%d calls, want 51", calls)
			}
		})
	}
}

func TestReadOrderOfIDs(t *testing.T) { bySource(t, testReadOrderOfIDs) }

func testReadOrderOfIDs(t *testing.T, connected connect) {
	attachments := []string{
		`{"id":"9"}`, `{"id":"x2"}`, `{"id":"10"}`, `{}`, `{"id":"100000000000000000000000000000"}`, `{"id":"x1"}`,
		`{"id":"0009"}`, `{"id":"02"}`, `{"id":"2"}`, `{"id":"002"}`, `{"id":null,"Size":1}`, `{"id":""}`,
	}
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Verbatim(attachments...)))
	var got []string
	for _, attachment := range connected(t, mock).mustRead(lead) {
		got = append(got, fmt.Sprint(attachment["id"]))
	}
	want := []string{"100000000000000000000000000000", "10", "9", "0009", "2", "02", "002", "x2", "<nil>", "x1", "<nil>", ""}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestReadTypeMismatches holds what becomes of values of an unexpected type: null, kept raw, one warning.
func TestReadTypeMismatches(t *testing.T) { bySource(t, testReadTypeMismatches) }

func testReadTypeMismatches(t *testing.T, connected connect) {
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Verbatim(
		`{"id":"3","Size":"12 MB","Owner":{"id":7,"name":"Patricia Boyle"},"$editable":"yes"}`,
		`{"id":"2","Size":1.5,"Created_Time":"yesterday"}`,
		`{"id":1}`,
	)))
	state, diags := connected(t, mock).read(t.Context(), lead)
	if len(diags) != 1 || diags[0].Severity != tfprotov6.DiagnosticSeverityWarning {
		t.Fatalf("got %v, want one warning", summaries(diags))
	}
	want := "Values of an Unexpected Type: Zoho CRM returned values that do not match the type of their attribute. The " +
		"attribute is null; additional_fields holds the value as returned, under these keys (with the number of attachments):\n" +
		"  - $editable: 1\n  - Owner: 1\n  - Size: 2\n  - id: 1"
	if got := summaries(diags)[0]; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	first, second, third := bare("3"), bare("2"), bare(nil)
	first["owner"] = map[string]any{"id": nil, "name": "Patricia Boyle", "email": nil}
	first["additional_fields"] = map[string]any{"Size": `"12 MB"`, "Owner": `{"id":7,"name":"Patricia Boyle"}`, "$editable": `"yes"`}
	second["created_time"] = "yesterday"
	second["additional_fields"] = map[string]any{"Size": "1.5"}
	third["additional_fields"] = map[string]any{"id": "1"}
	if got := attachmentsOf(t, state); !reflect.DeepEqual(got, []map[string]any{first, second, third}) {
		t.Errorf("got  %v\nwant %v", got, []map[string]any{first, second, third})
	}
}

// TestReadWholeOrNothing holds that a walk which breaks leaves no part of the list in the state.
func TestReadWholeOrNothing(t *testing.T) { bySource(t, testReadWholeOrNothing) }

func testReadWholeOrNothing(t *testing.T, connected connect) {
	tests := map[string]struct {
		kind    faults.Kind
		summary string
		words   []string
	}{
		"token repeated": {
			faults.RepeatedToken(), "Inconsistent Pagination", []string{"a page token was repeated", "after 400 attachments"},
		},
		"token ring":  {faults.TokenRing(), "Inconsistent Pagination", []string{"a page token was repeated"}},
		"token stops": {faults.TokenStops(), "Inconsistent Pagination", []string{"the page token is missing"}},
		"page of HTML": {
			faults.HTMLPage(), "Unexpected Response from the API Domain", []string{"not JSON", "text/html", "HTTP 200"},
		},
		"no data":        {faults.WithoutData(), "Unexpected Response from the API Domain", []string{"it has no data"}},
		"error in a 200": {faults.ErrorInside200(), "Zoho CRM Server Error", []string{"INTERNAL_ERROR", "HTTP 200"}},
		"expired":        {faults.ExpiredPageToken(), "Page Token Rejected", []string{"EXPIRED_VALUE", "Run Terraform again"}},
		"token mismatch": {faults.PageTokenMismatch(), "Page Token Rejected", []string{"TOKEN_BOUND_DATA_MISMATCH"}},
		"nothing after a promise": {
			faults.NoContent(), "Inconsistent Pagination",
			[]string{"an announced page has no rows", "page 3, after 400 attachments"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t,
				zohocrmtest.WithAnyRecord(rows.Attachments(1000)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.FromPage(3), Kind: test.kind}),
			)
			state, diags := connected(t, mock).read(t.Context(), lead)
			wantError(t, diags, "", test.summary, test.words...)
			if state["attachments"] != nil {
				t.Errorf("the state holds %d attachments", len(state["attachments"].([]any)))
			}
			if calls := len(mock.Requests()); calls > 6 {
				t.Errorf("%d calls for a walk of five pages", calls)
			}
		})
	}
}

func TestReadTimeout(t *testing.T) { bySource(t, testReadTimeout) }

func testReadTimeout(t *testing.T, connected connect) {
	mock := zohocrmtest.StartMock(t,
		zohocrmtest.WithAnyRecord(rows.Attachments(1)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.NeverResponds()}),
	)
	_, diags := connected(t, mock).read(t.Context(), lead.with(block{"timeouts": block{"read": "20ms"}}))
	wantError(t, diags, "", "Read Timed Out", "Leads 4876876000000376008", "within 20ms", `timeouts = { read = "30m" }`)
}
