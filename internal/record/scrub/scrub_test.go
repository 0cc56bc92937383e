package scrub_test

import (
	"net/http"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/record/scrub"
)

// asked is an interaction as go-vcr records it: with all that comes and goes.
func asked(query string, status int, header http.Header, body string) *cassette.Interaction {
	return &cassette.Interaction{
		Request: cassette.Request{
			Method: http.MethodGet, Proto: "HTTP/2.0", Host: "crm.acme.example", RemoteAddr: "192.0.2.7:4711",
			URL:     "https://crm.acme.example/crm/v8/Deals/4876876000000376008/Attachments?" + query,
			Headers: http.Header{"Authorization": {"Zoho-oauthtoken 1000.secret"}, "User-Agent": {"acme/1"}},
			Form:    map[string][]string{"fields": {"secret"}},
		},
		Response: cassette.Response{
			Code: status, Status: "200 Patricia", Proto: "HTTP/2.0", Headers: header, Body: body, Uncompressed: true,
			Trailer: http.Header{"X-Served-By": {"host7.acme.example"}}, TransferEncoding: []string{"chunked"}, Duration: 4711,
		},
	}
}

func mustScrub(t *testing.T, interactions ...*cassette.Interaction) scrub.Report {
	t.Helper()
	report, err := scrub.Interactions("test", interactions)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// ordered is how the rows of a body read after the replacement of the base of ids, which depends on the scenario's name.
func ordered(text string) string {
	return regexp.MustCompile(`487687[0-9]{7}0`).ReplaceAllString(text, "BASE-")
}

// A page of every kind of text and number: what an account responds, and below what is written.
func TestInteractions(t *testing.T) {
	t.Parallel()
	const query = "fields=%24file_id%2CAcme_Rating%2CCreated_Time%2CFile_Name%2COwner%2CParent_Id%2CSize%2Cid&per_page=200"
	first := asked(query, 200, http.Header{"Content-Type": {"application/json;charset=UTF-8"}}, `{
		"data": [
			{
				"Owner": {"name": "Patricia Boyle", "id": "4876876000000327001", "email": "patricia@acme.example"},
				"Created_Time": "2024-04-21T10:27:41.123-03:00", "File_Name": "Acme-offer.PDF", "Size": "1048576", "Parent_Id": null,
				"$file_id": "i5lib37dd", "id": "4876876000001021001", "$se_module": "Acme_Things", "$editable": true,
				"$attachment_type": 3, "Acme_Rating": {"phone": 5551234567, "score": -12.50, "limit": 7, "by": "Patricia Boyle"}
			}, {
				"Owner": {"name": "Tom Ford", "id": "4876876000000327002"}, "Created_Time": "2024-04-20T10:27:41Z",
				"File_Name": "notes.acmetype", "Size": 1048576, "Parent_Id": {"name": "Tom Ford", "id": "4876876000000376008"},
				"$file_id": null, "id": "4876876000001021002", "$type": "Link URL", "$link_url": "http://acme.example/x?y",
				"Acme_Rating": []
			}
		],
		"info": {"per_page": 200, "next_page_token": "Ab+9/x==", "count": 2, "page": 1, "previous_page_token": null,
			"page_token_expiry": "2026-11-24T01:02:03+05:30", "more_records": true}
	}`)
	second := asked(query+"&page_token=Ab%2B9%2Fx%3D%3D", 204, nil, "")
	report := mustScrub(t, first, second)

	const at = "https://www.zohoapis.com/crm/v8/Deals/BASE-00003/Attachments?fields=%24file_id%2CCreated_Time%2CField_1%2CFile_Name%2C" +
		"Owner%2CParent_Id%2CSize%2Cid&"
	for i, want := range []string{at + "per_page=200", at + "page_token=cGFnZQ%2B%2F1%3D%3D&per_page=200"} {
		got := []*cassette.Interaction{first, second}[i].Request
		got.URL = ordered(got.URL)
		want := cassette.Request{Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Host: "www.zohoapis.com", URL: want, Method: "GET"}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("request %d:\n%+v\nwant\n%+v", i+1, got, want)
		}
	}
	const body = `{"data":[
{"Owner":{"name":"Name 1","id":"BASE-00001","email":"user1@example.com"},` +
		`"Created_Time":"2022-04-20T09:02:00+05:30","File_Name":"File 1.pdf","Size":"1001","Parent_Id":null,` +
		`"$file_id":"file000000000000000000000000000000000001","id":"BASE-00004","$se_module":"CustomModule1","$editable":true,` +
		`"$attachment_type":3,"Field_1":{"Field_2":1002,"Field_3":1003.5,"limit":1004,"Field_4":"Name 1"}},
{"Owner":{"name":"Name 2","id":"BASE-00002"},"Created_Time":"2022-04-20T09:01:00+05:30","File_Name":"File 2","Size":1001,` +
		`"Parent_Id":{"name":"Name 2","id":"BASE-00003"},"$file_id":null,"id":"BASE-00005","$type":"Link URL",` +
		`"$link_url":"https://www.example.com/1","Field_1":[]}
],"info":{"per_page":200,"next_page_token":"cGFnZQ+/1==","count":2,"page":1,"previous_page_token":null,` +
		`"page_token_expiry":"2099-12-31T23:58:59+05:30","more_records":true}}`
	length := len(first.Response.Body)
	first.Response.Body = ordered(first.Response.Body)
	for i, want := range []cassette.Response{
		{
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(length), Body: body, Status: "200 OK", Code: 200,
			Headers: http.Header{"Content-Type": {"application/json;charset=UTF-8"}, "Content-Length": {strconv.Itoa(length)}},
		},
		{Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Status: "204 No Content", Code: 204, Headers: http.Header{}},
	} {
		if got := []*cassette.Interaction{first, second}[i].Response; !reflect.DeepEqual(got, want) {
			t.Errorf("response %d:\n%+v\nwant\n%+v", i+1, got, want)
		}
	}
	if want := (scrub.Report{Texts: 22, Numbers: 4, Keys: 4}); report != want {
		t.Errorf("report %+v, want %+v", report, want)
	}
}

