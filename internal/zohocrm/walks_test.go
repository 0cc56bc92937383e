package zohocrm_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// rowsMove makes page 2 the last, of other rows in every walk, the first of which was on page 1.
func rowsMove(total int) faults.Kind {
	walk := 0
	return faults.Func("rows-move", func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		walk++
		list := make([]string, 0, total)
		for i := range total {
			list = append(list, fmt.Sprintf(`{"id":"%d"}`, 1_000*walk+i))
		}
		list[0] = fmt.Sprintf(`{"id":"%s"}`, rows.AttachmentID(649-walk))
		_, _ = fmt.Fprintf(w, `{"data":[%s],"info":{"more_records":false}}`, strings.Join(list, ","))
	})
}

// An id of an earlier page starts the walk anew. A walk without such a sign is the list, and so are two in a row that bring the
// same ids; three walks are the most.
func TestRowsThatMove(t *testing.T) {
	t.Parallel()
	withRoom := []zohocrmtest.MockOption{zohocrmtest.WithPageRows(190)} // for ten rows more than the page would have
	for name, tc := range map[string]struct {
		on       faults.On
		kind     faults.Kind
		opts     []zohocrmtest.MockOption
		requests int // 4 make up a walk
		page     int // of the error; 0 where the list is whole
		fault    zohocrm.PagingFault
	}{
		"two rows change places once":          {on: faults.NthPage(2).Times(1), kind: faults.SwappedRow(), requests: 2 + 4},
		"in two walks":                         {on: faults.NthPage(2).Times(2), kind: faults.SwappedRow(), requests: 2 + 4 + 4},
		"on the last page":                     {on: faults.NthPage(4).Times(1), kind: faults.SwappedRow(), requests: 4 + 4},
		"a row is added once":                  {on: faults.NthPage(3).Times(1), kind: faults.RepeatedRows(1), opts: withRoom, requests: 3 + 4},
		"a page of rows is added once":         {on: faults.NthPage(2).Times(1), kind: faults.SameRows(), requests: 2 + 4},
		"asked by number":                      {on: faults.NthPage(2).Times(1), kind: faults.SwappedRow(), opts: byNumber, requests: 2 + 4},
		"rows are repeated always":             {on: faults.FromPage(2), kind: faults.RepeatedRows(10), opts: withRoom, requests: 2 + 4 + 4},
		"rows are repeated always, at the end": {on: faults.NthPage(4), kind: faults.RepeatedRows(10), requests: 4 + 4},
		"the rows of the page before, always": {
			on: faults.NthPage(2), kind: faults.SameRows(), requests: 2 + 2 + 2, page: 2, fault: zohocrm.NoNewRows,
		},
		"others in every walk": {
			on: faults.NthPage(2), kind: rowsMove(200), requests: 2 + 2 + 2, page: 2, fault: zohocrm.RowsMoved,
		},
		"others in every walk, fewer than before": {
			on: faults.NthPage(2), kind: rowsMove(3), requests: 2 + 2 + 2, page: 2, fault: zohocrm.RowsMoved,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, rows.Attachments(650), tc.opts...)
			client := newClient(t, zohocrm.Config{APIDomain: mock.URL()})
			want, err := collect(t, client, dealRequest)
			if err != nil || len(want) != 650 {
				t.Fatal(err)
			}
			mock.ForgetRequests()
			mock.SetFaults(faults.Fault{On: tc.on, Kind: tc.kind})
			got, err := collect(t, client, dealRequest)
			if tc.page > 0 {
				if e := errorAt[*zohocrm.PagingError](t, err, tc.page, 200); e.Fault != tc.fault {
					t.Errorf("got %v, want %v", e, tc.fault)
				}
			} else if err != nil || !slices.Equal(names(got), names(want)) {
				t.Errorf("%d attachments, %v; want %d", len(got), err, len(want))
			}
			if n := len(mock.Requests()); n != tc.requests {
				t.Errorf("%d requests, want %d", n, tc.requests)
			}
		})
	}
}

// A server that repeats the same rows in every walk is believed the second time, and only where both walks came to the end.
func TestRepetition(t *testing.T) {
	t.Parallel()
	page := func(more bool, rows ...string) string {
		return fmt.Sprintf(`{"data":[%s],"info":{"more_records":%t}}`, strings.Join(rows, ","), more)
	}
	a, b, c, d, none := `{"id":"1"}`, `{"id":"2"}`, `{"id":"3"}`, `{"id":"4"}`, `{"File_Name":"none"}`
	for name, tc := range map[string]struct {
		pages []string
		rows  int // 0 is an error
	}{
		"the same":                   {[]string{page(true, a, b), page(false, b), page(true, a, b), page(false, b)}, 2},
		"the same, in another order": {[]string{page(true, a, b), page(false, b, c), page(true, c, b), page(false, b, a)}, 3},
		"another id": {[]string{
			page(true, a, b), page(false, b, c), page(true, a, b), page(false, b, d), page(true, a, b), page(false, b, d),
		}, 3},
		"one more": {[]string{
			page(true, a, b), page(false, b), page(true, a, b), page(false, b, c), page(true, a, b), page(false, c),
		}, 3},
		"one more without an id": {[]string{
			page(true, a, b), page(false, b), page(true, a, b), page(false, b, none), page(true, a, b), page(false, b),
		}, 0},
		"the first was left in the middle": {[]string{
			page(true, a), page(true, a, b), page(true, a), page(true, a, b), page(false, c), page(true, a), page(true, a, b), page(false, c),
		}, 3},
		"never the same": {[]string{
			page(true, a), page(false, a, b), page(true, a), page(false, a, c), page(true, a), page(false, a, d),
		}, 0},
		"an id twice on one page": {[]string{page(true, a, a), page(false, b)}, 2},
	} {
		server := scripted(tc.pages...)
		list, err := walkScript(t, server)
		if tc.rows == 0 {
			if e := errorAt[*zohocrm.PagingError](t, err, 2, len(strings.Split(tc.pages[4], "id"))-1); e.Fault != zohocrm.RowsMoved {
				t.Errorf("%s: got %v", name, err)
			}
		} else if err != nil || len(list) != tc.rows {
			t.Errorf("%s: %d attachments, %v; want %d", name, len(list), err, tc.rows)
		}
		if len(server.requests) != len(tc.pages) {
			t.Errorf("%s: %d requests, want %d", name, len(server.requests), len(tc.pages))
		}
	}

	list, err := walkScript(t, scripted(pageOf(`{"id":"1","Size":1}`, `{"id":"2"}`, `{"id":"1","Size":2}`)))
	if err != nil || len(list) != 2 || *list[0].Size != 1 || *list[1].ID != "2" {
		t.Errorf("on one page: %s, %v", show(list), err)
	}
}

// Whoever stops at a restart has nothing more sent.
func TestStoppingAtRestart(t *testing.T) {
	t.Parallel()
	mock := startDeal(t, rows.Attachments(450), zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2), Kind: faults.SwappedRow()}))
	seen := 0
	for _, err := range newClient(t, zohocrm.Config{APIDomain: mock.URL()}).Attachments(t.Context(), dealRequest) {
		if seen++; err != nil {
			break
		}
	}
	if n := len(mock.Requests()); n != 2 || seen != 201 {
		t.Errorf("%d requests, %d yields", n, seen)
	}
}
