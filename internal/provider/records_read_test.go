package provider_test

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// sevenThousand are the deals of most tests of many, which take a tenth of a second to make up.
var sevenThousand = sync.OnceValue(func() coql.Records { return coql.MadeUp("Deals", 7000) })

// startDeals starts a mock with made-up deals, of whose every three two are won.
func startDeals(tb testing.TB, n int, opts ...zohocrmtest.MockOption) *zohocrmtest.Mock {
	tb.Helper()
	deals := sevenThousand()
	if n != deals.Len() {
		deals = coql.MadeUp("Deals", n)
	}
	return zohocrmtest.StartMock(tb, append(opts, zohocrmtest.WithRecords("Deals", deals))...)
}

// TestFindRecords holds what becomes of values of every type: the ids highest first, the records by their ids.
func TestFindRecords(t *testing.T) {
	t.Parallel()
	s := coqlBodies(
		found(true, `{"Deal_Name":"Big <deal>","Owner":{"name":"Boyle","id":"4876876000000327001"},"Amount":1200.50,"id":"9"}`,
			`{"Deal_Name":"","Owner":null,"Amount":null,"id":10}`),
		found(false, `{"Deal_Name":true,"Owner":["b","a"],"Amount":1e3,"id":"98765432109876543210","Extra":1}`),
	)
	for _, source := range sources {
		s.queries = nil
		state, diags := finding(t, s).by(source).read(t.Context(), won.with(block{"fields": fields("Amount", "id", "Owner", "Deal_Name")}))
		wantNone(t, diags)
		if want := []any{"98765432109876543210", "10", "9"}; !reflect.DeepEqual(state["ids"], want) {
			t.Errorf("ids is %v, want %v", state["ids"], want)
		}
		want := map[string]any{
			"9":  map[string]any{"id": "9", "Deal_Name": "Big <deal>", "Owner": `{"id":"4876876000000327001","name":"Boyle"}`, "Amount": "1200.5"},
			"10": map[string]any{"id": "10", "Deal_Name": "", "Owner": nil, "Amount": nil},
			"98765432109876543210": map[string]any{
				"id": "98765432109876543210", "Deal_Name": "true", "Owner": `["b","a"]`, "Amount": "1000",
			},
		}
		if !reflect.DeepEqual(state["records"], want) {
			t.Errorf("records is %v\nwant       %v", state["records"], want)
		}
		asked := []string{
			"select id, Amount, Deal_Name, Owner from Deals where (Stage = 'Closed Won') order by id asc limit 2000",
			"select id, Amount, Deal_Name, Owner from Deals where (Stage = 'Closed Won') and id > 10 order by id asc limit 2000",
		}
		if !slices.Equal(s.queries, asked) {
			t.Errorf("asked %q\nwant  %q", s.queries, asked)
		}
	}
}

// TestFindNothing holds that both attributes are empty, and neither is null.
func TestFindNothing(t *testing.T) { bySource(t, testFindNothing) }

func testFindNothing(t *testing.T, connected connect) {
	for name, mock := range map[string]*zohocrmtest.Mock{
		"204": startDeals(t, 3), "an empty list": startDeals(t, 3, zohocrmtest.WithEmptyList()),
	} {
		state, diags := connected(t, mock).of(foundRecords).read(t.Context(), won.with(block{"where": "Stage = 'Lost'"}))
		wantNone(t, diags)
		ids, isList := state["ids"].([]any)
		records, isMap := state["records"].(map[string]any)
		if !isList || !isMap || len(ids) > 0 || len(records) > 0 {
			t.Errorf("%s: ids is %#v, records %#v", name, state["ids"], state["records"])
		}
	}
}

// TestFindAllIDs leaves condition and fields out: every record is found, with a map of nothing.
func TestFindAllIDs(t *testing.T) { bySource(t, testFindAllIDs) }

func testFindAllIDs(t *testing.T, connected connect) {
	state, diags := connected(t, startDeals(t, 3)).of(foundRecords).read(t.Context(), block{"module": "Deals"})
	wantNone(t, diags)
	want := map[string]any{}
	for _, id := range state["ids"].([]any) {
		want[id.(string)] = map[string]any{}
	}
	if len(want) != 3 || !reflect.DeepEqual(state["records"], want) {
		t.Errorf("records is %v, want %v", state["records"], want)
	}
}

