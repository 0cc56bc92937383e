package zohocrmtest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// Every recorded response comes over HTTP as it was recorded, to the byte.
func TestReplayServesTheRecordings(t *testing.T) {
	t.Parallel()
	p := zohocrmtest.StartReplay(t)
	for _, s := range cassettes.Scenarios() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			c, err := cassette.Load("cassettes/recordings/" + s.Name)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range c.Interactions {
				uri := strings.TrimPrefix(i.Request.URL, "https://www.zohoapis.com")
				for range 2 { // a recording may be played again
					got := do(t, p.URL(), uri)
					if got.status != i.Response.Code || got.body != i.Response.Body {
						t.Errorf("%s: %d %.200s", uri, got.status, got.body)
					}
					length := strconv.Itoa(len(i.Response.Body))
					if i.Response.Code == http.StatusNoContent {
						length = ""
					}
					if got.header.Get("Content-Length") != length {
						t.Errorf("Content-Length %q, want %q", got.header.Get("Content-Length"), length)
					}
					got.header.Del("Date")
					for key, values := range i.Response.Headers {
						if !slices.Equal(got.header[key], values) {
							t.Errorf("header %s: %q, want %q", key, got.header[key], values)
						}
					}
				}
			}
		})
	}
}

// Responses from one recording share nothing that is changed on the way.
func TestReplayServesAtOnce(t *testing.T) {
	t.Parallel()
	p := zohocrmtest.StartReplay(t)
	uri := p.Scenarios()[0].URIs[0]
	want := do(t, p.URL(), uri).body
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 4 {
				if got := do(t, p.URL(), uri); got.body != want {
					t.Errorf("%d %s", got.status, got.body)
				}
			}
		})
	}
	all.Wait()
}

// The walk that a scenario tells of is the one that its responses lead a client
// along.
func TestReplayWalks(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"three-pages", "three-pages-by-number"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := zohocrmtest.StartReplay(t, zohocrmtest.WithScenarios(name))
			s := p.Scenarios()[0]
			pages := walk(t, p.URL(), s.Module, s.RecordID, strings.Join(s.Fields, ","), "200")
			var ids []string
			for _, page := range pages {
				ids = append(ids, page.ids()...)
			}
			slices.Sort(ids)
			if n := len(slices.Compact(ids)); n != 450 || s.Rows != 450 {
				t.Errorf("%d different ids, %d rows told, want 450", n, s.Rows)
			}
			if uris := p.URIs(); !slices.Equal(uris, s.URIs) {
				t.Errorf("asked\n%s\nwant\n%s", strings.Join(uris, "\n"), strings.Join(s.URIs, "\n"))
			}
			for i, r := range p.Requests() {
				if want := []int{200, 200, 50}[i]; r.Rows != want || r.Page != i+1 {
					t.Errorf("call %d is logged as page %d with %d rows", i+1, r.Page, r.Rows)
				}
			}
			if name == "three-pages" {
				for _, page := range pages[:2] {
					if token := page.token(); !strings.Contains(token, "/") || !strings.Contains(token, "=") || strings.Contains(token, "+") {
						t.Errorf("the token %q holds no slash or no equals sign, or a plus", token)
					}
				}
			}
		})
	}
}

