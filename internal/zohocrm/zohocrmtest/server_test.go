package zohocrmtest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// The log holds every request to the letter, and no credential.
func TestServerRequests(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)))
	set := func(r *http.Request) {
		r.Header.Set("User-Agent", "test/1")
		r.Header.Set("Accept-Encoding", "gzip")
		r.Header.Set("Cookie", "id=secret")
		r.Header.Set("Proxy-Authorization", "Basic secret")
	}
	uri := "/crm/v8/Deals/" + record + "/Attachments?per_page=2&fields=id,%24file_id"
	do(t, m.URL(), uri, set)
	do(t, m.URL(), "/crm//v8?x=a+b%20c", set, authorization("Bearer secret"))
	do(t, m.URL(), uri, set, authorization("secret"))
	do(t, m.URL(), uri, set, authorization(""))

	header := func(authorization ...string) http.Header {
		h := http.Header{
			"User-Agent": {"test/1"}, "Accept-Encoding": {"gzip"}, "Connection": {"close"},
			"Cookie": {"[redacted]"}, "Proxy-Authorization": {"[redacted]"},
		}
		if authorization != nil {
			h["Authorization"] = authorization
		}
		return h
	}
	want := []zohocrmtest.Request{
		{N: 1, Method: "GET", URI: uri, Header: header("Zoho-oauthtoken [redacted]"), TokenAccepted: true, Status: 200, Rows: 2, Page: 1},
		{N: 2, Method: "GET", URI: "/crm//v8?x=a+b%20c", Header: header("Bearer [redacted]"), Status: 401, Page: 1},
		{N: 3, Method: "GET", URI: uri, Header: header("[redacted]"), Status: 401, Page: 1},
		{N: 4, Method: "GET", URI: uri, Header: header(), Status: 401, Page: 1},
	}
	got := m.Requests()
	for i := range want {
		if i < len(got) && !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("request %d:\ngot  %+v\nwant %+v", i+1, got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d requests, want %d", len(got), len(want))
	}
	if text := fmt.Sprintf("%+v", got); strings.Contains(text, "secret") || strings.Contains(text, zohocrmtest.Token) {
		t.Errorf("a credential in %s", text)
	}
	if uris := m.URIs(); !slices.Equal(uris, []string{uri, "/crm//v8?x=a+b%20c", uri, uri}) {
		t.Errorf("URIs %q", uris)
	}
	got[0].Header.Set("User-Agent", "changed")
	if again := m.Requests()[0]; !reflect.DeepEqual(again, want[0]) {
		t.Errorf("a change is seen by others: %+v", again)
	}
	m.ForgetRequests()
	if got := m.Requests(); len(got) != 0 {
		t.Errorf("%d requests after forgetting them", len(got))
	}
}

// The hooks are called in time: on arrival before, on the response before its
// first byte is with the client.
func TestServerHooks(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var calls []string
	note := func(hook string) func(zohocrmtest.Request) {
		return func(r zohocrmtest.Request) {
			mu.Lock()
			defer mu.Unlock()
			calls = append(calls, fmt.Sprintf("%s %d: %d, %d rows, fault %q", hook, r.N, r.Status, r.Rows, r.Fault))
		}
	}
	m := zohocrmtest.StartMock(t,
		zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)),
		zohocrmtest.WithOnArrival(note("arrival")),
		zohocrmtest.WithOnRequest(note("request")),
		zohocrmtest.WithFaults(faults.Fault{On: faults.NthCall(2), Kind: faults.HangUp()}),
	)
	uri := attachmentsURI("Deals", record, "id")
	do(t, m.URL(), uri)
	if _, err := send(t, m.URL(), uri); err == nil {
		t.Error("a response from a connection that was hung up")
	}
	do(t, m.URL(), "/elsewhere")
	m.Close() // the report of a request without a response comes after its client has left
	slices.SortStableFunc(calls, func(a, b string) int { return strings.Compare(a[:9], b[:9]) })
	want := []string{
		`arrival 1: 0, 0 rows, fault ""`, `arrival 2: 0, 0 rows, fault ""`, `arrival 3: 0, 0 rows, fault ""`,
		`request 1: 200, 3 rows, fault ""`, `request 2: 0, 0 rows, fault "hang-up"`, `request 3: 404, 0 rows, fault ""`,
	}
	if !slices.Equal(calls, want) {
		t.Errorf("calls\n%s\nwant\n%s", strings.Join(calls, "\n"), strings.Join(want, "\n"))
	}
}