// TestFindByAnEmptyCondition holds that a condition which turns out to be empty, or is not known, does not find every record.
func TestFindByAnEmptyCondition(t *testing.T) { bySource(t, testFindByAnEmptyCondition) }

func testFindByAnEmptyCondition(t *testing.T, connected connect) {
	for _, where := range []any{"", "\n", unknown} {
		mock := startDeals(t, 3)
		_, diags := connected(t, mock).of(foundRecords).read(t.Context(), won.with(block{"where": where}))
		wantError(t, diags, "where", "Malformed Condition", "where is empty")
		if calls := len(mock.Requests()); calls > 0 {
			t.Errorf("%d calls", calls)
		}
	}
}

// TestFindMany finds 4,667 of 7,000 records by three queries, the highest id first.
func TestFindMany(t *testing.T) { bySource(t, testFindMany) }

func testFindMany(t *testing.T, connected connect) {
	mock := startDeals(t, 7000)
	state, diags := connected(t, mock).of(foundRecords).read(t.Context(), won)
	wantNone(t, diags)
	ids := state["ids"].([]any)
	if len(ids) != 4667 || len(state["records"].(map[string]any)) != 4667 || len(mock.Requests()) != 3 {
		t.Errorf("%d ids, %d records, %d queries", len(ids), len(state["records"].(map[string]any)), len(mock.Requests()))
	}
	if first, last := ids[0], ids[4666]; first != coql.RecordID("Deals", 6999) || last != coql.RecordID("Deals", 0) {
		t.Errorf("from %v to %v", first, last)
	}
}

// TestFindTooMany holds that more than max_records is an error that names the number.
func TestFindTooMany(t *testing.T) { bySource(t, testFindTooMany) }

func testFindTooMany(t *testing.T, connected connect) {
	for most, words := range map[any][]string{
		1:    {"More than 1 record of Deals", "raise max_records"},
		4666: {"More than 4,666 records of Deals"},
	} {
		state, diags := connected(t, startDeals(t, 7000)).of(foundRecords).read(t.Context(), won.with(block{"max_records": most}))
		wantError(t, diags, "max_records", "Too Many Records Found", words...)
		if state["ids"] != nil || state["records"] != nil {
			t.Error("the state holds records")
		}
	}
	_, diags := connected(t, startDeals(t, 7000)).of(foundRecords).read(t.Context(), won.with(block{"max_records": 4667}))
	wantNone(t, diags)
	_, diags = connected(t, startDeals(t, 15_002)).of(foundRecords).read(t.Context(), block{"module": "Deals"})
	wantError(t, diags, "max_records", "Too Many Records Found", "More than 10,000 records of Deals")
}

// TestFieldsNotInTheResponse holds that a field which no record holds makes one warning; one that is null does not.
func TestFieldsNotInTheResponse(t *testing.T) {
	t.Parallel()
	s := coqlBodies(found(true, `{"Deal_Name":null,"id":"1"}`), found(false, `{"Owner":1,"id":"2"}`))
	for _, source := range sources {
		s.queries = nil
		state, diags := finding(t, s).by(source).read(t.Context(), won.with(block{"fields": fields("Owner", "Website", "Deal_Name", "B", "id")}))
		if len(diags) != 1 || diags[0].Severity != tfprotov6.DiagnosticSeverityWarning || diags[0].Summary != "Fields Not in the Response" ||
			!strings.Contains(diags[0].Detail, ":\n  B\n  Website\n") || attributeOf(diags[0]) != "fields" {
			t.Errorf("got %v", summaries(diags))
		}
		if got := state["records"].(map[string]any)["2"].(map[string]any)["Website"]; got != nil {
			t.Errorf("Website is %v", got)
		}
	}
	_, diags := finding(t, coqlBodies(found(false))).read(t.Context(), won)
	wantNone(t, diags) // nothing tells
}

// TestFindFaults holds that a fault of a page ends in an error within a few queries, and that nothing of the list is kept.
func TestFindFaults(t *testing.T) { bySource(t, testFindFaults) }

