package zohocrm_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// Each way in which pages make up no list ends the walk, at the page where it shows.
func TestPagingFaults(t *testing.T) {
	t.Parallel()
	emptyLast := faults.PageBody(`{"data":[],"info":{"more_records":false}}`)
	for name, tc := range map[string]struct {
		rows  int
		on    faults.On
		kind  faults.Kind
		opts  []zohocrmtest.MockOption
		fault zohocrm.PagingFault
		page  int // the requests that are made, too
	}{
		"a token comes twice":             {450, faults.NthPage(2), faults.RepeatedToken(), nil, zohocrm.PageTokenRepeated, 2},
		"a later token comes twice":       {650, faults.NthPage(3), faults.RepeatedToken(), nil, zohocrm.PageTokenRepeated, 3},
		"tokens in a ring":                {650, faults.NthPage(3), faults.TokenRing(), nil, zohocrm.PageTokenRepeated, 3},
		"tokens stop":                     {650, faults.NthPage(2), faults.TokenStops(), nil, zohocrm.PageTokenMissing, 2},
		"an empty first page":             {450, faults.NthPage(1), faults.EmptyPagePromisingMore(), nil, zohocrm.NoNewRows, 1},
		"an empty later page":             {650, faults.NthPage(3), faults.EmptyPagePromisingMore(), nil, zohocrm.NoNewRows, 3},
		"an empty page, asked by number":  {650, faults.NthPage(2), faults.EmptyPagePromisingMore(), byNumber, zohocrm.NoNewRows, 2},
		"204 after a promise":             {450, faults.NthPage(2), faults.NoContent(), nil, zohocrm.PageMissing, 2},
		"204 at the last page":            {450, faults.NthPage(3), faults.NoContent(), nil, zohocrm.PageMissing, 3},
		"an empty list after a promise":   {450, faults.NthPage(2), emptyLast, nil, zohocrm.PageMissing, 2},
		"an empty list, asked by number":  {450, faults.NthPage(3), emptyLast, byNumber, zohocrm.PageMissing, 3},
		"rows without ids, more promised": {450, faults.NthPage(1), withoutIDs, nil, zohocrm.NoNewRows, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, rows.Attachments(tc.rows), tc.opts...)
			mock.SetFaults(faults.Fault{On: tc.on, Kind: tc.kind})
			list, err := collect(t, newClient(t, zohocrm.Config{APIDomain: mock.URL()}), dealRequest)
			rows := 200 * (tc.page - 1)
			if e := errorAt[*zohocrm.PagingError](t, err, tc.page, rows); e.Fault != tc.fault || len(list) != rows {
				t.Errorf("%d attachments, %v; want %v", len(list), err, tc.fault)
			}
			if n := len(mock.Requests()); n != tc.page {
				t.Errorf("%d requests, want %d", n, tc.page)
			}
		})
	}
}

var (
	byNumber   = []zohocrmtest.MockOption{zohocrmtest.WithoutTokens()}
	withoutIDs = faults.PageBody(`{"data":[{"File_Name":"a"}],"info":{"more_records":true,"next_page_token":"t"}}`)
)

// Without tokens Zoho serves no more than 2,000 rows: the walk ends before it asks for the eleventh page.
func TestTooManyRowsToWalkByNumber(t *testing.T) {
	t.Parallel()
	for _, total := range []int{2_001, 10_001} {
		mock := startDeal(t, rows.Attachments(total), zohocrmtest.WithoutTokenKeys())
		list, err := collect(t, newClient(t, zohocrm.Config{APIDomain: mock.URL()}), dealRequest)
		if e := errorAt[*zohocrm.PagingError](t, err, 11, 2_000); e.Fault != zohocrm.PageTokenRequired || len(list) != 2_000 {
			t.Errorf("%d: %d attachments, %v", total, len(list), err)
		}
		if n := len(mock.Requests()); n != 10 {
			t.Errorf("%d: %d requests, want 10", total, n)
		}
	}
}

// endless always has a next page, with one new row and a new token.
type endless struct{ pages int }

func (e *endless) RoundTrip(r *http.Request) (*http.Response, error) {
	e.pages++
	body := fmt.Sprintf(`{"data":[{"id":"%d"}],"info":{"more_records":true,"next_page_token":"t%d"}}`, e.pages, e.pages)
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func TestWalkIsBounded(t *testing.T) {
	t.Parallel()
	server := new(endless)
	_, err := collect(t, newClient(t, zohocrm.Config{Transport: server}), dealRequest)
	if e := errorAt[*zohocrm.PagingError](t, err, 1_001, 1_000); e.Fault != zohocrm.TooManyPages || server.pages != 1_000 {
		t.Errorf("%d pages, %v", server.pages, err)
	}
}

// Rows without an id are kept, each of them.
func TestRowsWithoutID(t *testing.T) {
	t.Parallel()
	same := `{"File_Name":"a"}`
	list, err := walkScript(t, scripted(
		`{"data":[`+same+`,`+same+`,{"id":"1"}],"info":{"more_records":true}}`,
		pageOf(same, `{"id":null}`, `{"id":5}`),
	))
	if err != nil || len(list) != 6 {
		t.Errorf("%d attachments, %v", len(list), err)
	}
}

// A page token that Zoho rejects in mid-walk is Zoho's error; the walk is not begun again.
func TestPageTokenRejected(t *testing.T) {
	t.Parallel()
	for code, kind := range map[string]faults.Kind{
		"EXPIRED_VALUE": faults.ExpiredPageToken(), "TOKEN_BOUND_DATA_MISMATCH": faults.PageTokenMismatch(),
	} {
		mock := startDeal(t, rows.Attachments(450), zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(3), Kind: kind}))
		_, err := collect(t, newClient(t, zohocrm.Config{APIDomain: mock.URL()}), dealRequest)
		if e := errorAt[*api.Error](t, err, 3, 400); e.Code != code || e.Details.ParamName != "page_token" {
			t.Errorf("got %v, want %s", err, code)
		}
		if n := len(mock.Requests()); n != 3 {
			t.Errorf("%s: %d requests, want 3", code, n)
		}
	}
}

func TestPagingErrorTexts(t *testing.T) {
	t.Parallel()
	for fault, want := range map[zohocrm.PagingFault]string{
		zohocrm.PageTokenRepeated: "a page token was repeated",
		zohocrm.PageTokenMissing:  "more rows are announced, but the page token is missing",
		zohocrm.PageTokenRequired: "more rows are announced than can be read without a page token",
		zohocrm.NoNewRows:         "a page has no new rows, though more are announced",
		zohocrm.PageMissing:       "an announced page has no rows",
		zohocrm.TooManyPages:      "more than 1000 pages",
		zohocrm.RowsMoved:         "rows moved from one page to another while they were read, in each of 3 attempts",
	} {
		cause := &zohocrm.PagingError{Fault: fault}
		walk := &zohocrm.WalkError{Page: 3, Rows: 400, Err: cause}
		if got := walk.Error(); got != "page 3, after 400 rows: zohocrm: "+want || !errors.Is(walk, cause) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
