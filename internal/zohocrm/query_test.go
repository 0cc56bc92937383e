package zohocrm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

var wonQuery = zohocrm.Query{Module: "Deals", Where: "Stage = 'Closed Won'", Fields: []string{"Stage", "Deal_Name"}}

// findAll returns what was yielded: records, then at most one error.
func findAll(t *testing.T, client *zohocrm.Client, query zohocrm.Query) (found []api.FoundRecord, failure error) {
	t.Helper()
	for record, err := range client.Records(t.Context(), query) {
		if failure != nil {
			t.Fatalf("after the error %v came %s, %v", failure, show(record), err)
		}
		if err == nil {
			found = append(found, record)
		} else {
			failure = err
		}
	}
	return found, failure
}

func idsFound(found []api.FoundRecord) []string {
	ids := make([]string, len(found))
	for i, record := range found {
		ids[i] = record.ID
	}
	return ids
}

// queriesOf are the queries that a script was sent, each a POST of the documented form.
func queriesOf(t *testing.T, s *script) []string {
	t.Helper()
	var queries []string
	for _, r := range s.requests {
		body, err := r.GetBody()
		if err != nil {
			t.Fatal(err)
		}
		var sent map[string]string
		if err := json.NewDecoder(body).Decode(&sent); err != nil || len(sent) != 1 {
			t.Errorf("the body has %v, %v", sent, err)
		}
		if uri := r.URL.RequestURI(); r.Method != http.MethodPost || uri != "/crm/v8/coql" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %s of %s", r.Method, uri, r.Header.Get("Content-Type"))
		}
		queries = append(queries, sent["select_query"])
	}
	return queries
}

// none is a response 204.
var none = scriptedResponse{status: http.StatusNoContent}

func ok(body string) scriptedResponse { return scriptedResponse{status: http.StatusOK, body: body} }

// promising are rows, with a promise of more.
func promising(rows string) scriptedResponse {
	return ok(fmt.Sprintf(`{"data":[%s],"info":{"count":%d,"more_records":true}}`, rows, len(gjson.Parse("["+rows+"]").Array())))
}

func last(rows string) scriptedResponse {
	return ok(fmt.Sprintf(`{"data":[%s],"info":{"count":%d,"more_records":false}}`, rows, len(gjson.Parse("["+rows+"]").Array())))
}

const (
	firstQuery = "select id, Deal_Name, Stage from Deals where (Stage = 'Closed Won') order by id asc limit 2000"
	checkQuery = "select id from Deals where (Stage = 'Closed Won') order by id desc limit 1"
)

func afterQuery(id string) string {
	return "select id, Deal_Name, Stage from Deals where (Stage = 'Closed Won') and id > " + id + " order by id asc limit 2000"
}

