package zohocrmtest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

const record = "4876876000000376008"

// everyField are the sixteen names that are safe to ask for.
const everyField = "id,File_Name,Size,Owner,Created_By,Created_Time,Modified_By,Modified_Time,Parent_Id," +
	"$editable,$file_id,$type,$se_module,$state,$link_url,$sharing_permission"

func fieldNames(n int) string { return strings.Repeat("id,", n-1) + "id" }

// The requests that Zoho refuses, with its words to the letter.
func TestMockRefuses(t *testing.T) {
	t.Parallel()
	method := func(name string) func(*http.Request) { return func(r *http.Request) { r.Method = name } }
	m := zohocrmtest.StartMock(t,
		zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)),
		zohocrmtest.WithScopelessToken("without-scope", http.StatusUnauthorized),
		zohocrmtest.WithScopelessToken("without-scope-403", http.StatusForbidden),
	)
	good := attachmentsURI("Deals", record, "id")
	for name, tc := range map[string]struct {
		uri    string
		set    func(*http.Request)
		status int
		body   string
	}{
		"no Authorization": {
			good, authorization(""), 401,
			`{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}`,
		},
		"Bearer": {
			good, authorization("Bearer " + zohocrmtest.Token), 401,
			`{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}`,
		},
		"a prefix without a token": {
			good, authorization("Zoho-oauthtoken "), 401,
			`{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}`,
		},
		"another token": {
			good, authorization("Zoho-oauthtoken 1000.other"), 401,
			`{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}`,
		},
		"a token without scope": {
			good, authorization("Zoho-oauthtoken without-scope"), 401,
			`{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}`,
		},
		"a token without scope, as OpenAPI has it": {
			good, authorization("Zoho-oauthtoken without-scope-403"), 403,
			`{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}`,
		},
		"the token before the path": {
			"/elsewhere", authorization("Zoho-oauthtoken 1000.other"), 401,
			`{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}`,
		},
		"another path": {
			"/crm/v8/Deals", nil, 404,
			`{"code":"INVALID_URL_PATTERN","details":{},"message":"Please check if the URL trying to access is a correct one","status":"error"}`,
		},
		"another version": {
			"/crm/v7/Deals/" + record + "/Attachments?fields=id", nil, 404,
			`{"code":"INVALID_URL_PATTERN","details":{},"message":"Please check if the URL trying to access is a correct one","status":"error"}`,
		},
		"another method": {
			good, method(http.MethodPost), 400,
			`{"code":"INVALID_REQUEST_METHOD","details":{},"message":"The http request method type is not a valid one","status":"error"}`,
		},
		"an unknown module, before the record": {
			attachmentsURI("Deal", "1", ""), nil, 400,
			`{"code":"INVALID_MODULE","details":{"resource_path_index":0},"message":"the module name given seems to be invalid","status":"error"}`,
		},
		"a module without attachments": {
			attachmentsURI("Documents", record, "id"), nil, 400,
			`{"code":"INVALID_MODULE","details":{"resource_path_index":0},"message":"the given module is not supported in api","status":"error"}`,
		},
		"an unknown record, before the fields": {
			attachmentsURI("Deals", "1", ""), nil, 400,
			`{"code":"INVALID_DATA","details":{"resource_path_index":1},"message":"the related id given seems to be invalid","status":"error"}`,
		},
		"the same record of another module": {
			attachmentsURI("Leads", record, "id"), nil, 400,
			`{"code":"INVALID_DATA","details":{"resource_path_index":1},"message":"the related id given seems to be invalid","status":"error"}`,
		},
		"another related list": {
			"/crm/v8/Deals/" + record + "/attachments?fields=id", nil, 400,
			`{"code":"INVALID_DATA","details":{"resource_path_index":2},"message":"the related name given seems to be invalid","status":"error"}`,
		},
		"no fields, before the paging": {
			"/crm/v8/Deals/" + record + "/Attachments?page=0", nil, 400,
			`{"code":"REQUIRED_PARAM_MISSING","details":{"param_name":"fields"},"message":"One of the expected parameter is missing","status":"error"}`,
		},
		"empty fields": {
			attachmentsURI("Deals", record, ""), nil, 400,
			`{"code":"REQUIRED_PARAM_MISSING","details":{"param_name":"fields"},"message":"One of the expected parameter is missing","status":"error"}`,
		},
		"51 fields": {
			attachmentsURI("Deals", record, fieldNames(51)), nil, 400,
			`{"code":"LIMIT_EXCEEDED","details":{"limit":50,"param_name":"fields"},"message":"limit exceeded","status":"error"}`,
		},
		"page and page_token": {
			attachmentsURI("Deals", record, "id", "page", "1", "page_token", "x"), nil, 400,
			`{"code":"AMBIGUITY_DURING_PROCESSING","details":{"ambiguity_due_to":[{"param_name":"page"},{"param_name":"page_token"}]},"message":"cannot use both page and page_token","status":"error"}`,
		},
		"per_page above 200": {
			attachmentsURI("Deals", record, "id", "per_page", "201"), nil, 400,
			`{"code":"INVALID_DATA","details":{"param_name":"per_page"},"message":"invalid data provided","status":"error"}`,
		},
		"per_page 0": {
			attachmentsURI("Deals", record, "id", "per_page", "0"), nil, 400,
			`{"code":"INVALID_DATA","details":{"param_name":"per_page"},"message":"invalid data provided","status":"error"}`,
		},
		"page 0": {
			attachmentsURI("Deals", record, "id", "page", "0"), nil, 400,
			`{"code":"INVALID_DATA","details":{"param_name":"page"},"message":"invalid data provided","status":"error"}`,
		},
		"a page that is a word": {
			attachmentsURI("Deals", record, "id", "page", "two"), nil, 400,
			`{"code":"INVALID_DATA","details":{"param_name":"page"},"message":"invalid data provided","status":"error"}`,
		},
		"page 11": {
			attachmentsURI("Deals", record, "id", "page", "11"), nil, 400,
			`{"code":"DISCRETE_PAGINATION_LIMIT_EXCEEDED","details":{"limit":2000},"message":"You can only get the first 2000 records without using page_token param","status":"error"}`,
		},
		"a token never handed out": {
			attachmentsURI("Deals", record, "id", "page_token", "abc+/="), nil, 400,
			`{"code":"TOKEN_BOUND_DATA_MISMATCH","details":{"param_name":"page_token"},"message":"The page_token given seems to be invalid or input param is added or altered or deleted","status":"error"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var set []func(*http.Request)
			if tc.set != nil {
				set = append(set, tc.set)
			}
			got := do(t, m.URL(), tc.uri, set...)
			if got.status != tc.status || got.body != tc.body {
				t.Errorf("got %d %s\nwant %d %s", got.status, got.body, tc.status, tc.body)
			}
			if got.header.Get("Content-Type") != "application/json;charset=UTF-8" {
				t.Errorf("Content-Type %q", got.header.Get("Content-Type"))
			}
		})
	}
}

func TestMockAccepts(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t,
		zohocrmtest.WithRecord("Deals", record, rows.Attachments(3)),
		zohocrmtest.WithRecord("Vehicles", "1", rows.Attachments(1)),
	)
	for name, uri := range map[string]string{
		"50 fields":        attachmentsURI("Deals", record, fieldNames(50)),
		"page 1":           attachmentsURI("Deals", record, "id", "page", "1"),
		"raw commas and $": "/crm/v8/Deals/" + record + "/Attachments?fields=id,File_Name,$file_id",
		"a custom module":  attachmentsURI("Vehicles", "1", "id"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := do(t, m.URL(), uri); got.status != http.StatusOK {
				t.Errorf("got %d %s", got.status, got.body)
			}
		})
	}
}

// The other readings of what Zoho's documents contradict each other about.
func TestMockSwitches(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		opts   []zohocrmtest.MockOption
		uri    string
		status int
		code   string
	}{
		"an unknown record is 404":        {[]zohocrmtest.MockOption{zohocrmtest.WithNotFound()}, attachmentsURI("Deals", "1", "id"), 404, "INVALID_DATA"},
		"an unsupported module says so":   {[]zohocrmtest.MockOption{zohocrmtest.WithNotSupported()}, attachmentsURI("Projects", "1", "id"), 400, "NOT_SUPPORTED"},
		"a custom module without records": {[]zohocrmtest.MockOption{zohocrmtest.WithModules("Vehicles")}, attachmentsURI("Vehicles", "1", "id"), 400, "INVALID_DATA"},
		"any record, but not of any id":   {[]zohocrmtest.MockOption{zohocrmtest.WithAnyRecord(rows.Attachments(1))}, attachmentsURI("Anything", "word", "id"), 400, "INVALID_DATA"},
		"any record, of Zoho's modules":   {[]zohocrmtest.MockOption{zohocrmtest.WithAnyRecord(rows.Attachments(1))}, attachmentsURI("Documents", "1", "id"), 400, "INVALID_MODULE"},
		"another token in place of Token": {[]zohocrmtest.MockOption{zohocrmtest.WithTokens("one", "two")}, attachmentsURI("Deals", "1", "id"), 401, "INVALID_TOKEN"},
		"other limits of rows by number":  {[]zohocrmtest.MockOption{zohocrmtest.WithRecord("Deals", "1", rows.Attachments(1)), zohocrmtest.WithRowLimits(10, 20)}, attachmentsURI("Deals", "1", "id", "per_page", "5", "page", "3"), 400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, tc.opts...)
			got := do(t, m.URL(), tc.uri)
			if code := errorCode(t, got.body); got.status != tc.status || code != tc.code {
				t.Errorf("got %d %s, want %d %s", got.status, code, tc.status, tc.code)
			}
		})
	}
}

func TestMockAnyRecord(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t,
		zohocrmtest.WithAnyRecord(rows.Attachments(450)),
		zohocrmtest.WithRecord("Deals", "7", rows.Attachments(0)),
	)
	for _, module := range []string{"Deals", "Vehicles"} {
		pages := walk(t, m.URL(), module, "12", "$se_module,Parent_Id", "200")
		if len(pages) != 3 || len(pages[2].Data) != 50 {
			t.Errorf("%s: %d pages, want 200 + 200 + 50 rows", module, len(pages))
		}
		row := pages[0].Data[0]
		if string(row["$se_module"]) != `"`+module+`"` || string(row["Parent_Id"]) != `{"name":"Record 12","id":"12"}` {
			t.Errorf("%s: the row %s is another record's", module, row)
		}
	}
	if got := do(t, m.URL(), attachmentsURI("Deals", "7", "id")); got.status != http.StatusNoContent {
		t.Errorf("the record that is named: %d, want its own 204", got.status)
	}
}

func TestMockRecordsChange(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t)
	uri := attachmentsURI("Deals", "1", "id")
	status := func() int { return do(t, m.URL(), uri).status }
	if got := status(); got != 400 {
		t.Errorf("before: %d", got)
	}
	m.SetRecord("Deals", "1", rows.Attachments(1))
	if got := decodePage(t, do(t, m.URL(), uri).body); len(got.Data) != 1 {
		t.Errorf("one attachment: got %d", len(got.Data))
	}
	m.SetRecord("Deals", "1", rows.Attachments(2))
	if got := decodePage(t, do(t, m.URL(), uri).body); len(got.Data) != 2 {
		t.Errorf("two attachments: got %d", len(got.Data))
	}
	m.RemoveRecord("Deals", "1")
	if got := status(); got != 400 {
		t.Errorf("removed: %d", got)
	}
	m.AcceptTokens("fresh")
	if got := status(); got != 401 {
		t.Errorf("with the old access token: %d", got)
	}
}
