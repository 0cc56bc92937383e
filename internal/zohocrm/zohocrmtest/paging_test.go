package zohocrmtest_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// Records of every size keep count, order and identity over their pages.
func TestMockWalk(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 199, 200, 201, 400, 2_000, 2_001, 10_001} {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", record, rows.Attachments(n)))
			pages := walk(t, m.URL(), "Deals", record, "id", "200")
			if want := (n + 199) / 200; len(pages) != want {
				t.Errorf("%d pages, want %d", len(pages), want)
			}
			var ids []string
			for _, p := range pages {
				ids = append(ids, p.ids()...)
			}
			want := make([]string, n)
			for i := range want {
				want[i] = rows.AttachmentID(n - 1 - i)
			}
			if !slices.Equal(ids, want) {
				t.Error("not the newest first, each once")
			}
			for i, r := range m.Requests() {
				if r.Page != i+1 || r.Rows != len(pages[i].Data) {
					t.Errorf("call %d is logged as page %d with %d rows", i+1, r.Page, r.Rows)
				}
			}
		})
	}
}

func TestMockInfo(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		opts        []zohocrmtest.MockOption
		first, last string // with the tokens cut out
	}{
		"by token": {
			nil,
			`{"per_page":2,"next_page_token":"TOKEN","count":2,"page":1,"previous_page_token":null,"page_token_expiry":"2099-12-31T23:59:59+05:` +
				`30","more_records":true}`,
			`{"per_page":2,"next_page_token":null,"count":1,"page":1,"previous_page_token":"TOKEN","page_token_expiry":"2099-12-31T23:59:59+05:` +
				`30","more_records":false}`,
		},
		"without tokens": {
			[]zohocrmtest.MockOption{zohocrmtest.WithoutTokens()},
			`{"per_page":2,"next_page_token":null,"count":2,"page":1,"previous_page_token":null,"page_token_expiry":null,"more_records":true}`,
			`{"per_page":2,"next_page_token":null,"count":1,"page":2,"previous_page_token":null,"page_token_expiry":null,"more_records":false}`,
		},
		"without token keys": {
			[]zohocrmtest.MockOption{zohocrmtest.WithoutTokenKeys()},
			`{"per_page":2,"count":2,"page":1,"more_records":true}`,
			`{"per_page":2,"count":1,"page":2,"more_records":false}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, append(tc.opts, zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)))...)
			first := do(t, m.URL(), attachmentsURI("Deals", record, "id", "per_page", "2"))
			p := decodePage(t, first.body)
			parameter, value := "page", "2"
			if p.token() != "" {
				parameter, value = "page_token", p.token()
			}
			last := do(t, m.URL(), attachmentsURI("Deals", record, "id", "per_page", "2", parameter, value))
			for i, body := range []string{first.body, last.body} {
				_, info, _ := strings.Cut(body, `"info":`)
				info = strings.TrimSuffix(info, "}")
				for _, key := range []string{"next_page_token", "previous_page_token"} {
					if token, ok := decodePage(t, body).Info[key].(string); ok {
						info = strings.Replace(info, token, "TOKEN", 1)
					}
				}
				if want := []string{tc.first, tc.last}[i]; info != want {
					t.Errorf("page %d: %s\nwant %s", i+1, info, want)
				}
			}
		})
	}
}

func TestMockExpireTokens(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)))
	first := func() string {
		return decodePage(t, do(t, m.URL(), attachmentsURI("Deals", record, "id", "per_page", "2")).body).token()
	}
	next := func(token string) reply {
		return do(t, m.URL(), attachmentsURI("Deals", record, "id", "per_page", "2", "page_token", token))
	}
	old := first()
	m.ExpireTokens()
	if got, want := next(old), `{"code":"EXPIRED_VALUE","details":{"param_name":"page_token"},"message":"The token given is expired",`+
		`"status":"error"}`; got.status != 400 || got.body != want {
		t.Errorf("the old token: %d %s", got.status, got.body)
	}
	if got := next(first()); got.status != http.StatusOK {
		t.Errorf("a new token: %d %s", got.status, got.body)
	}
	if got := next(old); got.status != 400 {
		t.Errorf("the old token, once there is a new one: %d %s", got.status, got.body)
	}
}

// By number 2,000 rows can be had, by token 100,000.
func TestMockRowLimits(t *testing.T) {
	t.Parallel()
	rows := rows.Verbatim(slices.Repeat([]string{`{"id":"1"}`}, 100_001)...)
	limited := func(opts ...zohocrmtest.MockOption) *zohocrmtest.Mock {
		return zohocrmtest.StartMock(t, append(opts, zohocrmtest.WithRecord("Deals", record, rows))...)
	}
	page := func(m *zohocrmtest.Mock, extra ...string) reply {
		got := get(t, m, attachmentsURI("Deals", record, "id", extra...))
		return reply{status: got.Code, body: got.Body.String()}
	}
	// last walks by token and returns the response that ends the walk, which is
	// the calls-th.
	last := func(m *zohocrmtest.Mock) (got reply, calls int) {
		got, calls = page(m), 1
		for got.status == http.StatusOK {
			_, info, _ := strings.Cut(got.body, `"info":`) // the rows are not looked at
			p := decodePage(t, `{"info":`+info)
			if !p.more() {
				break
			}
			got = page(m, "page_token", p.token())
			calls++
		}
		return got, calls
	}
	m := limited()
	if got := page(m, "page", "10"); got.status != http.StatusOK {
		t.Errorf("row 2,000 by number: %d %s", got.status, got.body)
	}
	if got := page(m, "page", "21", "per_page", "100"); errorCode(t, got.body) != "DISCRETE_PAGINATION_LIMIT_EXCEEDED" {
		t.Errorf("row 2,001 by number: %d %s", got.status, got.body)
	}
	want := `{"code":"PAGINATION_LIMIT_EXCEEDED","details":{"param_name":"page_token"},"message":"You can only get upto 100000 records ` +
		`using page_token param","status":"error"}`
	if got, calls := last(m); got.body != want || calls != 501 {
		t.Errorf("call %d by token: %s", calls, got.body)
	}
	m = limited(zohocrmtest.WithRowLimits(0, 0))
	if got := page(m, "page", "11"); got.status != http.StatusOK {
		t.Errorf("row 2,001 by number without a limit: %d", got.status)
	}
	if got, calls := last(m); got.status != http.StatusOK || calls != 501 {
		t.Errorf("call %d by token without a limit: %d %s", calls, got.status, got.body)
	}
}

func TestMockEmpty(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		opts   []zohocrmtest.MockOption
		extra  []string
		rows   int
		status int
		body   string
	}{
		"no attachments":      {nil, nil, 0, 204, ""},
		"a page past the end": {nil, []string{"page", "3"}, 400, 204, ""},
		"an empty list": {
			[]zohocrmtest.MockOption{zohocrmtest.WithEmptyList()},
			nil, 0, 200,
			`{"data":[],"info":{"per_page":200,"next_page_token":null,"count":0,"page":1,"previous_page_token":null,"page_token_expiry":null,` +
				`"more_records":false}}`,
		},
		"an empty list, keys of old": {
			[]zohocrmtest.MockOption{zohocrmtest.WithEmptyList(), zohocrmtest.WithoutTokenKeys()},
			nil, 0, 200,
			`{"data":[],"info":{"per_page":200,"count":0,"page":1,"more_records":false}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, append(tc.opts, zohocrmtest.WithRecord("Deals", record, rows.Attachments(tc.rows)))...)
			got := do(t, m.URL(), attachmentsURI("Deals", record, "id", tc.extra...))
			if got.status != tc.status || got.body != tc.body {
				t.Errorf("got %d %q\nwant %d %q", got.status, got.body, tc.status, tc.body)
			}
			// What the handler says: on its way to the client net/http corrects it.
			said := get(t, m, attachmentsURI("Deals", record, "id", tc.extra...)).Header()
			if tc.status == 204 && len(said) > 0 {
				t.Errorf("204 with the header %v", said)
			}
		})
	}
}

func TestMockGzip(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t, zohocrmtest.WithGzip(), zohocrmtest.WithRecord("Deals", record, rows.Attachments(200)))
	uri := attachmentsURI("Deals", record, "id,File_Name")
	accepting := func(encoding string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Accept-Encoding", encoding) }
	}
	plain, compressed := do(t, m.URL(), uri, accepting("identity")), do(t, m.URL(), uri, accepting("gzip"))
	if got := compressed.header.Get("Content-Encoding"); got != "gzip" {
		t.Fatalf("Content-Encoding %q", got)
	}
	if plain.header.Get("Content-Encoding") != "" || len(compressed.body) >= len(plain.body) {
		t.Errorf("%d bytes compressed, %d plain", len(compressed.body), len(plain.body))
	}
	z, err := gzip.NewReader(strings.NewReader(compressed.body))
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(z); err != nil || string(body) != plain.body {
		t.Errorf("the compressed page is another one: %v", err)
	}
}