// What is asked, what ends the walk, and what is an error: a response decides, and a fault never makes a list of a part.
func TestQueryWalk(t *testing.T) {
	t.Parallel()
	const noID, tooMany = "a row has no id of 1 to 20 digits", "rows that were asked for"
	for name, tc := range map[string]struct {
		responses []scriptedResponse
		found     string // ids
		queries   []string
		failure   string // the end of the error's text
	}{
		"nothing":       {[]scriptedResponse{none}, "", []string{firstQuery}, ""},
		"an empty list": {[]scriptedResponse{last("")}, "", []string{firstQuery}, ""},
		"one page":      {[]scriptedResponse{last(rowsOf(1, 3))}, "1 2 3", []string{firstQuery}, ""},
		"pages": {
			[]scriptedResponse{promising(rowsOf(9, 2)), last(rowsOf(11, 1))},
			"9 10 11",
			[]string{firstQuery, afterQuery("10")},
			"",
		},
		"a short page": {
			[]scriptedResponse{promising(`{"id":"1"}`), promising(`{"id":"5"}`), last(`{"id":"6"}`)},
			"1 5 6",
			[]string{firstQuery, afterQuery("1"), afterQuery("5")},
			"",
		},
		"ids as numbers": {
			[]scriptedResponse{promising(`{"id":12345678901234567890}`), last(`{"id":12345678901234567891}`)},
			"12345678901234567890 12345678901234567891",
			[]string{firstQuery, afterQuery("12345678901234567890")},
			"",
		},
		"more promised, a 204": {
			[]scriptedResponse{promising(rowsOf(1, 2)), none, last(rowsOf(2, 1))},
			"1 2",
			[]string{firstQuery, afterQuery("2"), checkQuery},
			"",
		},
		"more promised, no row": {
			[]scriptedResponse{promising(rowsOf(1, 2)), last(""), promising(rowsOf(2, 1))},
			"1 2",
			[]string{firstQuery, afterQuery("2"), checkQuery},
			"",
		},
		"more promised of a row that is gone": {
			[]scriptedResponse{promising(rowsOf(1, 2)), none, last(rowsOf(1, 1))}, "1 2", []string{firstQuery, afterQuery("2"), checkQuery}, "",
		},
		"promised at once": {[]scriptedResponse{promising(""), none}, "", []string{firstQuery, checkQuery}, ""},
		"more there is": {
			[]scriptedResponse{promising(rowsOf(1, 2)), none, last(rowsOf(3, 1))},
			"1 2",
			[]string{firstQuery, afterQuery("2"), checkQuery},
			"an announced page has no rows",
		},
		"more there is at once": {[]scriptedResponse{promising(""), last(rowsOf(3, 1))}, "", nil, "an announced page has no rows"},
		"promises alone":        {[]scriptedResponse{promising(""), promising("")}, "", nil, "an announced page has no rows"},
		"all gone":              {[]scriptedResponse{promising(rowsOf(1, 2)), none, none}, "1 2", nil, "an announced page has no rows"},
		"a check without id":    {[]scriptedResponse{promising(rowsOf(1, 2)), none, last(`{}`)}, "1 2", nil, noID},
		"the same page again": {
			[]scriptedResponse{promising(rowsOf(1, 2)), promising(rowsOf(1, 2))},
			"1 2",
			nil, "the ids do not ascend",
		},
		"an id twice":          {[]scriptedResponse{last(`{"id":"1"},{"id":"1"}`)}, "", nil, "the ids do not ascend"},
		"an id with zeros":     {[]scriptedResponse{last(`{"id":"001"},{"id":"1"}`)}, "", nil, "the ids do not ascend"},
		"descending ids":       {[]scriptedResponse{last(`{"id":"10"},{"id":"9"}`)}, "", nil, "the ids do not ascend"},
		"no id":                {[]scriptedResponse{last(`{"id":"1"},{"Stage":"x"}`)}, "", nil, noID},
		"an id of letters":     {[]scriptedResponse{last(`{"id":"1 or 1=1"}`)}, "", nil, noID},
		"an id that is null":   {[]scriptedResponse{last(`{"id":null}`)}, "", nil, noID},
		"a fraction for an id": {[]scriptedResponse{last(`{"id":1.5}`)}, "", nil, noID},
		"no word of more": {
			[]scriptedResponse{ok(`{"data":[` + rowsOf(1, 200) + `]}`)},
			strings.Join(idsFrom(1, 200), " "),
			[]string{firstQuery},
			"",
		},
		"no word, a full page": {
			[]scriptedResponse{ok(`{"data":[` + rowsOf(1, 2000) + `],"info":{}}`)},
			"",
			nil, "does not say whether more rows follow",
		},
		"a page of too many":  {[]scriptedResponse{last(rowsOf(1, 2001))}, "", nil, tooMany},
		"a check of too many": {[]scriptedResponse{promising(rowsOf(5, 1)), none, last(rowsOf(1, 2))}, "5", nil, tooMany},
		"HTML":                {[]scriptedResponse{ok("<html>")}, "", nil, "the response is not JSON"},
		"an error in a 200": {
			[]scriptedResponse{ok(`{"code":"INTERNAL_ERROR","details":{},"message":"no","status":"error"}`)},
			"",
			nil, "HTTP 200: INTERNAL_ERROR: no",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &script{responses: tc.responses}
			found, err := findAll(t, newClient(t, zohocrm.Config{Transport: s}), wonQuery)
			if got := strings.Join(idsFound(found), " "); got != tc.found {
				t.Errorf("found %s, want %s", got, tc.found)
			}
			if text := fmt.Sprint(err); (tc.failure == "") != (err == nil) || !strings.HasSuffix(text, tc.failure) && err != nil {
				t.Errorf("got %v, want %s", err, tc.failure)
			}
			if queries := queriesOf(t, s); tc.queries != nil && !slices.Equal(queries, tc.queries) {
				t.Errorf("asked\n%s\nwant\n%s", strings.Join(queries, "\n"), strings.Join(tc.queries, "\n"))
			}
			if len(s.requests) != len(tc.responses) {
				t.Errorf("%d requests, want %d", len(s.requests), len(tc.responses))
			}
		})
	}
}

