package zohocrm_test

import (
	"net/http"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// A page that is said to be the last, and has a token for a next, is the last one if the next request says so.
func TestTokenOnTheLastPage(t *testing.T) {
	t.Parallel()
	const (
		first = `{"data":[{"id":"1"}],"info":{"more_records":true,"next_page_token":"a"}}`
		doubt = `{"data":[{"id":"2"}],"info":{"more_records":false,"next_page_token":"b"}}`
		empty = `{"data":[],"info":{"more_records":false,"next_page_token":"c"}}`
		ring  = `{"data":[{"id":"2"}],"info":{"more_records":false,"next_page_token":"a"}}`
		third = `{"data":[{"id":"3"}],"info":{"more_records":false,"next_page_token":null}}`
	)
	ok := func(body string) scriptedResponse { return scriptedResponse{status: http.StatusOK, body: body} }
	for name, tc := range map[string]struct {
		responses []scriptedResponse
		rows      int // 0 where there is an error
	}{
		"nothing follows":              {[]scriptedResponse{ok(first), ok(doubt), {status: http.StatusNoContent}}, 2},
		"an empty list follows":        {[]scriptedResponse{ok(first), ok(doubt), ok(`{"data":[],"info":{"more_records":false}}`)}, 2},
		"an empty list with a token":   {[]scriptedResponse{ok(first), ok(doubt), ok(empty)}, 2},
		"rows follow":                  {[]scriptedResponse{ok(first), ok(doubt), ok(third)}, 3},
		"on the only page":             {[]scriptedResponse{ok(doubt), {status: http.StatusNoContent}}, 1},
		"nothing said of more records": {[]scriptedResponse{ok(`{"data":[{"id":"2"}],"info":{"next_page_token":"b"}}`), ok(third)}, 2},
		"the token that led there":     {[]scriptedResponse{ok(first), ok(ring)}, 2},
		"the same rows follow":         {[]scriptedResponse{ok(doubt), ok(doubt), ok(doubt), ok(doubt)}, 1},
		"an error follows":             {[]scriptedResponse{ok(doubt), {status: 400, body: `{"code":"EXPIRED_VALUE"}`}}, 0},
		"an empty page that promises":  {[]scriptedResponse{ok(doubt), ok(`{"data":[],"info":{"more_records":true,"next_page_token":"c"}}`)}, 0},
	} {
		s := &script{responses: tc.responses}
		list, err := walkScript(t, s)
		if tc.rows > 0 && (err != nil || len(list) != tc.rows) || tc.rows == 0 && err == nil {
			t.Errorf("%s: %d attachments, %v; want %d", name, len(list), err, tc.rows)
		}
		if len(s.requests) != len(tc.responses) {
			t.Errorf("%s: %d requests, want %d", name, len(s.requests), len(tc.responses))
		}
	}
}

// A page that says of itself that it has more rows than it holds has lost some; one with more rows than it says has lost none.
func TestCountOfRows(t *testing.T) {
	t.Parallel()
	for count, missing := range map[string]bool{
		"3": true, "200": true, "2": false, "1": false, "0": false, "-1": false, "null": false, `"3"`: false, "2.5": false, "{}": false,
	} {
		list, err := walkScript(t, scripted(`{"data":[{"id":"1"},{"id":"2"}],"info":{"count":`+count+`,"more_records":false}}`))
		if !missing {
			if len(list) != 2 || err != nil {
				t.Errorf("%s: %d attachments, %v", count, len(list), err)
			}
		} else if e := errorAt[*api.ResponseError](t, err, 1, 0); e.Defect != api.Malformed ||
			e.Reason != "it says that the page has more rows than it holds" {
			t.Errorf("%s: %v", count, err)
		}
	}
}
