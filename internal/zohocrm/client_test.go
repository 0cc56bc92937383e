package zohocrm_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

func TestNewRejects(t *testing.T) {
	t.Parallel()
	if _, err := zohocrm.New(zohocrm.Config{}); err == nil || err.Error() != "zohocrm: no token source" {
		t.Errorf("no token source: %v", err)
	}
	_, err := zohocrm.New(zohocrm.Config{APIDomain: "https://crm.zoho.eu", Tokens: zohocrm.StaticToken("t")})
	if e, ok := errors.AsType[*catalog.DomainError](err); !ok || e.Problem != catalog.DomainWebApp {
		t.Errorf("a domain of the web app: %v", err)
	}
}

func TestRequestHeaders(t *testing.T) {
	t.Parallel()
	mock := startDeal(t, rows.Attachments(201), zohocrmtest.WithGzip())
	client := newClient(t, zohocrm.Config{APIDomain: mock.URL() + "/", UserAgent: "provider/1.2 terraform/1.3"})
	if list, err := collect(t, client, dealRequest); len(list) != 201 || err != nil {
		t.Fatalf("%d attachments, %v", len(list), err)
	}
	want := http.Header{
		"Authorization":   {"Zoho-oauthtoken [redacted]"},
		"Accept":          {"application/json"},
		"Accept-Encoding": {"gzip"},
		"User-Agent":      {"provider/1.2 terraform/1.3"},
	}
	for _, r := range mock.Requests() {
		if r.Method != http.MethodGet || !r.TokenAccepted || !reflect.DeepEqual(r.Header, want) {
			t.Errorf("%s with %v, want %v", r.Method, r.Header, want)
		}
	}
}

// tokens is a source that gives one token, or fails.
type tokens struct {
	token zohocrm.Token
	err   error
}

func (s tokens) Token(context.Context) (zohocrm.Token, error) { return s.token, s.err }
func (tokens) Invalidate(context.Context, string) bool        { return false }

func TestAPIDomainOfARequest(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ configured, named, want string }{
		{"", "", "https://www.zohoapis.com"},
		{"", "https://www.zohoapis.eu", "https://www.zohoapis.eu"},
		{"", "https://www.zohoapis.in/", "https://www.zohoapis.in"},
		{"https://www.zohoapis.jp/", "https://www.zohoapis.eu", "https://www.zohoapis.jp"},
	} {
		s := scripted(pageOf())
		source := tokens{token: zohocrm.Token{Value: "1000.a.b", APIDomain: tc.named}}
		_, err := collect(t, newClient(t, zohocrm.Config{APIDomain: tc.configured, Tokens: source, Transport: s}), dealRequest)
		if err != nil {
			t.Fatal(err)
		}
		r := s.requests[0]
		if got := r.URL.String(); got != tc.want+firstURI || r.Header.Get("Authorization") != "Zoho-oauthtoken 1000.a.b" {
			t.Errorf("%+v: asked %s with %v", tc, got, r.Header)
		}
	}
}

func TestNoToken(t *testing.T) {
	t.Parallel()
	reason := errors.New("the accounts server is away")
	s := scripted(pageOf())
	_, err := collect(t, newClient(t, zohocrm.Config{Tokens: tokens{err: reason}, Transport: s}), dealRequest)
	if errorAt[*zohocrm.WalkError](t, err, 1, 0); !errors.Is(err, reason) || len(s.requests) != 0 {
		t.Errorf("%d requests, %v", len(s.requests), err)
	}
}

// A redirect is rejected, wherever it leads, and the token stays here.
func TestRedirectOfAPageIsNotFollowed(t *testing.T) {
	t.Parallel()
	other := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
	mock := startDeal(t, rows.Attachments(3))
	client := newClient(t, zohocrm.Config{APIDomain: mock.URL()})
	for _, target := range []string{other.URL() + firstURI, firstURI, "https://accounts.zoho.com/signin"} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			mock.ForgetRequests()
			mock.SetFaults(faults.Fault{On: faults.NthCall(1), Kind: faults.Redirect(status, target)})
			_, err := collect(t, client, dealRequest)
			want := api.ResponseError{Defect: api.Redirected, Status: status}
			if got := *errorAt[*api.ResponseError](t, err, 1, 0); got != want || len(mock.Requests()) != 1 {
				t.Errorf("%d to %s: %d requests, %s", status, target, len(mock.Requests()), show(got))
			}
		}
	}
	if n := len(other.Requests()); n != 0 {
		t.Errorf("the other server got %d requests", n)
	}
}

func TestUnexpectedStatus(t *testing.T) {
	t.Parallel()
	for _, status := range []int{201, 202, 206, 299, 300, 304} {
		_, err := walkScript(t, &script{responses: []scriptedResponse{{status, nil, pageOf(`{"id":"1"}`)}}})
		want := api.ResponseError{Defect: api.UnexpectedStatus, Status: status}
		if got := *errorAt[*api.ResponseError](t, err, 1, 0); got != want {
			t.Errorf("%d: %s", status, show(got))
		}
	}
}

