package cassettes_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// Every cassette says what it is and where it is from, is written as a client
// of ours would have recorded it, and is found by no other's requests.
func TestCassettes(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("recordings/*")
	if err != nil {
		t.Fatal(err)
	}
	scenarios := slices.Concat(cassettes.Scenarios(), cassettes.Queries())
	slices.SortFunc(scenarios, func(a, b cassettes.Scenario) int { return strings.Compare(a.Name, b.Name) })
	if len(scenarios) != len(files) {
		t.Errorf("%d scenarios in %d files", len(scenarios), len(files))
	}
	byName := func(a, b cassettes.Scenario) int { return strings.Compare(a.Name, b.Name) }
	if !slices.IsSortedFunc(cassettes.Scenarios(), byName) || !slices.IsSortedFunc(cassettes.Queries(), byName) {
		t.Error("the scenarios are not sorted by name")
	}
	known := map[string]string{}
	for _, s := range scenarios {
		if !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(s.Name) {
			t.Errorf("%s: the name is not in kebab case", s.Name)
		}
		if !strings.HasSuffix(s.Title, ".") || !strings.HasSuffix(s.Note, ".") || !strings.Contains(s.Note, "written by ") ||
			!strings.Contains(s.Source, "Zoho") {
			t.Errorf("%s: the leading comment says\nTitle: %s\nSource: %s\nNote: %s", s.Name, s.Title, s.Source, s.Note)
		}
		c, err := cassette.Load("recordings/" + s.Name)
		if err != nil {
			t.Fatal(err)
		}
		for n, i := range c.Interactions {
			where := s.Name + ", interaction " + strconv.Itoa(n)
			method := http.MethodGet
			if s.IsQuery() {
				method = http.MethodPost
			}
			if i.ID != n || i.Request.Method != method || i.Request.Host != "www.zohoapis.com" || i.Request.Headers != nil {
				t.Errorf("%s: the request is %+v", where, i.Request)
			}
			u, err := url.Parse(i.Request.URL)
			if err != nil {
				t.Fatal(err)
			}
			if key := u.Path + "?" + u.Query().Encode() + " " + i.Request.Body; known[key] != "" {
				t.Errorf("%s and %s know the same request", where, known[key])
			} else {
				known[key] = where
			}
			checkResponse(t, where, i.Response)
		}
		if s.IsQuery() {
			checkQuery(t, s)
			continue
		}
		for _, uri := range s.URIs {
			checkURI(t, s, uri)
		}
	}
}

// checkQuery holds a recording of COQL against what the documentation of Queries says.
func checkQuery(t *testing.T, s cassettes.Scenario) {
	t.Helper()
	if s.Module != "Leads" || s.RecordID != "" || s.Where != "Last_Name = '"+s.Name+"'" || !slices.Equal(s.Fields, []string{"Last_Name"}) {
		t.Errorf("%+v", s)
	}
	if isError := strings.HasPrefix(s.Name, "query-error-"); isError != (s.Code != "") || isError != (s.Status >= 400) {
		t.Errorf("%s ends with %d %s", s.Name, s.Status, s.Code)
	}
}

func checkResponse(t *testing.T, where string, r cassette.Response) {
	t.Helper()
	if r.Status != strconv.Itoa(r.Code)+" "+http.StatusText(r.Code) {
		t.Errorf("%s: status %q of code %d", where, r.Status, r.Code)
	}
	length := r.Headers.Get("Content-Length")
	if r.Code == http.StatusNoContent && length == "" {
		length = "0"
	}
	if n := strconv.Itoa(len(r.Body)); n != length || n != strconv.FormatInt(r.ContentLength, 10) {
		t.Errorf("%s: Content-Length %s and %d of %s bytes", where, length, r.ContentLength, n)
	}
}

