package zohocrm_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// served notes what a server answers, read by no code of the client's.
type served struct {
	next   http.RoundTripper
	rows   []string // id and name
	tokens []string
}

func (s *served) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := s.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	_ = response.Body.Close()
	response.Body = io.NopCloser(bytes.NewReader(body))
	var page struct {
		Data []map[string]string
		Info struct {
			Token string `json:"next_page_token"`
		}
	}
	if len(body) > 0 && err == nil {
		err = json.Unmarshal(body, &page)
	}
	for _, row := range page.Data {
		s.rows = append(s.rows, row["id"]+" "+row["File_Name"])
	}
	s.tokens = append(s.tokens, page.Info.Token)
	return response, err
}

// watched is a client of a mock's, and what it is served.
func watched(t *testing.T, mock *zohocrmtest.Mock) (*zohocrm.Client, *served) {
	t.Helper()
	transport := transport.New()
	t.Cleanup(transport.CloseIdleConnections)
	s := &served{next: transport}
	return newClient(t, zohocrm.Config{APIDomain: mock.URL(), Transport: s}), s
}

func names(list []api.Attachment) []string {
	names := make([]string, len(list))
	for i, attachment := range list {
		names[i] = *attachment.ID + " " + *attachment.FileName
	}
	return names
}

// Count, order and identity of the rows are those of the responses, and every request has the documented form.
func TestWalkByToken(t *testing.T) {
	t.Parallel()
	newest := rows.Seed(1) // the order of the mock
	for _, tc := range []struct {
		rows, calls int
		order       rows.Option
	}{
		{0, 1, newest},
		{1, 1, newest},
		{199, 1, newest},
		{200, 1, newest},
		{201, 2, newest},
		{400, 2, newest},
		{2_000, 10, newest},
		{2_001, 11, newest},
		{10_001, 51, newest},
		{450, 3, rows.OldestFirst()},
		{450, 3, rows.Shuffled(7)},
		{2_001, 11, rows.Shuffled(8)},
	} {
		t.Run(strconv.Itoa(tc.rows), func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, rows.Attachments(tc.rows, tc.order), zohocrmtest.WithEscapedPageTokens())
			client, served := watched(t, mock)
			list, err := collect(t, client, dealRequest)
			if err != nil {
				t.Fatal(err)
			}
			if got := names(list); len(got) != tc.rows || !slices.Equal(got, served.rows) {
				t.Errorf("%d attachments that are not the %d served, in their order", len(got), len(served.rows))
			}
			want := []string{firstURI}
			for _, token := range served.tokens[:len(served.tokens)-1] {
				if !strings.Contains(token, "+") || !strings.Contains(token, "&") || !strings.Contains(token, "%") {
					t.Errorf("the token %q does not hold every character that a query must escape", token)
				}
				want = append(want, dealPath+"?fields=File_Name%2Cid&page_token="+url.QueryEscape(token)+"&per_page=200")
			}
			if got := mock.URIs(); len(got) != tc.calls || !slices.Equal(got, want) {
				t.Errorf("%d calls %q\nwant %d: %q", len(got), got, tc.calls, want)
			}
		})
	}
}

// Where no response gives a token, pages are asked for by number.
func TestWalkByNumber(t *testing.T) {
	t.Parallel()
	for name, option := range map[string]zohocrmtest.MockOption{
		"null tokens": zohocrmtest.WithoutTokens(), "no token keys": zohocrmtest.WithoutTokenKeys(),
	} {
		for _, tc := range []struct{ rows, calls int }{{0, 1}, {200, 1}, {201, 2}, {400, 2}, {1_999, 10}, {2_000, 10}} {
			t.Run(fmt.Sprintf("%s/%d", name, tc.rows), func(t *testing.T) {
				t.Parallel()
				mock := startDeal(t, rows.Attachments(tc.rows), option)
				client, served := watched(t, mock)
				list, err := collect(t, client, dealRequest)
				if got := names(list); err != nil || len(got) != tc.rows || !slices.Equal(got, served.rows) {
					t.Errorf("%d attachments of %d, %v", len(got), tc.rows, err)
				}
				want := []string{firstURI}
				for page := 2; page <= tc.calls; page++ {
					want = append(want, fmt.Sprintf("%s?fields=File_Name%%2Cid&page=%d&per_page=200", dealPath, page))
				}
				if got := mock.URIs(); !slices.Equal(got, want) {
					t.Errorf("asked %q\nwant %q", got, want)
				}
			})
		}
	}
}

// A token that a response gives is used, also after pages that were asked for by number.
func TestTokensThatBeginLate(t *testing.T) {
	t.Parallel()
	s := scripted(
		`{"data":[{"id":"1"}],"info":{"more_records":true}}`,
		`{"data":[{"id":"2"}],"info":{"more_records":true,"next_page_token":"a&b"}}`,
		pageOf(`{"id":"3"}`),
	)
	if list, err := walkScript(t, s); len(list) != 3 || err != nil {
		t.Fatalf("%d attachments, %v", len(list), err)
	}
	for i, want := range []string{"", "&page=2", "&page_token=a%26b"} {
		if got := s.requests[i].URL.RequestURI(); got != dealPath+"?fields=File_Name%2Cid"+want+"&per_page=200" {
			t.Errorf("request %d: %s", i+1, got)
		}
	}
}