// The bound of a success is 4 MiB, that of an error 64 KiB, each to the byte.
func TestBodiesAreBounded(t *testing.T) {
	t.Parallel()
	const bound, errorBound = 4 << 20, 64 << 10
	page, text := pageOf(`{"id":"1"}`), `{"code":"INVALID_DATA","message":"no"}`
	padded := func(status, size int, body string) *script {
		return &script{responses: []scriptedResponse{{status, nil, strings.Repeat(" ", size-len(body)) + body}}}
	}
	if list, err := walkScript(t, padded(http.StatusOK, bound, page)); len(list) != 1 || err != nil {
		t.Errorf("a page at the bound: %d attachments, %v", len(list), err)
	}
	_, err := walkScript(t, padded(http.StatusOK, bound+1, page))
	if e := *errorAt[*api.ResponseError](t, err, 1, 0); e != tooLarge {
		t.Errorf("a page one byte over the bound: %s", show(e))
	}
	_, err = walkScript(t, padded(http.StatusBadRequest, errorBound, text))
	if e := errorAt[*api.Error](t, err, 1, 0); e.Code != "INVALID_DATA" {
		t.Errorf("an error at the bound: %v", e)
	}
	// Of an error whose body is no use, status and header are.
	long := padded(http.StatusServiceUnavailable, errorBound+1, text)
	long.responses[0].header = http.Header{"Retry-After": {"30"}, "Content-Type": {"application/json"}}
	_, err = walkScript(t, long)
	want := api.ResponseError{
		Defect: api.TooLarge, Status: 503, Reason: "more than 65536 bytes", ContentType: "application/json", RetryAfter: "30",
	}
	if e := *errorAt[*api.ResponseError](t, err, 1, 0); e != want {
		t.Errorf("an error one byte over the bound: %s", show(e))
	}
}

var tooLarge = api.ResponseError{Defect: api.TooLarge, Status: http.StatusOK, Reason: "more than 4194304 bytes"}

// wide answers with a body of so many bytes, and counts those that are read of it.
type wide struct{ status, size, read int }

func (w *wide) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: w.status, Body: io.NopCloser(w), Request: r}, nil
}

func (w *wide) Read(p []byte) (int, error) {
	n := min(len(p), w.size-w.read)
	if n == 0 {
		return 0, io.EOF
	}
	w.read += n
	return n, nil
}

func TestNoMoreThanTheBoundIsRead(t *testing.T) {
	t.Parallel()
	for status, bound := range map[int]int{200: 4 << 20, 400: 64 << 10} {
		w := &wide{status: status, size: 4 * bound}
		_, err := collect(t, newClient(t, zohocrm.Config{Transport: w}), dealRequest)
		if errorAt[*api.ResponseError](t, err, 1, 0); w.read != bound+1 {
			t.Errorf("%d: %d bytes were read, want %d", status, w.read, bound+1)
		}
	}
}

// A gigabyte is not read to its end, nor unpacked to it.
func TestHugeBodies(t *testing.T) {
	t.Parallel()
	for _, kind := range []faults.Kind{faults.HugeBody(1 << 30), faults.GzipBomb(1 << 30)} {
		t.Run(kind.String(), func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, rows.Attachments(1), zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: kind}))
			_, err := collect(t, newClient(t, zohocrm.Config{APIDomain: mock.URL()}), dealRequest)
			if got := *errorAt[*api.ResponseError](t, err, 1, 0); got != tooLarge || len(mock.Requests()) != 1 {
				t.Errorf("%d requests, %s", len(mock.Requests()), show(got))
			}
		})
	}
}

// Each call is one line of the log, and no line holds the token.
func TestLog(t *testing.T) {
	t.Parallel()
	mock := startDeal(t, rows.Attachments(450))
	mock.SetFaults(faults.Fault{
		On:   faults.NthPage(3),
		Kind: faults.ZohoError(http.StatusForbidden, "NO_PERMISSION", "{}", "not\x1b[31m with "+zohocrmtest.Token),
	})
	var lines []map[string]any
	client := newClient(t, zohocrm.Config{APIDomain: mock.URL(), Log: func(_ context.Context, message string, fields map[string]any) {
		if message != "Response from Zoho CRM" || strings.Contains(show(fields), zohocrmtest.Token) {
			t.Errorf("logged %q, %s", message, show(fields))
		}
		lines = append(lines, fields)
	}})
	_, err := collect(t, client, dealRequest)
	errorAt[*api.Error](t, err, 3, 400)
	want := []map[string]any{
		{"method": "GET", "path": dealPath, "status": 200, "rows": 200, "rows_so_far": 200},
		{"method": "GET", "path": dealPath, "status": 200, "rows": 200, "rows_so_far": 400},
		{
			"method": "GET", "path": dealPath, "status": 403, "rows": 0, "rows_so_far": 400,
			"error": "zohocrm: HTTP 403: NO_PERMISSION: not [31m with (redacted)",
		},
	}
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d", len(lines), len(want))
	}
	for i, line := range lines {
		if took, ok := line["milliseconds"].(int64); !ok || took < 0 {
			t.Errorf("line %d: milliseconds %v", i+1, line["milliseconds"])
		}
		for key, value := range want[i] {
			if line[key] != value {
				t.Errorf("line %d: %s is %v, want %v", i+1, key, line[key], value)
			}
		}
		if _, failed := line["error"]; failed != (i == 2) {
			t.Errorf("line %d: error %v", i+1, line["error"])
		}
	}
}

// A request without a response is logged too, as status 0.
func TestLogOfNoResponse(t *testing.T) {
	t.Parallel()
	var lines []map[string]any
	client := newClient(t, zohocrm.Config{
		Transport: new(script),
		Log:       func(_ context.Context, _ string, fields map[string]any) { lines = append(lines, fields) },
	})
	_, err := collect(t, client, dealRequest)
	errorAt[*api.ConnectionError](t, err, 1, 0)
	const text = "zohocrm: www.zohoapis.com: request 1 has no response"
	if len(lines) != 1 || lines[0]["status"] != 0 || lines[0]["rows"] != 0 || lines[0]["error"] != text {
		t.Errorf("logged %v", lines)
	}
}
