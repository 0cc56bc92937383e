package zohocrm_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

const (
	noObject  = "it is not an object"
	noData    = "it has no data"
	noList    = "its data is not a list of objects"
	badInfo   = "its paging information is not of the documented types"
	openEnded = "the page is full, and it does not say whether more rows follow"
	overfull  = "it has more than the 200 rows that were asked for"
	tooDeep   = "it is nested deeper than 100 levels"
	tooWide   = "an object in it has more than 1000 members"
	longToken = "its page token is longer than 4096 bytes"
)

// A success that cannot be understood is an error at once, whatever page it is.
func TestResponseThatCannotBeDecoded(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		body   string
		defect api.Defect
		reason string
	}{
		"HTML":                   {"<!DOCTYPE html><html>secret</html>", api.NotJSON, ""},
		"HTML of many commas":    {"<!DOCTYPE html><p>" + strings.Repeat("a, ", 1_100), api.NotJSON, ""},
		"HTML of many brackets":  {"<script>" + strings.Repeat("[", 101), api.NotJSON, ""},
		"words":                  {"Service Unavailable", api.NotJSON, ""},
		"a list":                 {`[{"id":"1"}]`, api.Malformed, noObject},
		"null":                   {"null", api.Malformed, noObject},
		"a text":                 {`"{}"`, api.Malformed, noObject},
		"broken JSON":            {`{"data":[{"id":1"}]}`, api.NotJSON, ""},
		"two answers":            {pageOf() + pageOf(), api.NotJSON, ""},
		"two byte order marks":   {"\ufeff\ufeff" + pageOf(), api.NotJSON, ""},
		"a byte order mark":      {"\ufeff", api.Empty, ""},
		"no body":                {"", api.Empty, ""},
		"white space":            {" \r\n\t", api.Empty, ""},
		"half JSON":              {`{"data":[{"id":"1"},{"id":`, api.Truncated, ""},
		"one byte":               {"{", api.Truncated, ""},
		"a byte is missing":      {strings.TrimSuffix(pageOf(`{"id":"1"}`), "}"), api.Truncated, ""},
		"cut in a word":          {`{"data":[{"$editable":tru`, api.Truncated, ""},
		"no data":                {`{}`, api.Malformed, noData},
		"no data, paging":        {`{"info":{"more_records":false}}`, api.Malformed, noData},
		"data null":              {`{"data":null,"info":{"more_records":false}}`, api.Malformed, noData},
		"Data":                   {`{"Data":[]}`, api.Malformed, noData},
		"data an object":         {`{"data":{"id":"1"}}`, api.Malformed, noList},
		"data a text":            {`{"data":""}`, api.Malformed, noList},
		"data false":             {`{"data":false}`, api.Malformed, noList},
		"a row null":             {`{"data":[{"id":"1"},null]}`, api.Malformed, noList},
		"a row a text":           {`{"data":[{"id":"1"},"2"]}`, api.Malformed, noList},
		"a row a list":           {`{"data":[[{"id":"1"}]]}`, api.Malformed, noList},
		"more_records a text":    {`{"data":[],"info":{"more_records":"false"}}`, api.Malformed, badInfo},
		"more_records a number":  {`{"data":[],"info":{"more_records":0}}`, api.Malformed, badInfo},
		"token a number":         {`{"data":[],"info":{"next_page_token":5}}`, api.Malformed, badInfo},
		"token an object":        {`{"data":[],"info":{"next_page_token":{}}}`, api.Malformed, badInfo},
		"per_page a text":        {`{"data":[],"info":{"per_page":"200"}}`, api.Malformed, badInfo},
		"info a list":            {`{"data":[],"info":[]}`, api.Malformed, badInfo},
		"info a text":            {`{"data":[],"info":"none"}`, api.Malformed, badInfo},
		"full page":              {`{"data":[` + rowsOf(1000, 200) + `],"info":{"per_page":200}}`, api.Malformed, openEnded},
		"full page without info": {`{"data":[` + rowsOf(1000, 200) + `]}`, api.Malformed, openEnded},
		"more_records null":      {`{"data":[` + rowsOf(1000, 200) + `],"info":{"more_records":null}}`, api.Malformed, openEnded},
		"overfull page":          {`{"data":[` + rowsOf(1000, 201) + `],"info":{"per_page":500}}`, api.Malformed, overfull},
		"overfull page, more":    {`{"data":[` + rowsOf(1000, 201) + `],"info":{"more_records":true}}`, api.Malformed, overfull},
		"a page of empty rows": {
			`{"data":[` + strings.Repeat("{},", 349_525) + `{}],"info":{"more_records":false}}`, api.Malformed, overfull,
		},
		"a row too deep":      {nestedPage(101), api.Malformed, tooDeep},
		"far too deep":        {nestedPage(100_000), api.Malformed, tooDeep},
		"too deep, and cut":   {`{"data":[{"x":` + strings.Repeat("[", 100), api.Malformed, tooDeep},
		"too deep in objects": {`{"x":` + strings.Repeat(`{"x":`, 100) + `1` + strings.Repeat("}", 101), api.Malformed, tooDeep},
		"a row too wide":      {pageOf(`{"id":"1"` + strings.Repeat(`,"x":0`, 1000) + `}`), api.Malformed, tooWide},
		"a value too wide":    {pageOf(`{"id":"1","x":[{"x":0` + strings.Repeat(`,"x":0`, 1000) + `}]}`), api.Malformed, tooWide},
		"a page too wide":     {`{"data":[]` + strings.Repeat(`,"x":0`, 1000) + `}`, api.Malformed, tooWide},
		"a long page token": {
			`{"data":[{"id":"3"}],"info":{"more_records":true,"next_page_token":"` + strings.Repeat("t", 4097) + `"}}`, api.Malformed, longToken,
		},
		"smaller full page": {`{"data":[` + rowsOf(1000, 2) + `],"info":{"per_page":2}}`, api.Malformed, openEnded},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bad := scriptedResponse{http.StatusOK, http.Header{"Content-Type": {"Text/HTML; charset=x"}}, tc.body}
			first := scriptedResponse{http.StatusOK, nil, `{"data":[{"id":"1"},{"id":"2"}],"info":{"more_records":true,"next_page_token":"t"}}`}
			for page, s := range []*script{{responses: []scriptedResponse{bad}}, {responses: []scriptedResponse{first, bad}}} {
				list, err := walkScript(t, s)
				got := *errorAt[*api.ResponseError](t, err, page+1, 2*page)
				want := api.ResponseError{Defect: tc.defect, Status: http.StatusOK, Reason: tc.reason, ContentType: "Text/HTML"}
				if got != want || len(list) != 2*page || len(s.requests) != page+1 {
					t.Errorf("%d attachments, %d requests, %s\nwant %s", len(list), len(s.requests), show(got), show(want))
				}
			}
		})
	}
}

