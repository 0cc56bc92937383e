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

// A page of every kind of text and number, replaced: what an account answers on the left of each line below is on the
// right what is written.
func TestInteractions(t *testing.T) {
	t.Parallel()
	const query = "fields=%24file_id%2CAcme_Rating%2CCreated_Time%2CFile_Name%2COwner%2CParent_Id%2CSize%2Cid&per_page=200"
	first := asked(query, 200, http.Header{"Content-Type": {"application/json;charset=UTF-8"}}, `{
		"data": [
			{
				"Owner": {"name": "Patricia Boyle", "id": "4876876000000327001", "email": "patricia@acme.example"},
				"Created_Time": "2024-04-21T10:27:41+05:30", "File_Name": "Acme-offer.PDF", "Size": "1048576", "Parent_Id": null,
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

	const at = "https://www.zohoapis.com/crm/v8/Deals/5180383099969417900/Attachments?fields=%24file_id%2CCreated_Time%2CField_1%2CFile_Name%2COwner%2CParent_Id%2CSize%2Cid&"
	for i, want := range []string{at + "per_page=200", at + "page_token=Nw%2B9%2Fw%3D%3D&per_page=200"} {
		got := []*cassette.Interaction{first, second}[i].Request
		if want := (cassette.Request{Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Host: "www.zohoapis.com", URL: want, Method: "GET"}); !reflect.DeepEqual(got, want) {
			t.Errorf("request %d:\n%+v\nwant\n%+v", i+1, got, want)
		}
	}
	const body = `{"data":[
{"Owner":{"name":"Name 1","id":"1891034285227507578","email":"user1@example.com"},"Created_Time":"2022-04-21T09:15:42+05:30","File_Name":"File 1.PDF","Size":"2393254","Parent_Id":null,"$file_id":"v0axk76ll","id":"6825057507340373061","$se_module":"CustomModule1","$editable":true,"$attachment_type":3,"Field_1":{"Field_2":2765928818,"Field_3":-92.37,"limit":1,"Field_4":"Name 1"}},
{"Owner":{"name":"Name 2","id":"3535708692598462739"},"Created_Time":"2022-04-20T09:15:42Z","File_Name":"File 2.xxxxxxxx","Size":2393254,"Parent_Id":{"name":"Name 2","id":"5180383099969417900"},"$file_id":null,"id":"8469731914711328222","$type":"Link URL","$link_url":"http://www.example.com/1","Field_1":[]}
],"info":{"per_page":200,"next_page_token":"Nw+9/w==","count":2,"page":1,"previous_page_token":null,"page_token_expiry":"2099-12-31T23:59:59+05:30","more_records":true}}`
	for i, want := range []cassette.Response{
		{
			Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, ContentLength: int64(len(body)), Body: body, Status: "200 OK", Code: 200,
			Headers: http.Header{"Content-Type": {"application/json;charset=UTF-8"}, "Content-Length": {strconv.Itoa(len(body))}},
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

// Another scenario of the same account is made into other ids and tokens, the same one into the same.
func TestInteractionsByName(t *testing.T) {
	t.Parallel()
	scrubbed := func(name string) string {
		i := asked("fields=id&per_page=200", 200, nil, `{"data":[{"id":"4876876000001021001","$file_id":"i5lib37dd317434ed4470b9e43bc4db0e229a"}]}`)
		if _, err := scrub.Interactions(name, []*cassette.Interaction{i}); err != nil {
			t.Fatal(err)
		}
		return i.Request.URL + i.Response.Body
	}
	one, again, two := scrubbed("one"), scrubbed("one"), scrubbed("two")
	if one != again {
		t.Error("the same scenario differs from one time to the next")
	}
	for _, part := range []string{"Deals/[0-9]+", `"id":"[0-9]+`, `"\$file_id":"[a-z0-9]+`} {
		re := regexp.MustCompile(part)
		if re.FindString(one) == re.FindString(two) || re.FindString(one) == "" {
			t.Errorf("%q in both of\n%s\n%s", re.FindString(one), one, two)
		}
	}
}

// Errors keep the words that are Zoho's, and no others.
func TestErrors(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		body, want string
		report     scrub.Report
	}{
		"known": {
			`{"code":"NO_PERMISSION","details":{"permissions":["Crm_Implied_View_Leads"]},"message":"permission denied","status":"error"}`,
			`{"code":"NO_PERMISSION","details":{"permissions":["Crm_Implied_View_Leads"]},"message":"permission denied","status":"error"}`,
			scrub.Report{Texts: 1},
		},
		"numbers of details": {
			`{"code":"LIMIT_EXCEEDED","details":{"limit":50,"param_name":"fields","resource_path_index":1},"message":"limit exceeded","status":"error"}`,
			`{"code":"LIMIT_EXCEEDED","details":{"limit":50,"param_name":"fields","resource_path_index":1},"message":"limit exceeded","status":"error"}`,
			scrub.Report{Texts: 1},
		},
		"numbers elsewhere": {
			`{"info.count":5551234567,"limit":5551234567,"x":{"details":{"limit":5551234567}}}`,
			`{"Field_1":2765928818,"limit":2765928818,"Field_2":{"details":{"limit":2765928818}}}`,
			scrub.Report{Texts: 3, Numbers: 1, Keys: 2},
		},
		"unknown": {
			`{"data":[{"code":"PATRICIA_IS_OUT","details":{"permissions":["Crm_Implied_View_Acme"],"agent":"Tom"},"message":"Patricia Boyle may not read this","status":"error"}]}`,
			`{"data":[` + "\n" + `{"code":"CODE_1","details":{"permissions":["Text 1"],"Field_1":"Text 2"},"message":"Message 1","status":"error"}` + "\n]}",
			scrub.Report{Texts: 6, Keys: 1, Codes: 1},
		},
		"a path of the API": {
			`{"code":"OAUTH_SCOPE_MISMATCH","details":{"method":"GET","url":"/crm/v8/Acme_Things/4876876000000376008/Attachments"},"message":"Unauthorized by Tom"}`,
			`{"code":"OAUTH_SCOPE_MISMATCH","details":{"method":"GET","url":"/crm/v8/CustomModule1/1891034285227507575/Attachments"},"message":"Message 1"}`,
			scrub.Report{Texts: 4},
		},
		"no object": {`"Patricia"`, `"Text 1"`, scrub.Report{Texts: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := asked("fields=id&per_page=200", 403, nil, tc.body)
			report := mustScrub(t, i)
			if got := i.Response.Body; got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
			if report != tc.report {
				t.Errorf("report %+v, want %+v", report, tc.report)
			}
		})
	}
}

// Of a body that is not JSON nothing stays but the way in which it is not.
func TestBodiesThatAreNotJSON(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ body, want string }{
		"empty":          {"", ""},
		"blank":          {" \n", " \n"},
		"HTML":           {"\n<html>Patricia</html>", "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body></html>\n"},
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
