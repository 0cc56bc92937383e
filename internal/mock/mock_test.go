package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// shown is what a run prints, and waits for it.
type shown struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{}

	ended chan struct{} // closed with the program that writes
}

func newShown() *shown { return &shown{more: make(chan struct{}, 1), ended: make(chan struct{})} }

func (t *shown) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n, err := t.text.Write(p)
	select {
	case t.more <- struct{}{}:
	default:
	}
	return n, err
}

func (t *shown) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String()
}

// waitFor waits until a text was printed.
func (t *shown) waitFor(tb testing.TB, text string) {
	tb.Helper()
	for !strings.Contains(t.String(), text) {
		select {
		case <-t.more:
		case <-t.ended:
			if !strings.Contains(t.String(), text) {
				tb.Fatalf("%q was not printed, but\n%s", text, t)
			}
		}
	}
}

// mock is a run in the test's process.
type mock struct {
	t    *testing.T
	out  *shown
	url  string
	stop func() string // ends the run and returns what it printed of calls and after them
}

// ticks is a clock that goes on 12 ms each time it is read.
func ticks() func() time.Time {
	var mu sync.Mutex
	now := time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(12 * time.Millisecond)
		return now
	}
}

var welcomed = regexp.MustCompile(`played on this machine: (http://\S+?)(\x1b|\s)`)

// start runs the mock on a free port and waits until it is ready.
func start(t *testing.T, styled bool, args ...string) *mock {
	t.Helper()
	ctx, end := context.WithCancel(t.Context())
	m := &mock{t: t, out: newShown()}
	ended := make(chan error, 1)
	go func() {
		p := program{newScreen(m.out, styled, ticks())}
		ended <- p.run(ctx, append([]string{"-address", freePort}, args...))
		close(m.out.ended)
	}()
	m.stop = sync.OnceValue(func() string {
		end()
		if err := <-ended; err != nil {
			t.Errorf("ended: %v", err)
		}
		_, calls, _ := strings.Cut(m.out.String(), "Ctrl-C ends:\n\n")
		return calls
	})
	t.Cleanup(func() { m.stop() })
	m.out.waitFor(t, "Ctrl-C ends:\n\n")
	m.url = welcomed.FindStringSubmatch(m.out.String())[1]
	return m
}

// ask makes a call, and passes over one that gets no response.
func (m *mock) ask(method, uri, authorization string) (status int, body string) {
	m.t.Helper()
	return send(m.request(method, uri, authorization))
}

func (m *mock) request(method, uri, authorization string) *http.Request {
	m.t.Helper()
	request, err := http.NewRequestWithContext(m.t.Context(), method, m.url+uri, nil)
	if err != nil {
		m.t.Fatal(err)
	}
	request.Header.Set("Authorization", authorization)
	return request
}

func send(request *http.Request) (status int, body string) {
	response, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		return 0, ""
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(text)
}

const deal = "/crm/v8/Deals/4876876000000376008/Attachments?fields="

