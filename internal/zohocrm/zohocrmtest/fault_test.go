package zohocrmtest_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// page2 is the walk's second page of a record with three attachments, two a
// page, before any fault is asked for.
func page2(t *testing.T, m *zohocrmtest.Mock) string {
	t.Helper()
	first := decodePage(t, get(t, m, attachmentsURI("Deals", record, "id", "per_page", "2")).Body.String())
	return attachmentsURI("Deals", record, "id", "per_page", "2", "page_token", first.token())
}

// Which calls a fault responds to: of the calls for page 1 and 2 of one record and
// for page 1 of another, in turn and then all over again.
func TestFaultOn(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t,
		zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)),
		zohocrmtest.WithRecord("Leads", "7", rows.Attachments(1)),
	)
	uris := []string{attachmentsURI("Deals", record, "id", "per_page", "2"), page2(t, m), attachmentsURI("Leads", "7", "id")}
	for name, tc := range map[string]struct {
		on   faults.On
		want string // x for a fault, . for none
	}{
		"every call":                     {faults.EveryCall(), "xxx xxx"},
		"the 1st call":                   {faults.NthCall(1), "x.. ..."},
		"the 5th call":                   {faults.NthCall(5), "... .x."},
		"from the 3rd call":              {faults.FromCall(3), "..x xxx"},
		"page 1":                         {faults.NthPage(1), "x.x x.x"},
		"page 2":                         {faults.NthPage(2), ".x. .x."},
		"from page 2":                    {faults.FromPage(2), ".x. .x."},
		"page 1, twice":                  {faults.NthPage(1).Times(2), "x.x ..."},
		"each page once":                 {faults.EachPageOnce(), "xxx ..."},
		"no times":                       {faults.EveryCall().Times(0), "... ..."},
		"one record":                     {faults.EveryCall().Record("Deals", record), "xx. xx."},
		"the 3rd call for one record":    {faults.NthCall(3).Record("Deals", record), "... x.."},
		"the other's 2nd call":           {faults.NthCall(2).Record("Leads", "7"), "... ..x"},
		"calls of one's own choice":      {faults.OnCall(func(c faults.Call) bool { return strings.Contains(c.Path, "Leads") }), "..x ..x"},
		"two times from the second call": {faults.FromCall(2).Times(2), ".xx ..."},
	} {
		t.Run(name, func(t *testing.T) {
			fault := faults.Fault{On: tc.on, Kind: faults.InternalError()}
			for range 2 { // set again, the counts start anew
				m.SetFaults(fault)
				var got strings.Builder
				for i := range 2 * len(uris) {
					if i == len(uris) {
						got.WriteByte(' ')
					}
					if get(t, m, uris[i%len(uris)]).Code == http.StatusInternalServerError {
						got.WriteByte('x')
					} else {
						got.WriteByte('.')
					}
				}
				if got.String() != tc.want {
					t.Errorf("got %s, want %s", &got, tc.want)
				}
			}
		})
	}
}

// Of several faults the first that picks a call responds to it, and every one
// counts every call.
func TestFaultsInOrder(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t,
		zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)),
		zohocrmtest.WithFaults(
			faults.Fault{On: faults.NthCall(1), Kind: faults.TooManyRequests()},
			faults.Fault{On: faults.NthCall(2), Kind: faults.ServiceUnavailable()},
		),
		zohocrmtest.WithFaults(faults.Fault{On: faults.FromCall(2).Times(2), Kind: faults.InternalError()}),
	)
	var got []int
	for range 5 {
		got = append(got, get(t, m, attachmentsURI("Deals", record, "id")).Code)
	}
	// The third fault had its pick of call 2 too, which the second responded to.
	if want := []int{429, 503, 500, 200, 200}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for i, want := range []string{"429", "503", "500", "", ""} {
		if got := m.Requests()[i].Fault; got != want {
			t.Errorf("call %d: fault %q, want %q", i+1, got, want)
		}
	}
}