// A page that is not full is the last where nothing says that more rows follow.
func TestPageThatIsNotFull(t *testing.T) {
	t.Parallel()
	for rows, info := range map[int]string{
		199: `{"per_page":200}`, 1: `{"per_page":2}`, 5: `{"per_page":0}`, 6: `{"per_page":-1}`, 7: `null`,
	} {
		list, err := walkScript(t, scripted(`{"data":[`+rowsOf(1, rows)+`],"info":`+info+`}`))
		if len(list) != rows || err != nil {
			t.Errorf("%s: %d attachments, %v; want %d", info, len(list), err, rows)
		}
	}
}

// The mock's faults of the wire come out as what they are, on the first page and on a later one.
func TestFaultsOfTheWire(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		kind   faults.Kind
		defect api.Defect // 0 for a ConnectionError
		kindOf string
	}{
		{faults.HTMLPage(), api.NotJSON, "text/html"},
		{faults.EmptyBody(), api.Empty, ""},
		{faults.HalfJSON(), api.Truncated, "application/json"},
		{faults.CutBody(), api.Truncated, ""},
		{faults.WithoutData(), api.Malformed, "application/json"},
		{faults.WithoutInfo(), api.Malformed, "application/json"},
		{faults.WithoutMoreRecords(), api.Malformed, "application/json"},
		{faults.ResetConnection(), 0, ""},
		{faults.HangUp(), 0, ""},
	} {
		for page := 1; page <= 2; page++ {
			t.Run(tc.kind.String()+"/page "+string(rune('0'+page)), func(t *testing.T) {
				t.Parallel()
				mock := startDeal(t, rows.Attachments(450))
				mock.SetFaults(faults.Fault{On: faults.NthPage(page), Kind: tc.kind})
				transport := transport.New()
				transport.DisableKeepAlives = true // a kept connection that fails is tried again by the transport itself
				_, err := collect(t, newClient(t, zohocrm.Config{APIDomain: mock.URL(), Transport: transport}), dealRequest)
				if tc.defect == 0 {
					if e := errorAt[*api.ConnectionError](t, err, page, 200*(page-1)); "http://"+e.Host != mock.URL() || e.Err == nil {
						t.Errorf("got %s", show(e))
					}
				} else if e := errorAt[*api.ResponseError](t, err, page, 200*(page-1)); e.Defect != tc.defect || e.ContentType != tc.kindOf {
					t.Errorf("got %s, want %v of type %q", show(e), tc.defect, tc.kindOf)
				}
				if n := len(mock.Requests()); n != page {
					t.Errorf("%d requests, want %d", n, page)
				}
			})
		}
	}
}