func testFindFaults(t *testing.T, connected connect) {
	const malformed, inconsistent = "Unexpected Response from the API Domain", "Inconsistent Pagination"
	for _, test := range []struct {
		kind    faults.Kind
		summary string
		words   []string
	}{
		{faults.ReversedRows(), inconsistent, []string{"the ids do not ascend", "This happened on query 2, after 2,000 records."}},
		{faults.DuplicateRow(), malformed, []string{"rows that were asked for"}},
		{faults.RowWithoutID(), malformed, []string{"a row has no id of 1 to 20 digits"}},
		{faults.WithoutMoreRecords(), malformed, []string{"whether more rows follow"}},
		{faults.NoContent(), inconsistent, []string{"an announced page has no rows", "query 2, after 2,000 records"}},
		{faults.EmptyPagePromisingMore(), inconsistent, []string{"an announced page has no rows"}},
		{faults.HTMLPage(), malformed, nil},
		{faults.ErrorInside200(), "Zoho CRM Server Error", []string{"failed to return the records of Deals"}},
		{faults.InternalError(), "Zoho CRM Server Error", []string{"failed to return the records of Deals", "attempted 5 times"}},
		{faults.ServiceUnavailable("3600"), "Zoho CRM Asks Clients to Wait", []string{"did not return the records of Deals"}},
		{faults.HugeBody(70 << 20), malformed, []string{"List fewer fields"}},
	} {
		t.Run(test.kind.String(), func(t *testing.T) {
			t.Parallel()
			mock := startDeals(t, 7000, zohocrmtest.WithFaults(faults.Fault{On: faults.FromCall(2), Kind: test.kind}))
			state, diags := connected(t, mock).of(foundRecords).read(t.Context(), won)
			wantError(t, diags, "", test.summary, test.words...)
			if detail := diags[0].Detail; strings.Contains(detail, "ttachment") || strings.Contains(detail, "missing file") {
				t.Errorf("the message speaks of attachments:\n%s", detail)
			}
			if state["ids"] != nil || state["records"] != nil || len(mock.Requests()) > 6 {
				t.Errorf("ids %v after %d requests", state["ids"], len(mock.Requests()))
			}
		})
	}
}

// TestFindInterrupted ends a read on its second query, by the end of its time and by an interrupt.
func TestFindInterrupted(t *testing.T) {
	t.Parallel()
	for _, queries := range []int{1, 2} {
		passed := make(chan struct{})
		expire := faults.Func("expire", func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
			close(passed)
			<-r.Context().Done()
		})
		mock := startDeals(t, 7000, zohocrmtest.WithFaults(faults.Fault{On: faults.NthCall(queries), Kind: expire}))
		p := connected(t, mock).of(foundRecords)
		state, diags := p.read(expiring{t.Context(), passed}, won.with(block{"timeouts": block{"read": "1h"}}))
		words := []string{"The records of Deals were not read within 1h0m0s", "narrow the condition"}
		if queries == 1 {
			words = append(words, "No record had been received by then.")
		} else {
			words = append(words, "query 2, after 2,000 records")
		}
		wantError(t, diags, "", "Read Timed Out", words...)
		if state["ids"] != nil || state["records"] != nil {
			t.Error("the state holds a part of the list")
		}

		ctx, cancel := context.WithCancel(t.Context())
		mock.SetFaults(faults.Fault{
			On: faults.NthCall(1), Kind: faults.Func("interrupt", func(http.ResponseWriter, *http.Request, http.Handler) { cancel() }),
		})
		_, diags = p.read(ctx, won)
		wantError(t, diags, "", "Read Interrupted")
	}
}

// TestFoundRecordsAreRead has what one block finds read by another: no id is typed by hand.
func TestFoundRecordsAreRead(t *testing.T) { bySource(t, testFoundRecordsAreRead) }

func testFoundRecordsAreRead(t *testing.T, connected connect) {
	mock := startDeals(t, 30)
	p := connected(t, mock)
	for where, want := range map[string]int{"Stage = 'Closed Won'": 20, "Stage = 'Lost'": 0} {
		state, diags := p.of(foundRecords).read(t.Context(), won.with(block{"where": where}))
		wantNone(t, diags)
		state, diags = p.of(manyAttachments).read(t.Context(), block{"module": "Deals", "record_ids": state["ids"], "on_error": "collect"})
		wantNone(t, diags)
		if got := len(recordsOf(t, state)); got != want {
			t.Errorf("%s: %d records, want %d", where, got, want)
		}
	}
}