// What the kinds without regard to the right response say, to the letter.
func TestFaultResponses(t *testing.T) {
	t.Parallel()
	html := func(title string) string {
		return "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head>\n<body><h1>" + title +
			"</h1><script>var page = \"gateway\"</script></body></html>\n"
	}
	const tooMany = `{"code":"TOO_MANY_REQUESTS","details":{},"message":"too many requests. please try again after some time","status":` +
		`"error"}`
	for name, tc := range map[string]struct {
		kind   faults.Kind
		status int
		header map[string]string
		body   string
	}{
		"a plain response": {faults.Response(418, http.Header{"X-Tea": {"hot"}}, "short"), 418, map[string]string{"X-Tea": "hot"}, "short"},
		"an error of Zoho's": {
			faults.ZohoError(403, "NEW_CODE", `{"a":1}`, `say "no"`), 403, nil,
			`{"code":"NEW_CODE","details":{"a":1},"message":"say \"no\"","status":"error"}`,
		},
		"429":          {faults.TooManyRequests(), 429, map[string]string{"Retry-After": ""}, tooMany},
		"429, seconds": {faults.TooManyRequests("7"), 429, map[string]string{"Retry-After": "7"}, tooMany},
		"429, date": {
			faults.TooManyRequests(faults.RetryAfterDate(time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600)))), 429,
			map[string]string{"Retry-After": "Fri, 02 Jan 2026 02:04:05 GMT"},
			tooMany,
		},
		"429, other spelling": {
			faults.RateLimitExceeded("1"), 429,
			map[string]string{"Retry-After": "1"},
			`{"code":"RATE_LIMIT_EXCEEDED","details":{},"message":"API rate limit exceeded. Please retry after some time","status":"error"}`,
		},
		"500": {
			faults.InternalError(), 500, nil, `{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}`,
		},
		"502": {faults.BadGateway(), 502, map[string]string{"Content-Type": "text/html;charset=UTF-8"}, html("502 Bad Gateway")},
		"503": {
			faults.ServiceUnavailable(), 503,
			map[string]string{"Retry-After": ""},
			`{"code":"SERVICE_UNAVAILABLE","details":{},"message":"Service temporarily unavailable. Please try again later","status":"error"}`,
		},
		"503, seconds": {
			faults.ServiceUnavailable("3"), 503,
			map[string]string{"Retry-After": "3"},
			`{"code":"SERVICE_UNAVAILABLE","details":{},"message":"Service temporarily unavailable. Please try again later","status":"error"}`,
		},
		"504": {
			faults.GatewayTimeout(), 504, map[string]string{"Content-Type": "text/html;charset=UTF-8"}, html("504 Gateway Timeout"),
		},
		"401": {
			faults.InvalidToken(), 401, nil, `{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}`,
		},
		"403": {
			faults.NoPermission(), 403, nil,
			`{"code":"NO_PERMISSION","details":{"permissions":["Crm_Implied_View_Leads"]},"message":"permission denied","status":"error"}`,
		},
		"expired": {
			faults.ExpiredPageToken(), 400, nil,
			`{"code":"EXPIRED_VALUE","details":{"param_name":"page_token"},"message":"The token given is expired","status":"error"}`,
		},
		"mismatch": {
			faults.PageTokenMismatch(), 400, nil,
			`{"code":"TOKEN_BOUND_DATA_MISMATCH","details":{"param_name":"page_token"},"message":"The page_token given seems to be invalid or ` +
				`input param is added or altered or deleted","status":"error"}`,
		},
		"an error in 200": {
			faults.ErrorInside200(), 200, nil, `{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}`,
		},
		"html":          {faults.HTMLPage(), 200, map[string]string{"Content-Type": "text/html;charset=UTF-8"}, html("200 OK")},
		"an empty body": {faults.EmptyBody(), 200, map[string]string{"Content-Length": "0"}, ""},
		"204":           {faults.NoContent(), 204, map[string]string{"Content-Length": "", "Content-Type": ""}, ""},
		"a literal page": {
			faults.PageBody(`{"data":[]}`), 200,
			map[string]string{"Content-Type": "application/json;charset=UTF-8", "Content-Length": "11"},
			`{"data":[]}`,
		},
		"redirect": {faults.Redirect(302, "http://127.0.0.1:1/x"), 302, map[string]string{"Location": "http://127.0.0.1:1/x"}, ""},
		"one's own": {faults.Func("own", func(w http.ResponseWriter, r *http.Request, right http.Handler) {
			w.Header().Set("X-Own", "yes")
			right.ServeHTTP(w, r)
		}), 200, map[string]string{"X-Own": "yes"}, `{"data":[{"id":"4876876000001000001"}],"info":{"per_page":200,"next_page_token":null,` +
			`"count":1,"page":1,"previous_page_token":null,"page_token_expiry":null,"more_records":false}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t,
				zohocrmtest.WithRecord("Deals", record, rows.Attachments(1)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: tc.kind}),
			)
			got := do(t, m.URL(), attachmentsURI("Deals", record, "id"))
			if got.status != tc.status || got.body != tc.body || got.err != nil {
				t.Errorf("got  %d %s (%v)\nwant %d %s", got.status, got.body, got.err, tc.status, tc.body)
			}
			for key, want := range tc.header {
				if got := got.header.Get(key); got != want {
					t.Errorf("%s %q, want %q", key, got, want)
				}
			}
			if r := m.Requests()[0]; r.Status != tc.status || r.Fault != tc.kind.String() {
				t.Errorf("logged as %+v", r)
			}
		})
	}
}

// A fault responds before any check: a gateway knows no tokens.
func TestFaultComesFirst(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.BadGateway()}))
	if got := do(t, m.URL(), "/", authorization("")); got.status != http.StatusBadGateway {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestFaultOnReplay(t *testing.T) {
	t.Parallel()
	p := zohocrmtest.StartReplay(t, zohocrmtest.WithFaults(
		faults.Fault{On: faults.NthPage(2).Times(1), Kind: faults.SameRows()},
		faults.Fault{On: faults.NthPage(3).Times(1), Kind: faults.ServiceUnavailable()},
	), zohocrmtest.WithScenarios("three-pages"))
	uris := p.Scenarios()[0].URIs
	pages := []pageBody{}
	for _, uri := range uris[:2] {
		pages = append(pages, decodePage(t, do(t, p.URL(), uri).body))
	}
	if !slices.Equal(pages[0].ids(), pages[1].ids()) {
		t.Error("page 2 has rows of its own")
	}
	for i, want := range []int{503, 200} {
		if got := do(t, p.URL(), uris[2]); got.status != want {
			t.Errorf("page 3, call %d: %d, want %d", i+1, got.status, want)
		}
	}
}