// Every call is shown as it arrives and with its response, and the whole at the end.
func TestCalls(t *testing.T) {
	t.Parallel()
	m := start(t, false, "-attachments", "450", "-fault", "503@2*1", "-fault", "hang-up#6", "-token", "own")
	token := regexp.MustCompile(`"next_page_token":"([^"]+)"`)
	ask := func(uri string) string { _, body := m.ask("GET", uri, "Zoho-oauthtoken own"); return body }
	next := url.QueryEscape(token.FindStringSubmatch(ask(deal + "Created_Time,File_Name,Owner,Size,id&per_page=200"))[1])
	page2 := deal + "Created_Time,File_Name,Owner,Size,id&per_page=200&page_token=" + next
	ask(page2)
	ask(page2)
	ask(deal + "id&page=3")
	m.ask("GET", deal+"id", "Zoho-oauthtoken other")
	ask(deal + "Created_Time,File_Name,Owner,id")
	m.out.waitFor(t, "#6 no response")
	m.ask("DELETE", "/crm/v8/Deals/%1B%5B31m?fields=%zz", "Zoho-oauthtoken own")
	ask(deal + "%1b%c2%9b%e2%80%aeid")
	m.ask("POST", "/oauth/v2/token?client_secret=secret", "")

	const want = `#1 GET /crm/v8/Deals/4876876000000376008/Attachments, fields Created_Time, File_Name, Owner and 2 more
#1 200 OK, 200 attachments, 12 ms
#2 GET /crm/v8/Deals/4876876000000376008/Attachments, page 2 by token, fields Created_Time, File_Name, Owner and 2 more
#2 503 Service Unavailable, fault 503, 12 ms
#3 GET /crm/v8/Deals/4876876000000376008/Attachments, page 2 by token, fields Created_Time, File_Name, Owner and 2 more
#3 200 OK, 200 attachments, 12 ms
#4 GET /crm/v8/Deals/4876876000000376008/Attachments, page 3 by number, fields id
#4 200 OK, 50 attachments, 12 ms
#5 GET /crm/v8/Deals/4876876000000376008/Attachments, fields id
#5 401 Unauthorized, the access token is not accepted, 12 ms
#6 GET /crm/v8/Deals/4876876000000376008/Attachments, fields Created_Time, File_Name, Owner, id
#6 no response, fault hang-up, 12 ms
#7 DELETE /crm/v8/Deals/%1B%5B31m, a query that cannot be read
#7 404 Not Found, 12 ms
#8 GET /crm/v8/Deals/4876876000000376008/Attachments, fields id
#8 200 OK, 200 attachments, 12 ms
#9 POST /oauth/v2/token
#9 400 Bad Request, 12 ms

9 requests, 650 attachments, 2 faults (503: 1, hang-up: 1)
`
	if got := m.stop(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// A call that no recording holds is told of with the reason.
func TestCallsOfRecordings(t *testing.T) {
	t.Parallel()
	m := start(t, false, "-scenario", "all")
	three, _ := cassettes.ScenarioNamed("three-pages")
	empty, _ := cassettes.ScenarioNamed("empty-204")
	for _, uri := range []string{
		three.URIs[0], empty.URIs[0], "/crm/v8/Deals/4876876000000391002/Attachments?fields=id", "/crm/v8/Deals/1/Attachments?fields=id",
	} {
		m.ask("GET", uri, "Zoho-oauthtoken any")
	}
	m.ask("GET", three.URIs[0], "Bearer any")
	const restart = "restart the mock with -attachments 5 in place of recordings, and it serves any"
	const want = `#1 GET /crm/v8/Deals/4876876000000391002/Attachments, fields Created_Time, File_Name, Size, id
#1 200 OK, 200 attachments, 12 ms
#2 GET /crm/v8/Leads/4876876000000410001/Attachments, fields $editable, $file_id, $link_url and 13 more
#2 204 No Content, 0 attachments, 12 ms
#3 GET /crm/v8/Deals/4876876000000391002/Attachments, fields id
#3 421 Misdirected Request, the recording three-pages has this record by other requests, with the fields ` +
		`Created_Time, File_Name, Size, id: ask for these, or ` + restart + `, 12 ms
#4 GET /crm/v8/Deals/1/Attachments, fields id
#4 421 Misdirected Request, no recording is of this record: ` + restart + `, 12 ms
#5 GET /crm/v8/Deals/4876876000000391002/Attachments, fields Created_Time, File_Name, Size, id
#5 401 Unauthorized, the access token is not accepted, 12 ms

5 requests, 200 attachments, 0 faults, 2 requests that no recording holds
`
	if got := m.stop(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// Colours go around words, where they are wanted.
func TestColours(t *testing.T) {
	t.Parallel()
	m := start(t, true, "-attachments", "1", "-fault", "500#2")
	for range 2 {
		m.ask("GET", deal+"id", "Zoho-oauthtoken any")
	}
	const want = "\x1b[2m#1 GET /crm/v8/Deals/4876876000000376008/Attachments, fields id\x1b[0m\n" +
		"#1 \x1b[32m200 OK\x1b[0m, 1 attachment, 12 ms\n" +
		"\x1b[2m#2 GET /crm/v8/Deals/4876876000000376008/Attachments, fields id\x1b[0m\n" +
		"#2 \x1b[31m500 Internal Server Error\x1b[0m, \x1b[1mfault 500\x1b[0m, 12 ms\n" +
		"\n\x1b[1m2 requests, 1 attachment, 1 fault (500: 1)\x1b[0m\n"
	if got := m.stop(); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if isTerminal(m.out) {
		t.Error("a buffer is no terminal")
	}
}

// What a client sends does nothing to the terminal.
func TestAskedIsPrintable(t *testing.T) {
	t.Parallel()
	got := asked(zohocrmtest.Request{Method: "GET", URI: "/crm/\x9b2J\u202e?fields=%1b[2J,%c2%9b2J,a%0ab", Page: 1})
	if want := []string{"GET /crm/\uFFFD2J", "fields [2J, 2J, a b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// requestToken is an access token that the accounts server issues.
func requestToken(t *testing.T, base string, form url.Values) string {
	t.Helper()
	response, err := http.PostForm(base+"/oauth/v2/token", form)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var issued struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(response.Body).Decode(&issued); err != nil || issued.AccessToken == "" {
		t.Fatalf("no access token: %v", err)
	}
	return issued.AccessToken
}