func idsFrom(first, n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprint(first + i)
	}
	return ids
}

// A query finds as many records as it may, and one more is an error; no more than that one are asked for.
func TestQueryMaxRecords(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		most, there int
		limits      []int // of the queries
	}{
		{1, 0, []int{2}},
		{1, 1, []int{2}},
		{1, 2, []int{2}},
		{1999, 1999, []int{2000}},
		{1999, 2000, []int{2000}},
		{2000, 2000, []int{2000, 1}},
		{2000, 2001, []int{2000, 1}},
		{2500, 2500, []int{2000, 501}},
		{2500, 2501, []int{2000, 501}},
	} {
		t.Run(fmt.Sprintf("%d of %d", tc.there, tc.most), func(t *testing.T) {
			t.Parallel()
			var limits []int
			next := 1
			server := roundTripFunc(func(r *http.Request) (*http.Response, error) {
				var sent map[string]string
				_ = json.NewDecoder(r.Body).Decode(&sent)
				limit := 0
				_, after, _ := strings.Cut(sent["select_query"], " limit ")
				_, _ = fmt.Sscan(after, &limit)
				limits = append(limits, limit)
				n := min(limit, tc.there+1-next)
				// Zoho promises more where as many rows are there as were asked for.
				body := fmt.Sprintf(`{"data":[%s],"info":{"count":%d,"more_records":%t}}`, rowsOf(next, n), n, n == limit && n > 1)
				next += n
				status := http.StatusOK
				if n == 0 {
					status, body = http.StatusNoContent, ""
				}
				if strings.Contains(sent["select_query"], "desc") {
					status, body = http.StatusOK, last(rowsOf(tc.there, 1)).body
				}
				return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
			})
			query := wonQuery
			query.MaxRecords = tc.most
			found, err := findAll(t, newClient(t, zohocrm.Config{Transport: server}), query)
			tooMany, _ := errors.AsType[*zohocrm.TooManyRecordsError](err)
			if tc.there > tc.most && (tooMany == nil || tooMany.Max != tc.most) || tc.there <= tc.most && (err != nil || len(found) != tc.there) {
				t.Errorf("%d records, %v", len(found), err)
			}
			if !slices.Equal(limits[:len(tc.limits)], tc.limits) {
				t.Errorf("asked for %v, want %v", limits, tc.limits)
			}
		})
	}
}