// Another scenario of the same account is made into other ids, the same one into the same.
func TestInteractionsByName(t *testing.T) {
	t.Parallel()
	scrubbed := func(name string) string {
		i := asked("fields=id&per_page=200", 200, nil, `{"data":[{"id":"4876876000001021001"}]}`)
		if _, err := scrub.Interactions(name, []*cassette.Interaction{i}); err != nil {
			t.Fatal(err)
		}
		return i.Request.URL + i.Response.Body
	}
	one, again, two := scrubbed("one"), scrubbed("one"), scrubbed("two")
	if one != again || one == two || ordered(one) != ordered(two) {
		t.Errorf("got\n%s\n%s\n%s", one, again, two)
	}
}

// What becomes of one value of a body at a time.
func TestValues(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		// Errors keep the words that are Zoho's, and no others.
		{
			`{"code":"NO_PERMISSION","details":{"permissions":["Crm_Implied_View_Leads"]},"message":"permission denied","status":"error"}`,
			"",
		},
		{
			`{"code":"PATRICIA_IS_OUT","details":{"permissions":["Crm_Implied_View_Acme"],"agent":"Tom"},"message":"Patricia is out"}`,
			`{"code":"CODE_1","details":{"permissions":["Text 1"],"Field_1":"Text 2"},"message":"Message 1"}`,
		},
		{
			`{"details":{"method":"GET","url":"/crm/v8/Acme_Things/4876876000000376009/Attachments"}}`,
			`{"details":{"method":"GET","url":"/crm/v8/CustomModule1/BASE-00002/Attachments"}}`,
		},
		{`{"url":"/crm/v8/Acme_Things/1/Patricia"}`, `{"url":"Text 1"}`},
		{`"Patricia"`, `"Text 1"`},
		// Small numbers at documented places pass, and none elsewhere.
		{`{"details":{"limit":50,"resource_path_index":1,"retry_after":3600}}`, ""},
		{`{"data":[` + "\n" + `{"details":{"window":60},"$attachment_type":3}` + "\n" + `]}`, ""},
		{
			`{"details":{"limit":5551234567,"retry_after":3601,"window":-1,"resource_path_index":1.0,"supported_version":1e1}}`,
			`{"details":{"limit":1001,"retry_after":1002,"window":1003,"resource_path_index":1004.5,"supported_version":1005.5}}`,
		},
		{
			`{"info":{"per_page":201,"count":5551234567,"page":1234512345},"$attachment_type":3}`,
			`{"info":{"per_page":1001,"count":1002,"page":1003},"$attachment_type":1004}`,
		},
		{
			`{"info.count":5,"limit":5,"x":{"details":{"limit":5}}}`,
			`{"Field_1":1001,"limit":1001,"Field_2":{"details":{"limit":1001}}}`,
		},
		// Times keep their order, and neither zone nor fraction.
		{
			`["2023-03-01T00:00:00Z","2023-03-01T05:30:00.5+05:30","2023-02-28T23:59:59.250-11:00"]`,
			`["2022-04-20T09:01:00+05:30","2022-04-20T09:02:00+05:30","2022-04-20T09:03:00+05:30"]`,
		},
		{`["2023-02-30T00:00:00Z","2023-03-01"]`, `["Text 1","Text 2"]`},
		// Digits keep their order.
		{`["9223372036854775807","0042","43","007"]`, `["BASE-00005","BASE-00002","BASE-00003","BASE-00001"]`},
		{`{"Size":["007",7,"7"]}`, `{"Size":["1001",1002,"1002"]}`},
		// Texts by the key that they stand at, the same by the same.
		{
			`{"name":["Patricia","Tom","Patricia","Name 1"],"Acme":["Tom"]}`,
			`{"name":["Name 1","Name 2","Name 1","Name 3"],"Field_1":["Name 2"]}`,
		},
		{
			`{"File_Name":["a.pdf","b.tar.GZ","c","d.acme","e. Tom Ford","."]}`,
			`{"File_Name":["File 1.pdf","File 2.gz","File 3","File 4","File 5","File 6"]}`,
		},
		{
			`{"$link_url":["ftp://acme.example"],"email":["tom"],"$acme":"tom@acme.example"}`,
			`{"$link_url":["https://www.example.com/1"],"email":["user1@example.com"],"$field_1":"Text 1"}`,
		},
		{
			`{"$se_module":["Leads","Acme_Things","Documents"],"$type":["File","Tom",""]}`,
			`{"$se_module":["Leads","CustomModule1","Documents"],"$type":["File","Text 1",""]}`,
		},
	} {
		in, want := pair[0], pair[1]
		i := asked("fields=id&per_page=200", 403, nil, in)
		mustScrub(t, i)
		if want == "" {
			want = in
		}
		if got := ordered(i.Response.Body); got != want {
			t.Errorf("%s becomes\n%s\nwant\n%s", in, got, want)
		}
	}
}