// An error that comes with the status of a success is one, in both of Zoho's envelopes.
func TestErrorInside200(t *testing.T) {
	t.Parallel()
	const text = `{"code":"INVALID_DATA","details":{"resource_path_index":1},"message":"no such record","status":"error"}`
	for name, body := range map[string]string{
		"flat": text, "in data": `{"data":[` + text + `]}`, "in data, paging": `{"data":[` + text + `],"info":{"more_records":false}}`,
		"in a later row": `{"data":[{"id":"2"},` + text + `,{"id":"3"}],"info":{"more_records":false}}`,
		"a code alone":   strings.Replace(text, "error", "", 1),
	} {
		list, err := walkScript(t, scripted(`{"data":[{"id":"1"}],"info":{"more_records":true}}`, body))
		want := api.Error{
			Status: http.StatusOK, Code: "INVALID_DATA", Message: "no such record",
			Details: api.Details{ResourcePathIndex: new(1)},
		}
		if got := errorAt[*api.Error](t, err, 2, 1); show(got) != show(want) || len(list) != 1 {
			t.Errorf("%s: %s", name, show(got))
		}
	}
	// An attachment may have a field of that name.
	list, err := walkScript(t, scripted(pageOf(`{"id":"1","status":"error"}`, `{"id":"2","status":"error","code":"X"}`)))
	if len(list) != 2 || err != nil {
		t.Errorf("%d attachments, %v", len(list), err)
	}
	list, err = walkScript(t, scripted(`{"code":"SUCCESS","status":"success","data":[{"id":"1"}]}`))
	if len(list) != 1 || err != nil {
		t.Errorf("a success that says so: %d attachments, %v", len(list), err)
	}
}

// nestedPage is a page whose JSON is nested so deep.
func nestedPage(depth int) string {
	const above = 3 // the page, its list and a row
	return pageOf(`{"id":"1","x":` + strings.Repeat("[", depth-above) + strings.Repeat("]", depth-above) + `}`)
}

// What is not too deep is kept, and brackets in a text are none.
func TestDepthAndWidth(t *testing.T) {
	t.Parallel()
	list, err := walkScript(t, scripted(nestedPage(100)))
	want := api.Fields{{Key: "x", Value: strings.Repeat("[", 97) + strings.Repeat("]", 97)}}
	if err != nil || len(list) != 1 || show(list[0].Additional) != show(want) {
		t.Errorf("%s, %v", show(list), err)
	}
	texts := `{"id":"1","x":"` + strings.Repeat(`[{\"`, 200) + `\\","y":[` + strings.Repeat(`{"[":"\\"},`, 200) + `[]]}`
	if list, err := walkScript(t, scripted(pageOf(texts))); err != nil || len(list) != 1 {
		t.Errorf("brackets in a text: %s, %v", show(list), err)
	}
	// Nor is what is not too wide: a thousand members, a list of any length.
	wide := pageOf(`{"id":"1"`+strings.Repeat(`,"x":"{,,"`, 998)+`,"y":[[]`+strings.Repeat(`,{"a":1,"b":2}`, 2000)+`]}`, `{"id":"2"}`)
	if list, err := walkScript(t, scripted(wide)); err != nil || len(list) != 2 {
		t.Errorf("not too wide: %d attachments, %v", len(list), err)
	}
}
