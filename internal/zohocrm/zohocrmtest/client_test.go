package zohocrmtest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// reply is a response as a plain client sees it.
type reply struct {
	status int
	header http.Header
	body   string
	err    error // from reading the body
}

// do asks a server with the mock's own token; set changes the request.
func do(t *testing.T, base, uri string, set ...func(*http.Request)) reply {
	t.Helper()
	got, err := send(t, base, uri, set...)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// send is do for requests that may fail before there is a response.
func send(t *testing.T, base, uri string, set ...func(*http.Request)) (reply, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+uri, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken "+zohocrmtest.Token)
	for _, f := range set {
		f(request)
	}
	client := http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return reply{response.StatusCode, response.Header, string(body), err}, nil
}

// posting makes a request one for what a COQL query finds.
func posting(query string) func(*http.Request) {
	return func(r *http.Request) {
		body, err := json.Marshal(map[string]string{"select_query": query})
		if err != nil {
			panic(err) // a map of texts
		}
		r.Method = http.MethodPost
		r.Body = io.NopCloser(bytes.NewReader(body))
		r.ContentLength = int64(len(body))
	}
}

func authorization(value string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Del("Authorization")
		if value != "" {
			r.Header.Set("Authorization", value)
		}
	}
}

// attachmentsURI is a request for attachments; extra are further parameters, as name
// and value by turns.
func attachmentsURI(module, record, fields string, extra ...string) string {
	query := url.Values{"fields": {fields}}
	for i := 0; i < len(extra); i += 2 {
		query.Set(extra[i], extra[i+1])
	}
	return "/crm/v8/" + module + "/" + record + "/Attachments?" + query.Encode()
}

// pageBody is a page as the tests look at it.
type pageBody struct {
	Data []map[string]json.RawMessage `json:"data"`
	Info map[string]any               `json:"info"`
}

func decodePage(t *testing.T, body string) pageBody {
	t.Helper()
	var p pageBody
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Fatalf("decode %q: %v", body, err)
	}
	return p
}

func (p pageBody) token() string {
	token, _ := p.Info["next_page_token"].(string)
	return token
}

func (p pageBody) more() bool {
	more, _ := p.Info["more_records"].(bool)
	return more
}

func (p pageBody) ids() []string {
	ids := make([]string, len(p.Data))
	for i, row := range p.Data {
		ids[i] = strings.Trim(string(row["id"]), `"`)
	}
	return ids
}

// walk follows the tokens, or the page numbers, from the first page to the
// last and returns every page.
func walk(t *testing.T, base, module, record, fields, perPage string) []pageBody {
	t.Helper()
	parameters := []string{"per_page", perPage}
	var pages []pageBody
	for {
		got := do(t, base, attachmentsURI(module, record, fields, parameters...))
		if got.status != http.StatusOK {
			t.Fatalf("page %d: %d %s", len(pages)+1, got.status, got.body)
		}
		p := decodePage(t, got.body)
		pages = append(pages, p)
		switch {
		case !p.more():
			return pages
		case p.token() != "":
			parameters = []string{"per_page", perPage, "page_token", p.token()}
		default:
			parameters = []string{"per_page", perPage, "page", strconv.Itoa(len(pages) + 1)}
		}
	}
}

// errorCode is the code of an error's body.
func errorCode(t *testing.T, body string) string {
	t.Helper()
	var e struct{ Code, Status string }
	if err := json.Unmarshal([]byte(body), &e); err != nil {
		t.Fatalf("decode %q: %v", body, err)
	}
	if e.Status != "error" {
		t.Errorf("status %q in %s, want error", e.Status, body)
	}
	return e.Code
}

// get serves a request within the process.
func get(tb testing.TB, m *zohocrmtest.Mock, uri string) *httptest.ResponseRecorder {
	tb.Helper()
	request := httptest.NewRequestWithContext(tb.Context(), http.MethodGet, uri, nil)
	request.Header.Set("Authorization", "Zoho-oauthtoken "+zohocrmtest.Token)
	response := httptest.NewRecorder()
	m.Handler().ServeHTTP(response, request)
	return response
}