// Of the headers those stay that tell of the response's form and of limits; not a name of a server, not a cookie.
func TestHeaders(t *testing.T) {
	t.Parallel()
	const json, other = "application/json; charset=UTF-8", "application/octet-stream"
	for name, tc := range map[string]struct {
		status   int
		in, want http.Header
	}{
		"none": {200, nil, http.Header{}},
		"of servers": {200, http.Header{
			"Server": {"acme7"}, "Set-Cookie": {"id=patricia"}, "Via": {"1.1 acme"}, "Date": {"Tue, 24 Nov 2026 01:02:03 GMT"},
			"Etag": {`"patricia"`}, "X-Request-Id": {"patricia"}, "Location": {"https://acme.example"}, "Content-Encoding": {"br"},
		}, http.Header{}},
		"of limits": {429, http.Header{
			"Retry-After": {"4711"}, "X-Api-Credits-Remaining": {"49500"}, "X-Ratelimit-Limit": {"patricia"},
		}, http.Header{"Retry-After": {"60"}, "X-Api-Credits-Remaining": {"1001"}}},
		"a date to wait for": {
			503, http.Header{"Retry-After": {"Tue, 24 Nov 2026 01:02:03 GMT"}}, http.Header{"Retry-After": {"Fri, 31 Dec 1999 23:59:59 GMT"}},
		},
		"no time to wait for":  {503, http.Header{"Retry-After": {"patricia"}}, http.Header{}},
		"JSON":                 {200, http.Header{"Content-Type": {json}}, http.Header{"Content-Type": {json}}},
		"another type":         {200, http.Header{"Content-Type": {"application/vnd.patricia+json"}}, http.Header{"Content-Type": {other}}},
		"a type with an extra": {200, http.Header{"Content-Type": {"application/json; by=patricia"}}, http.Header{"Content-Type": {other}}},
		"a redirect": {
			302, http.Header{"Location": {"https://acme.example/patricia"}}, http.Header{"Location": {"https://www.example.com/"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := asked("fields=id", tc.status, tc.in, "")
			mustScrub(t, i)
			tc.want.Set("Content-Length", "0")
			if got := i.Response.Headers; !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got  %v\nwant %v", got, tc.want)
			}
		})
	}
}

// Of a body that is not JSON nothing stays but the way in which it is not.
func TestBodiesThatAreNotJSON(t *testing.T) {
	t.Parallel()
	const html = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body></html>\n"
	for name, tc := range map[string]struct{ body, want string }{
		"empty":          {"", ""},
		"blank":          {" \n", ""},
		"HTML":           {"\n<html>Patricia</html>", html},
		"cut JSON":       {`{"data":[{"File_Name":"Patri`, `{"data":[{"id":"`},
		"malformed JSON": {`{"data":Patricia}`, `{"data":[}`},
		"something else": {"Patricia is out", "A body that was neither JSON nor HTML.\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := asked("fields=id&per_page=200", 502, nil, tc.body)
			mustScrub(t, i)
			if got := i.Response.Body; got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// What is no walk over attachments is refused, and not quoted.
func TestRefused(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*cassette.Request){
		"no URL":              func(r *cassette.Request) { r.URL = "https://patricia:%zz" },
		"another method":      func(r *cassette.Request) { r.Method = "PATCH" },
		"another list":        func(r *cassette.Request) { r.URL = strings.Replace(r.URL, "Attachments", "Patricia", 1) },
		"another version":     func(r *cassette.Request) { r.URL = strings.Replace(r.URL, "v8", "v9", 1) },
		"another API":         func(r *cassette.Request) { r.URL = strings.Replace(r.URL, "crm", "patricia", 2) },
		"a longer path":       func(r *cassette.Request) { r.URL = strings.Replace(r.URL, "?", "/patricia?", 1) },
		"a parameter more":    func(r *cassette.Request) { r.URL += "&patricia=1" },
		"a page that is none": func(r *cassette.Request) { r.URL += "&page=patricia" },
		"a page too high":     func(r *cassette.Request) { r.URL += "&page=5551234567" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good, bad := asked("fields=id", 204, nil, ""), asked("fields=id", 204, nil, "")
			change(&bad.Request)
			_, err := scrub.Interactions("test", []*cassette.Interaction{good, bad})
			if err == nil || err.Error() != "request 2: it asks for something else than the attachments of a record" {
				t.Errorf("%v", err)
			}
		})
	}
}