type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// The values of a record, each as it comes.
func TestQueryValues(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		`"Big deal"`: "Big deal", `""`: "", `"a\"b\n\u00e9"`: "a\"b\né", `null`: "null",
		`true`: "true", `false`: "false",
		`0`: "0", `-0`: "-0", `12`: "12", `1.50`: "1.5", `100`: "100", `100.00`: "100", `-0.0`: "-0", `0.10`: "0.1",
		`1e3`: "1000", `1.5E-3`: "0.0015", `12e+2`: "1200", `123456789012345678901234567890`: "123456789012345678901234567890",
		`1e400`: "1" + strings.Repeat("0", 400), `1e401`: "1e401", `1e999999999`: "1e999999999",
		`1E-999999999999999999999`:  "1E-999999999999999999999",
		`{"name":"Boyle","id":"5"}`: `{"id":"5","name":"Boyle"}`, `{ "id" : 1.50 }`: `{"id":1.50}`,
		`["English", "German"]`: `["English","German"]`, `[]`: `[]`, `{}`: `{}`, `"<&>"`: "<&>", `["<&>"]`: `["<&>"]`,
	} {
		s := &script{responses: []scriptedResponse{last(`{"Stage":` + value + `,"Other":1,"id":"1"}`)}}
		found, err := findAll(t, newClient(t, zohocrm.Config{Transport: s}), wonQuery)
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %d records, %v", value, len(found), err)
		}
		got := "null"
		if text := found[0].Values["Stage"]; text != nil {
			got = *text
		}
		if _, held := found[0].Values["Deal_Name"]; got != want || held || len(found[0].Values) != 1 {
			t.Errorf("%s becomes %q of %s, want %q", value, got, show(found[0]), want)
		}
	}
}

// What would make it another query is rejected before anything is sent.
func TestQueryRejected(t *testing.T) {
	t.Parallel()
	many := make([]string, 50)
	for i := range many {
		many[i] = fmt.Sprintf("F%d", i)
	}
	for name, change := range map[string]func(*zohocrm.Query){
		"module":      func(q *zohocrm.Query) { q.Module = "Deals where" },
		"field":       func(q *zohocrm.Query) { q.Fields = []string{"Stage from Leads"} },
		"empty field": func(q *zohocrm.Query) { q.Fields = []string{""} },
		"fields":      func(q *zohocrm.Query) { q.Fields = many },
		"negative":    func(q *zohocrm.Query) { q.MaxRecords = -1 },
		"too many":    func(q *zohocrm.Query) { q.MaxRecords = zohocrm.MaxQueryRecords + 1 },
		"condition":   func(q *zohocrm.Query) { q.Where = "a = 1) or (b = 2" },
		"blank":       func(q *zohocrm.Query) { q.Where = " " },
	} {
		query := wonQuery
		change(&query)
		s := new(script)
		if found, err := findAll(t, newClient(t, zohocrm.Config{Transport: s}), query); err == nil || len(found) > 0 || len(s.requests) > 0 {
			t.Errorf("%s: %v, %d requests", name, err, len(s.requests))
		}
	}
	query := wonQuery
	query.Fields, query.Where = append([]string{"id", "F1", "F1"}, many[1:]...), ""
	s := &script{responses: []scriptedResponse{none}}
	if _, err := findAll(t, newClient(t, zohocrm.Config{Transport: s}), query); err != nil {
		t.Errorf("49 fields and the id: %v", err)
	}
	if sent := queriesOf(t, s)[0]; !strings.HasPrefix(sent, "select id, F1, F10, ") ||
		!strings.HasSuffix(sent, " from Deals where (id is not null) order by id asc limit 2000") {
		t.Errorf("asked %s", sent)
	}
}

// Line breaks and tabs are sent as blanks, those inside quotes as they are.
func TestConditionOnOneLine(t *testing.T) {
	t.Parallel()
	query := wonQuery
	query.Where = "\n\tStage = 'a\n\tb'\r\n  and A = \"c\td\"\n"
	s := &script{responses: []scriptedResponse{none}}
	if _, err := findAll(t, newClient(t, zohocrm.Config{Transport: s}), query); err != nil {
		t.Fatal(err)
	}
	want := "select id, Deal_Name, Stage from Deals where (Stage = 'a\n\tb'    and A = \"c\td\") order by id asc limit 2000"
	if got := queriesOf(t, s)[0]; got != want {
		t.Errorf("asked %q\nwant  %q", got, want)
	}
}