// Over the limit is 429; what is let in is let out again.
func TestServerConcurrencyLimit(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan struct{}), make(chan struct{})
	m := zohocrmtest.StartMock(t,
		zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)),
		zohocrmtest.WithConcurrencyLimit(2),
		zohocrmtest.WithFaults(faults.Fault{On: faults.OnCall(func(c faults.Call) bool {
			return strings.HasSuffix(c.Path, "/hold")
		}), Kind: faults.Func("hold", func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			arrived <- struct{}{}
			<-release
			w.WriteHeader(http.StatusNoContent)
		})}),
	)
	uri := attachmentsURI("Deals", record, "id")
	var held sync.WaitGroup
	for range 2 {
		held.Go(func() {
			if got := do(t, m.URL(), "/hold"); got.status != http.StatusNoContent {
				t.Errorf("held: %d", got.status)
			}
		})
		<-arrived
	}
	if got := do(t, m.URL(), uri); got.status != 429 || errorCode(t, got.body) != "TOO_MANY_REQUESTS" {
		t.Errorf("the third at once: %d %s", got.status, got.body)
	}
	close(release)
	held.Wait()
	if got := do(t, m.URL(), uri); got.status != http.StatusOK {
		t.Errorf("after the others: %d", got.status)
	}
	if got := m.MaxInFlight(); got != 3 {
		t.Errorf("%d in flight at most, want 3", got)
	}
}

// A request that has its response does not count beside the next one, even where
// its handler has not returned yet.
func TestServerCountsOneAfterAnotherAsOne(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	m := zohocrmtest.StartMock(t,
		zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)),
		zohocrmtest.WithConcurrencyLimit(1),
		zohocrmtest.WithFaults(faults.Fault{On: faults.NthCall(1), Kind: faults.Func("linger",
			func(w http.ResponseWriter, r *http.Request, right http.Handler) {
				right.ServeHTTP(w, r)
				if err := http.NewResponseController(w).Flush(); err != nil {
					t.Error(err)
				}
				<-release
			})}),
	)
	for i := range 2 {
		if got := do(t, m.URL(), attachmentsURI("Deals", record, "id")); got.status != http.StatusOK {
			t.Errorf("call %d: %d %s", i+1, got.status, got.body)
		}
	}
	close(release)
	if got := m.MaxInFlight(); got != 1 {
		t.Errorf("%d in flight at most, want 1", got)
	}
}

func TestServerAddress(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t)
	address, ok := strings.CutPrefix(m.URL(), "http://127.0.0.1:")
	if !ok || address == "0" {
		t.Errorf("URL %s", m.URL())
	}
	taken := strings.TrimPrefix(m.URL(), "http://")
	if _, err := zohocrmtest.NewMock(zohocrmtest.WithAddress(taken)); err == nil || !strings.Contains(err.Error(), taken) {
		t.Errorf("a second server on %s: error %v", taken, err)
	}
	if _, err := zohocrmtest.NewReplay(zohocrmtest.WithAddress(taken)); err == nil {
		t.Errorf("a replay on %s: no error", taken)
	}
}

// The handler serves without a socket, and is logged like any.
func TestServerHandler(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)))
	uri := attachmentsURI("Deals", record, "id")
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://www.zohoapis.com"+uri, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken "+zohocrmtest.Token)
	response := httptest.NewRecorder()
	m.Handler().ServeHTTP(response, request)
	if response.Code != http.StatusOK || len(decodePage(t, response.Body.String()).Data) != 3 {
		t.Errorf("%d %s", response.Code, response.Body)
	}
	if uris := m.URIs(); !slices.Equal(uris, []string{uri}) {
		t.Errorf("URIs %q", uris)
	}
}