// checkURI holds a request of a walk against the form that our client sends:
// fields sorted, per_page 200, encoded by net/url.
func checkURI(t *testing.T, s cassettes.Scenario, uri string) {
	t.Helper()
	u, err := url.ParseRequestURI(uri)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	if u.RawQuery != query.Encode() || query.Get("per_page") != "200" || query.Get("fields") != strings.Join(s.Fields, ",") {
		t.Errorf("%s: %s is not what a client sends", s.Name, uri)
	}
	if !slices.IsSorted(s.Fields) || slices.Contains(s.Fields, "") {
		t.Errorf("%s: the fields %q are not sorted", s.Name, s.Fields)
	}
	if u.Path != "/crm/v8/"+s.Module+"/"+s.RecordID+"/Attachments" {
		t.Errorf("%s: %s is not about %s/%s", s.Name, uri, s.Module, s.RecordID)
	}
}

// The scenarios of any folder are told in the same way, and each caller has
// its own.
func TestScenariosIn(t *testing.T) {
	t.Parallel()
	in, err := cassettes.ScenariosIn(os.DirFS("recordings"))
	if err != nil {
		t.Fatal(err)
	}
	byName := func(a, b cassettes.Scenario) int { return strings.Compare(a.Name, b.Name) }
	own := slices.SortedFunc(slices.Values(slices.Concat(cassettes.Scenarios(), cassettes.Queries())), byName)
	slices.SortFunc(in, byName)
	if !reflect.DeepEqual(in, own) {
		t.Error("the same files make other scenarios")
	}
	own[0].Fields[0], own[0].URIs[0] = "changed", "changed"
	if again, err := cassettes.ScenariosIn(os.DirFS("recordings")); err != nil || again[0].Fields[0] == "changed" {
		t.Error("a change is seen by others")
	}
	if _, err := cassettes.ScenariosIn(fstest.MapFS{"one.yaml": {Data: []byte("version: 1\n")}}); err == nil {
		t.Error("no error for a format of old")
	}
}

// The scenarios that other tests and documents go by name.
func TestScenarios(t *testing.T) {
	t.Parallel()
	type summary struct {
		target string
		pages  int
		rows   int
		status int
		code   string
	}
	want := map[string]summary{
		"documented-sample":            {"Leads/4876876000000376008", 1, 2, 200, ""},
		"documented-sample-all-fields": {"Leads/4876876000000376008", 1, 2, 200, ""},
		"signed-contract":              {"Deals/4876876000000376008", 1, 3, 200, ""},
		"three-pages":                  {"Deals/4876876000000391002", 3, 450, 200, ""},
		"three-pages-by-number":        {"Deals/4876876000000391003", 3, 450, 200, ""},
		"file-beside-link":             {"Leads/4876876000000401001", 1, 2, 200, ""},
		"empty-204":                    {"Leads/4876876000000410001", 1, 0, 204, ""},
		"empty-200":                    {"Leads/4876876000000411001", 1, 0, 200, ""},
		"error-invalid-module":         {"Ledas/4876876000000413001", 1, 0, 400, "INVALID_MODULE"},
		"error-expired-value":          {"Leads/4876876000000437001", 2, 2, 400, "EXPIRED_VALUE"},
		"error-invalid-host":           {"Leads/4876876000000454001", 1, 0, 400, "INVALID_HOST"},
		"error-in-data-envelope":       {"Leads/4876876000000452001", 1, 0, 400, "INVALID_DATA"},
		"error-inside-200":             {"Leads/4876876000000453001", 1, 0, 200, "INTERNAL_ERROR"},
		"error-gateway-html":           {"Leads/4876876000000451001", 1, 0, 502, ""},
	}
	for _, s := range cassettes.Scenarios() {
		if w, ok := want[s.Name]; ok {
			if got := (summary{s.Module + "/" + s.RecordID, len(s.URIs), s.Rows, s.Status, s.Code}); got != w {
				t.Errorf("%s: %+v, want %+v", s.Name, got, w)
			}
			delete(want, s.Name)
		}
	}
	if len(want) > 0 {
		t.Errorf("no scenarios called %v", want)
	}
}
