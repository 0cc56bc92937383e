package zohocrmtest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// query asks a server for what a COQL query finds.
func query(t *testing.T, url, text string, set ...func(*http.Request)) reply {
	t.Helper()
	return do(t, url, "/crm/v8/coql", append([]func(*http.Request){posting(text)}, set...)...)
}

// found are the ids of a response in a row, and what it says of more.
func found(t *testing.T, a reply) string {
	t.Helper()
	if a.status != 200 {
		return strings.TrimSpace(http.StatusText(a.status) + " " + a.body)
	}
	var page struct {
		Data []struct{ ID any }
		Info *struct {
			More *bool `json:"more_records"`
		}
	}
	decoder := json.NewDecoder(strings.NewReader(a.body))
	decoder.UseNumber()
	if err := decoder.Decode(&page); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	var words []string
	for _, row := range page.Data {
		switch id := row.ID.(type) {
		case json.Number:
			words = append(words, "number "+id.String())
		case string:
			words = append(words, id)
		default:
			words = append(words, "none")
		}
	}
	switch {
	case page.Info == nil:
		words = append(words, "no info")
	case page.Info.More == nil:
		words = append(words, "nothing said")
	case *page.Info.More:
		words = append(words, "more")
	}
	return strings.Join(words, " ")
}

func ownRecords(t *testing.T, objects ...string) coql.Records {
	t.Helper()
	r, err := coql.Of(objects...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const fourDeals = "select id, Stage from Deals where (Stage = 'Closed Won') "

func fourDealsMock(t *testing.T, opts ...zohocrmtest.MockOption) *zohocrmtest.Mock {
	t.Helper()
	return zohocrmtest.StartMock(t, append([]zohocrmtest.MockOption{zohocrmtest.WithRecords("Deals", ownRecords(t,
		`{"id":"1","Stage":"Closed Won"}`, `{"id":"2","Stage":"Closed Won"}`, `{"id":"3","Stage":"Closed Won"}`,
		`{"id":"4","Stage":"Closed Won"}`, `{"id":"5","Stage":"Lost"}`))}, opts...)...)
}

// Tokens, scopes and methods are checked as for attachments, and the query last.
func TestMockChecksQueries(t *testing.T) {
	t.Parallel()
	m := fourDealsMock(t,
		zohocrmtest.WithTokens(zohocrmtest.Token, "without-coql", "without-coql-403"),
		zohocrmtest.WithScopelessToken("without-scope", http.StatusUnauthorized),
		zohocrmtest.WithoutCOQLScope("without-coql", http.StatusUnauthorized),
		zohocrmtest.WithoutCOQLScope("without-coql-403", http.StatusForbidden),
	)
	const mismatch = `{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}`
	for name, tc := range map[string]struct {
		query  string
		set    func(*http.Request)
		status int
		body   string
	}{
		"no Authorization": {
			fourDeals, authorization(""), 401,
			`{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}`,
		},
		"another token": {
			fourDeals, authorization("Zoho-oauthtoken 1000.other"), 401,
			`{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}`,
		},
		"no scope at all":           {fourDeals, authorization("Zoho-oauthtoken without-scope"), 401, mismatch},
		"no scope for COQL":         {"select", authorization("Zoho-oauthtoken without-coql"), 401, mismatch},
		"no scope for COQL, by 403": {fourDeals, authorization("Zoho-oauthtoken without-coql-403"), 403, mismatch},
		"GET": {
			fourDeals, func(r *http.Request) { r.Method = http.MethodGet }, 400,
			`{"code":"INVALID_REQUEST_METHOD","details":{},"message":"The http request method type is not a valid one","status":"error"}`,
		},
		"an unknown module": {
			"select id from Dealz where id > 0", nil, 400,
			`{"code":"INVALID_MODULE","details":{},"message":"the given module is not supported in api","status":"error"}`,
		},
		"a module without records": {"select id from Contacts where id > 0", nil, 204, ""},
		"all is well": {
			fourDeals + "limit 1", nil, 200, `{"data":[{"id":"1","Stage":"Closed Won"}],"info":{"count":1,"more_records":true}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set := tc.set
			if set == nil {
				set = func(*http.Request) {}
			}
			if got := query(t, m.URL(), tc.query, set); got.status != tc.status || got.body != tc.body {
				t.Errorf("%d %s\nwant %d %s", got.status, got.body, tc.status, tc.body)
			}
		})
	}
	uri := attachmentsURI("Deals", "1", "id")
	if got := do(t, m.URL(), uri, authorization("Zoho-oauthtoken without-coql")); got.status != 204 {
		t.Errorf("attachments without the scope for COQL: %d %s", got.status, got.body)
	}
}

// The log keeps what was asked and how many rows came; no token is in it.
func TestQueriesAreLogged(t *testing.T) {
	t.Parallel()
	m := fourDealsMock(t)
	query(t, m.URL(), fourDeals+"order by id asc limit 3")
	query(t, m.URL(), fourDeals+"and id > 3 order by id asc limit 3")
	got := m.Requests()
	if got[0].Body != `{"select_query":"`+fourDeals+`order by id asc limit 3"}` || got[0].Rows != 3 || got[0].Page != 1 ||
		got[0].Method != http.MethodPost || got[0].URI != "/crm/v8/coql" || got[1].Rows != 1 || got[1].Page != 2 {
		t.Errorf("%+v", got)
	}
}

// What COQL finds has attachments, and what has attachments is found.
func TestRecordsAndAttachmentsGoTogether(t *testing.T) {
	t.Parallel()
	m := fourDealsMock(t, zohocrmtest.WithRecord("Deals", "2", rows.Attachments(1)), zohocrmtest.WithRecord("Deals", "9", rows.Attachments(2)),
		zohocrmtest.WithRecord("Own_Module", "7", rows.Attachments(0)))
	for recordID, want := range map[string]int{"1": 204, "2": 200, "9": 200, "8": 400} {
		if got := do(t, m.URL(), attachmentsURI("Deals", recordID, "id")); got.status != want {
			t.Errorf("%s: %d %s, want %d", recordID, got.status, got.body, want)
		}
	}
	everything := func(module string) string {
		return found(t, query(t, m.URL(), "select id from "+module+" where id is not null"))
	}
	if got := everything("Deals"); got != "1 2 3 4 5 9" {
		t.Errorf("found %s", got)
	}
	if got := everything("Own_Module"); got != "7" {
		t.Errorf("found %s", got)
	}
	m.SetRecord("Deals", "10", rows.Attachments(0))
	m.RemoveRecord("Deals", "3")
	if got := everything("Deals"); got != "1 2 4 5 9 10" {
		t.Errorf("found %s", got)
	}
	if got := do(t, m.URL(), attachmentsURI("Deals", "3", "id")); got.status != 400 {
		t.Errorf("a record that was removed: %d", got.status)
	}
	m.SetRecords("Deals", ownRecords(t, `{"id":"11","Stage":"x"}`))
	if got := everything("Deals"); got != "2 9 10 11" {
		t.Errorf("found %s", got)
	}
}

// Records that come and go between two pages: a walk by OFFSET loses one that stayed, a walk by key does not.
func TestRecordsMove(t *testing.T) {
	t.Parallel()
	m := fourDealsMock(t)
	if got := found(t, query(t, m.URL(), fourDeals+"order by id asc limit 2")); got != "1 2 more" {
		t.Errorf("found %s", got)
	}
	m.SetRecords("Deals", ownRecords(t, `{"id":"0","Stage":"Lost"}`, `{"id":"2","Stage":"Closed Won"}`, `{"id":"3","Stage":"Closed Won"}`,
		`{"id":"4","Stage":"Closed Won"}`, `{"id":"6","Stage":"Closed Won"}`))
	if got := found(t, query(t, m.URL(), fourDeals+"order by id asc limit 2 offset 2")); got != "4 6" {
		t.Errorf("by OFFSET: %s", got)
	}
	if got := found(t, query(t, m.URL(), fourDeals+"and id > 2 order by id asc limit 2")); got != "3 4 more" {
		t.Errorf("by key: %s", got)
	}
}

// What the kinds that alter a page make of a walk by key over four records, two a page.
func TestFaultsOfQueries(t *testing.T) {
	t.Parallel()
	const right = "1 2 more/3 4/No Content"
	for name, tc := range map[string]struct {
		kind faults.Kind
		on   faults.On
		want string
	}{
		"none":                {faults.PromisesMore(), faults.NthCall(99), right},
		"promises more":       {faults.PromisesMore(), faults.NthPage(2), "1 2 more/3 4 more/No Content"},
		"short page":          {faults.ShortPage(), faults.NthPage(1), "1 more/3 4/No Content"},
		"duplicate row":       {faults.DuplicateRow(), faults.NthPage(2), "1 2 more/3 4 4/No Content"},
		"reversed rows":       {faults.ReversedRows(), faults.NthPage(1), "2 1 more/3 4/No Content"},
		"repeated rows":       {faults.RepeatedRows(1), faults.FromPage(2), "1 2 more/2 3 4/No Content"},
		"same rows":           {faults.SameRows(), faults.NthPage(2), "1 2 more/1 2/No Content"},
		"no id":               {faults.RowWithoutID(), faults.NthPage(2), "1 2 more/3 none/No Content"},
		"ids as numbers":      {faults.NumericIDs(), faults.NthPage(1), "number 1 number 2 more/3 4/No Content"},
		"no more_records":     {faults.WithoutMoreRecords(), faults.NthPage(1), "1 2 nothing said/3 4/No Content"},
		"no info":             {faults.WithoutInfo(), faults.NthPage(1), "1 2 no info/3 4/No Content"},
		"an empty page":       {faults.EmptyPagePromisingMore(), faults.NthPage(2), "1 2 more/more/No Content"},
		"an empty list":       {faults.EmptyList(), faults.NthPage(2), "1 2 more//No Content"},
		"204 after a promise": {faults.NoContent(), faults.NthPage(2), "1 2 more/No Content/No Content"},
		"the scope": {faults.ScopeMismatch(), faults.NthPage(1), `Unauthorized {"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":` +
			`"invalid oauth scope to access this URL","status":"error"}/3 4/No Content`},
		"queries alone":     {faults.NoContent(), faults.NthCall(2).Queries(), "1 2 more/No Content/No Content"},
		"attachments alone": {faults.NoContent(), faults.EveryCall().Attachments(), right},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := fourDealsMock(t)
			for _, last := range []string{"", "2", "4"} { // the pages are known
				query(t, m.URL(), pageOf(last))
			}
			m.SetFaults(faults.Fault{On: tc.on, Kind: tc.kind})
			do(t, m.URL(), attachmentsURI("Deals", "1", "id"))
			var got []string
			for _, last := range []string{"", "2", "4"} {
				got = append(got, found(t, query(t, m.URL(), pageOf(last))))
			}
			if said := strings.Join(got, "/"); said != tc.want {
				t.Errorf("%s, want %s", said, tc.want)
			}
		})
	}
}

func pageOf(last string) string {
	if last != "" {
		last = "and id > " + last + " "
	}
	return fourDeals + last + "order by id asc limit 2"
}

// Rows with other keys than those asked for.
func TestFaultsOfKeys(t *testing.T) {
	t.Parallel()
	for want, kind := range map[string]faults.Kind{
		`{"$approved":true,"Extra_Key":{"list":[1,null]},"Stage":"Closed Won","id":"1"}`: faults.ExtraKeys(),
		`{"id":"1"}`: faults.MissingKeys(),
	} {
		m := fourDealsMock(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: kind}))
		if got := query(t, m.URL(), fourDeals+"limit 1").body; !strings.HasPrefix(got, `{"data":[`+want+`],`) {
			t.Errorf("%s: %s", kind, got)
		}
	}
}

// Each page of each of two walks fails once, whatever their order.
func TestEachPageOfEachWalkOnce(t *testing.T) {
	t.Parallel()
	m := fourDealsMock(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EachPageOnce(), Kind: faults.InternalError()}))
	for _, text := range []string{pageOf(""), "select id from Deals where Stage = 'Lost'", pageOf("2")} {
		if got := query(t, m.URL(), text); got.status != 500 && text != pageOf("2") {
			t.Errorf("%s: %d at first", text, got.status)
		}
		if got := query(t, m.URL(), text); got.status != 200 {
			t.Errorf("%s: %d then", text, got.status)
		}
	}
	if got := m.Requests(); got[4].Status != 500 || got[4].Page != 2 {
		t.Errorf("page 2: %+v", got[4])
	}
}

func TestFlatConditionsAndEmptyList(t *testing.T) {
	t.Parallel()
	m := fourDealsMock(t, zohocrmtest.WithFlatConditions(), zohocrmtest.WithEmptyList(), zohocrmtest.WithGzip())
	if got := found(t, query(t, m.URL(), "select id from Deals where id > 1 and id < 5 and id != 3")); got != "2 4" {
		t.Errorf("found %s", got)
	}
	if got := query(t, m.URL(), "select id from Deals where id > 5"); got.status != 200 || got.body !=
		`{"data":[],"info":{"count":0,"more_records":false}}` {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// The recordings of COQL are replayed by the body of the request, whatever its blanks and order.
func TestReplayOfQueries(t *testing.T) {
	t.Parallel()
	p := zohocrmtest.StartReplay(t)
	for _, s := range cassettes.Queries() {
		got := query(t, p.URL(), "select id, Last_Name from Leads where ("+s.Where+") order by id asc limit 2000")
		code := ""
		if _, after, ok := strings.Cut(got.body, `"code":"`); ok {
			code, _, _ = strings.Cut(after, `"`)
		}
		if code != s.Code || s.Code != "" && got.status != s.Status {
			t.Errorf("%s: %d %s", s.Name, got.status, got.body)
		}
	}
	alone := zohocrmtest.StartReplay(t, zohocrmtest.WithScenarios("query-sample"))
	if n := len(alone.Scenarios()); n != 0 {
		t.Errorf("%d recordings of attachments", n)
	}
	sample := func(body string) reply {
		return do(t, alone.URL(), "/crm/v8/coql", posting(""), func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
		})
	}
	const text = `"select id, Last_Name from Leads where (Last_Name = 'query-sample') order by id asc limit 2000"`
	if got := sample("{\n  \"select_query\" : " + text + " }"); got.status != 200 || !strings.Contains(got.body, "TestLead") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := alone.Requests()[0]; got.Rows != 1 || got.Body == "" {
		t.Errorf("logged as %+v", got)
	}
	unknown, err := zohocrmtest.NewReplay()
	if err != nil {
		t.Fatal(err)
	}
	defer unknown.Close()
	if got := query(t, unknown.URL(), "select id from Deals where id > 0"); got.status != zohocrmtest.StatusNotRecorded ||
		!strings.Contains(got.body, `"message":"no recording is of this query: restart the mock with -records `) {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// What the mock says is what the recordings hold, to the letter.
func TestErrorsOfQueriesAreRecorded(t *testing.T) {
	t.Parallel()
	m := fourDealsMock(t, zohocrmtest.WithRecords("Leads", ownRecords(t, `{"id":"1","Last_Name":"A"}`)))
	p := zohocrmtest.StartReplay(t)
	for name, text := range map[string]string{
		"missing-clause":         "select id from Leads",
		"unexpected-token":       "select id from FROM",
		"parsing":                "select id from Leads where",
		"operator-not-supported": "select id from Leads where not (id > 0)",
		"invalid-column":         "select id from Leads where Testing = 'a'",
		"invalid-operator":       "select id from Leads where First_Name > 'a'",
		"invalid-value":          "select id from Leads where id > 'a'",
		"invalid-limit":          "select id from Leads where id > 1 limit s",
		"invalid-module":         "select id from Leadz where id > 1",
		"duplicate-data":         "select First_Name, First_Name from Leads where id > 1",
		"limit-0":                "select id from Leads where id > 1 limit 0",
	} {
		recorded := query(t, p.URL(), "select id, Last_Name from Leads where (Last_Name = 'query-error-"+name+"') order by id asc limit 2000")
		if got := query(t, m.URL(), text); got.body != recorded.body || got.status != recorded.status {
			t.Errorf("%s: %d %s\nwant %d %s", name, got.status, got.body, recorded.status, recorded.body)
		}
	}
}

// Every way in which a response can go wrong meets a POST too, and the same query gets its response when it is sent again.
func TestFaultsOfTheWireMeetQueries(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]faults.Kind{
		"html": faults.HTMLPage(), "cut": faults.CutBody(), "reset": faults.ResetConnection(), "hang-up": faults.HangUp(),
		"empty": faults.EmptyBody(), "half": faults.HalfJSON(), "429": faults.TooManyRequests("0"), "500": faults.InternalError(),
		"502": faults.BadGateway(), "error in 200": faults.ErrorInside200(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := fourDealsMock(t)
			right := query(t, m.URL(), pageOf("2"))
			m.SetFaults(faults.Fault{On: faults.NthCall(1), Kind: kind})
			got, err := send(t, m.URL(), "/crm/v8/coql", posting(pageOf("2")))
			if err == nil && got.err == nil && got.status == 200 && got.body == right.body {
				t.Errorf("a right response: %s", got.body)
			}
			if again := query(t, m.URL(), pageOf("2")); again.status != 200 || again.body != right.body {
				t.Errorf("then %d %s", again.status, again.body)
			}
		})
	}
}

// Records that COQL finds have the attachments of their module, where none are their own.
func TestWithAttachments(t *testing.T) {
	t.Parallel()
	m := fourDealsMock(t, zohocrmtest.WithAttachments("Deals", rows.Attachments(2)), zohocrmtest.WithRecord("Deals", "2", rows.Attachments(1)),
		zohocrmtest.WithRecords("Leads", ownRecords(t, `{"id":"1"}`)))
	for target, want := range map[[2]string]string{
		{"Deals", "1"}: "200 2", {"Deals", "2"}: "200 1", {"Deals", "9"}: "400 0", {"Leads", "1"}: "204 0",
	} {
		got := do(t, m.URL(), attachmentsURI(target[0], target[1], "id"))
		if got := fmt.Sprint(got.status, " ", strings.Count(got.body, `"id"`)); got != want {
			t.Errorf("%s: %s, want %s", target, got, want)
		}
	}
	mixed := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Mixed()))
	seen := map[int]bool{}
	for id := range 20 {
		seen[do(t, mixed.URL(), attachmentsURI("Deals", strconv.Itoa(id), "id")).status] = true
	}
	if len(seen) != 2 || !seen[200] || !seen[204] {
		t.Errorf("statuses %v", seen)
	}
}