// A recording is found by path and query, not by the order of its parameters.
func TestReplayMatches(t *testing.T) {
	t.Parallel()
	const path = "/crm/v8/Leads/4876876000000376008/Attachments"
	for name, tc := range map[string]struct {
		uri   string
		found bool
	}{
		"parameters in another order":  {path + "?per_page=200&fields=Created_Time%2CFile_Name%2COwner%2CParent_Id%2Cid", true},
		"commas as they are":           {path + "?fields=Created_Time,File_Name,Owner,Parent_Id,id&per_page=200", true},
		"the request of Zoho's page":   {path + "?fields=id,Owner,File_Name,Created_Time,Parent_Id", true},
		"fields in another order":      {path + "?fields=id,File_Name,Owner,Created_Time,Parent_Id&per_page=200", false},
		"a parameter more":             {path + "?fields=id,Owner,File_Name,Created_Time,Parent_Id&page=1", false},
		"another record":               {"/crm/v8/Leads/1/Attachments?fields=id,Owner,File_Name,Created_Time,Parent_Id", false},
		"another module":               {"/crm/v8/Cases/4876876000000376008/Attachments?fields=id,Owner,File_Name,Created_Time,Parent_Id", false},
		"a trailing slash in the path": {path + "/?fields=id,Owner,File_Name,Created_Time,Parent_Id", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newReplay(t)
			got := do(t, p.URL(), tc.uri)
			if found := got.status == http.StatusOK; found != tc.found || found != (len(p.Unknown()) == 0) {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
	t.Run("another method", func(t *testing.T) {
		t.Parallel()
		p := newReplay(t)
		got := do(t, p.URL(), path+"?fields=id,Owner,File_Name,Created_Time,Parent_Id", func(r *http.Request) { r.Method = http.MethodPost })
		if got.status != zohocrmtest.StatusNotRecorded {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
}

// newReplay is a replay whose unknown requests are no failure of the test.
func newReplay(t *testing.T, opts ...zohocrmtest.ReplayOption) *zohocrmtest.Replay {
	t.Helper()
	p, err := zohocrmtest.NewReplay(opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

func TestReplayUnknown(t *testing.T) {
	t.Parallel()
	p := newReplay(t, zohocrmtest.WithScenarios("signed-contract", "documented-sample"))
	got := do(t, p.URL(), "/crm/v8/Leads/1/Attachments?fields=id&x=a%2Bb")
	want := `{"code":"NO_RECORDING","details":{"recorded":[` +
		`"GET /crm/v8/Leads/4876876000000376008/Attachments?fields=Created_Time%2CFile_Name%2COwner%2CParent_Id%2Cid&per_page=200",` +
		`"GET /crm/v8/Leads/4876876000000376008/Attachments?fields=id,Owner,File_Name,Created_Time,Parent_Id",` +
		`"GET /crm/v8/Deals/4876876000000376008/Attachments?fields=Created_Time%2CFile_Name%2COwner%2CSize%2Cid&per_page=200"]},` +
		`"message":"no recording is of this record: restart the mock with -attachments 5 in place of recordings, and it serves any",` +
		`"status":"error"}`
	if got.status != zohocrmtest.StatusNotRecorded || got.body != want {
		t.Errorf("got  %d %s\nwant 421 %s", got.status, got.body, want)
	}
	if unknown := p.Unknown(); !slices.Equal(unknown, []string{"GET /crm/v8/Leads/1/Attachments?fields=id&x=a%2Bb"}) {
		t.Errorf("unknown %q", unknown)
	}
	const other = `"message":"the recording documented-sample has this record by other requests, with the fields Created_Time, File_Name, ` +
		`Owner, Parent_Id, id: ask for these, or restart the mock with -attachments 5 in place of recordings, and it serves any"`
	if got := do(t, p.URL(), "/crm/v8/Leads/4876876000000376008/Attachments?fields=id"); !strings.Contains(got.body, other) {
		t.Errorf("got  %s\nwant in it %s", got.body, other)
	}
}

func TestReplayAuthorization(t *testing.T) {
	t.Parallel()
	const uri = "/crm/v8/Leads/4876876000000376008/Attachments?fields=id,Owner,File_Name,Created_Time,Parent_Id"
	for name, tc := range map[string]struct {
		opts          []zohocrmtest.ReplayOption
		authorization string
		status        int
		code          string
	}{
		"any token":             {nil, "Zoho-oauthtoken x", 200, ""},
		"none":                  {nil, "", 401, "AUTHENTICATION_FAILURE"},
		"Bearer":                {nil, "Bearer x", 401, "AUTHENTICATION_FAILURE"},
		"no token":              {nil, "Zoho-oauthtoken ", 401, "AUTHENTICATION_FAILURE"},
		"lower case":            {nil, "zoho-oauthtoken x", 401, "AUTHENTICATION_FAILURE"},
		"one of those accepted": {[]zohocrmtest.ReplayOption{zohocrmtest.WithTokens("x", "y")}, "Zoho-oauthtoken y", 200, ""},
		"none of those":         {[]zohocrmtest.ReplayOption{zohocrmtest.WithTokens("x", "y")}, "Zoho-oauthtoken z", 401, "INVALID_TOKEN"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := zohocrmtest.StartReplay(t, tc.opts...)
			got := do(t, p.URL(), uri, authorization(tc.authorization))
			if got.status != tc.status || tc.code != "" && errorCode(t, got.body) != tc.code {
				t.Errorf("%d %s", got.status, got.body)
			}
			if accepted := p.Requests()[0].TokenAccepted; accepted != (tc.status == 200) {
				t.Errorf("token accepted: %t", accepted)
			}
		})
	}
}

// Within the process nobody trims the header.
func TestReplayAuthorizationIsBlank(t *testing.T) {
	t.Parallel()
	p := zohocrmtest.StartReplay(t)
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, p.Scenarios()[0].URIs[0], nil)
	request.Header.Set("Authorization", "Zoho-oauthtoken ")
	response := httptest.NewRecorder()
	p.Handler().ServeHTTP(response, request)
	if response.Code != http.StatusUnauthorized || errorCode(t, response.Body.String()) != "AUTHENTICATION_FAILURE" {
		t.Errorf("%d %s", response.Code, response.Body)
	}
}

func TestReplayErrors(t *testing.T) {
	t.Parallel()
	file := func(text string) zohocrmtest.ReplayOption {
		return zohocrmtest.WithRecordings(fstest.MapFS{"one.yaml": {Data: []byte(text)}})
	}
	for name, tc := range map[string]struct {
		opt  zohocrmtest.ReplayOption
		want string
	}{
		"an unknown scenario": {
			zohocrmtest.WithScenarios("signed-contract", "no-such", "nor-this"), "zohocrmtest: no recording is called no-such, nor-this",
		},
		"no YAML":       {file("\t"), "zohocrmtest: one.yaml: "},
		"an old format": {file("version: 1\n"), "zohocrmtest: one.yaml: unsupported cassette version format: 2"},
		"nothing in it": {file("version: 2\n"), "zohocrmtest: one.yaml: no interactions"},
		"another path": {
			file("version: 2\ninteractions:\n- request: {url: https://www.zohoapis.com/crm/v8/org, method: GET}\n"),
			`zohocrmtest: one.yaml: the first request asks for "/crm/v8/org", not for the attachments of a record`,
		},
		"a walk that breaks off": {
			file("version: 2\ninteractions:\n- request: {url: https://www.zohoapis.com/crm/v8/Leads/1/Attachments?fields=id, method: GET}\n" +
				"  response: {code: 200, body: '{\"data\":[],\"info\":{\"more_records\":true}}'}\n"),
			"zohocrmtest: one.yaml: response 1 leads to /crm/v8/Leads/1/Attachments?fields=id&page=2, which is not recorded",
		},
		"a walk in a ring": {
			file("version: 2\ninteractions:\n- request: {url: https://www.zohoapis.com/crm/v8/Leads/1/Attachments?fields=id, method: GET}\n" +
				"  response: &page {code: 200, body: '{\"data\":[],\"info\":{\"more_records\":true,\"next_page_token\":\"x\"}}'}\n" +
				"- request: {url: https://www.zohoapis.com/crm/v8/Leads/1/Attachments?fields=id&page_token=x, method: GET}\n" +
				"  response: *page\n"),
			"zohocrmtest: one.yaml: the walk does not end",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := zohocrmtest.NewReplay(tc.opt)
			if err == nil {
				p.Close()
				t.Fatal("no error")
			}
			if !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("error %q, want %q", err, tc.want)
			}
		})
	}
}

// The documented sample is Zoho's to the letter: these are the length and the
// digest of the Sample Response of "Zoho CRM API v8, Get list of Attachments".
func TestDocumentedSampleToTheLetter(t *testing.T) {
	t.Parallel()
	p := zohocrmtest.StartReplay(t)
	for _, fields := range []string{"Created_Time,File_Name,Owner,Parent_Id,id&per_page=200", "id,Owner,File_Name,Created_Time,Parent_Id"} {
		got := do(t, p.URL(), "/crm/v8/Leads/4876876000000376008/Attachments?fields="+fields)
		digest := sha256.Sum256([]byte(got.body))
		if want := "11fc2e21806d353cd6b0bba9bce080e3058ecda5cf7e3245dd95150807ddd5fb"; len(got.body) != 977 ||
			hex.EncodeToString(digest[:]) != want {
			t.Errorf("%d bytes, digest %x", len(got.body), digest)
		}
	}
}
