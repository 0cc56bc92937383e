package zohocrm_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// decodeErrorResponse has a client get an error response.
func decodeErrorResponse[E error](t *testing.T, status int, header http.Header, body string) E {
	t.Helper()
	_, err := walkScript(t, &script{responses: []scriptedResponse{{status, header, body}}})
	return errorAt[E](t, err, 1, 0)
}

// The errors are those of Zoho's pages "Get list of Attachments" and "Get Related Records", API v8, and of its OpenAPI files.
func TestErrorsOfZoho(t *testing.T) {
	t.Parallel()
	param := func(name string) api.Details { return api.Details{ParamName: name} }
	segment := func(index int) api.Details { return api.Details{ResourcePathIndex: &index} }
	none := api.Details{}
	for _, tc := range []struct {
		status                 int
		code, details, message string
		want                   api.Details
	}{
		{400, "REQUIRED_PARAM_MISSING", `{"param_name":"fields"}`, "One of the expected parameter is missing", param("fields")},
		{400, "INVALID_DATA", `{"resource_path_index":1}`, "the related id given seems to be invalid", segment(1)},
		{400, "INVALID_DATA", `{"resource_path_index":1,"related_status":"invalid"}`, "The related id given seems to be invalid", segment(1)},
		{400, "INVALID_DATA", `{"resource_path_index":2}`, "the related name given seems to be invalid", segment(2)},
		{400, "INVALID_MODULE", `{"resource_path_index":0}`, "the module name given seems to be invalid", segment(0)},
		{400, "NOT_SUPPORTED", `{"resource_path_index":0}`, "the given module is not supported in api", segment(0)},
		{404, "INVALID_DATA", `{}`, "The record does not exist", none},
		{401, "INVALID_TOKEN", `{}`, "invalid oauth token", none},
		{401, "AUTHENTICATION_FAILURE", `{}`, "Authentication failed", none},
		{401, "OAUTH_SCOPE_MISMATCH", `{}`, "invalid oauth scope to access this URL", none},
		{403, "OAUTH_SCOPE_MISMATCH", `{"method":"GET","url":"/crm/v8/Leads"}`, "required oauth scope is missing", none},
		{
			403, "NO_PERMISSION", `{"permissions":["Crm_Implied_View_Leads"]}`, "permission denied",
			api.Details{Permissions: []string{"Crm_Implied_View_Leads"}},
		},
		{400, "AUTHORIZATION_FAILED", `{}`, "User does not have sufficient privilege to read attachments", none},
		{404, "INVALID_URL_PATTERN", `{}`, "Please check if the URL trying to access is a correct one", none},
		{400, "INVALID_REQUEST_METHOD", `{}`, "The http request method type is not a valid one", none},
		{
			400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED", `{"limit":2000}`,
			"You can only get the first 2000 records without using page_token param",
			api.Details{Limit: "2000"},
		},
		{
			400, "TOKEN_BOUND_DATA_MISMATCH", `{"param_name":"page_token"}`,
			"The page_token given seems to be invalid or input param is added or altered or deleted", param("page_token"),
		},
		{400, "EXPIRED_VALUE", `{"param_name":"page_token"}`, "The token given is expired", param("page_token")},
		{400, "EXPIRED_VALUE", `{"api_name":"page_token","json_path":"$.query.page_token"}`, "Page token expired", param("page_token")},
		{
			400, "PAGINATION_LIMIT_EXCEEDED", `{"param_name":"page_token"}`,
			"You can only get upto 100000 records using page_token param", param("page_token"),
		},
		{
			400, "AMBIGUITY_DURING_PROCESSING", `{"ambiguity_due_to":[{"param_name":"page"},{"param_name":"page_token"}]}`,
			"cannot use both page and page_token", none,
		},
		{400, "LIMIT_EXCEEDED", `{"limit":50,"param_name":"fields"}`, "limit exceeded", api.Details{Limit: "50", ParamName: "fields"}},
		{400, "API_NOT_SUPPORTED", `{"supported_version":2.1}`, "", api.Details{SupportedVersion: "2.1"}},
		{429, "TOO_MANY_REQUESTS", `{}`, "too many requests. please try again after some time", none},
		{
			429, "TOO_MANY_REQUESTS", `{"trace_id":"x","retry_after":60,"limit":100,"window":60}`, "too many requests",
			api.Details{Limit: "100"},
		},
		{500, "INTERNAL_ERROR", `{}`, "Internal Server Error", none},
		{503, "SERVICE_UNAVAILABLE", `{}`, "Service temporarily unavailable. Please try again later", none},
	} {
		flat := `{"code":"` + tc.code + `","details":` + tc.details + `,"message":"` + tc.message + `","status":"error"}`
		want := api.Error{Status: tc.status, Code: tc.code, Message: tc.message, Details: tc.want}
		for _, body := range []string{
			flat, `{"data":[` + flat + `]}`, `{"data":[` + flat + `,{"code":"LATER"}],"info":{}}`, `{"errors":[` + flat + `]}`,
		} {
			if got := decodeErrorResponse[*api.Error](t, tc.status, nil, body); show(got) != show(want) {
				t.Errorf("%s\ngot %s\nwant %s", body, show(got), show(want))
			}
		}
	}
}

func TestErrorHeaders(t *testing.T) {
	t.Parallel()
	header := http.Header{"Retry-After": {"120"}, "X-Api-Credits-Remaining": {"0"}, "Content-Type": {" Text/HTML;charset=UTF-8"}}
	e := decodeErrorResponse[*api.Error](t, 429, header, `{"code":"TOO_MANY_REQUESTS"}`)
	if e.RetryAfter != "120" || e.CreditsRemaining != "0" {
		t.Errorf("got %s", show(e))
	}
	want := api.ResponseError{
		Defect: api.NotJSON, Status: 503, ContentType: "Text/HTML", RetryAfter: "120", CreditsRemaining: "0",
	}
	if got := *decodeErrorResponse[*api.ResponseError](t, 503, header, "<html>"); got != want {
		t.Errorf("got %s", show(got))
	}
}

// Of several lists with an error, the first by name counts, every time.
func TestErrorInSeveralLists(t *testing.T) {
	t.Parallel()
	for range 20 {
		e := decodeErrorResponse[*api.Error](t, 400, nil, `{"z":[{"code":"Z"}],"errors":[{"code":"E"}],"data":[{"code":"D"}],"a":[]}`)
		if e.Code != "D" {
			t.Fatalf("got %v", e)
		}
	}
}

// A body that is no error of Zoho's leaves the status.
func TestErrorThatIsNotZohos(t *testing.T) {
	t.Parallel()
	bodies := map[string]api.ResponseError{"<html>secret</html>": {Defect: api.NotJSON}, `{"code":"X"`: {Defect: api.NotJSON}}
	for _, body := range []string{
		"null", "[]", `"error"`, "{}", `{"data":[]}`, `{"data":[null]}`, `{"data":[{"id":"1"}]}`,
		`{"data":[{"code":5}]}`, `{"code":404}`, `[{"code":"X"}]`, `{"code":"","message":""}`, `{"error":{"code":5}}`, `{"error":[]}`,
	} {
		bodies[body] = api.ResponseError{Defect: api.Malformed}
	}
	for body, message := range map[string]string{
		`{"error":"invalid_code"}`:                                       "invalid_code",
		`{"error":{"code":429,"message":"Quota\u001b[2J exceeded\n"}}`:   "Quota [2J exceeded",
		`{"error":{"title":"Forbidden","detail":"by policy 7"}}`:         "Forbidden",
		`{"fault":{"faultstring":"Rate limit quota violation"}}`:         "Rate limit quota violation",
		`{"type":"about:blank","title":"Not Found","detail":"no route"}`: "Not Found",
		`{"detail":"no route"}`:                                          "no route",
		"\ufeff" + `{"title":"Not Found"}`:                               "Not Found",
	} {
		bodies[body] = api.ResponseError{Defect: api.Malformed, Message: message}
	}
	for body, want := range bodies {
		want.Status = 404
		if got := *decodeErrorResponse[*api.ResponseError](t, 404, nil, body); got != want {
			t.Errorf("%s: got %s", body, show(got))
		}
	}
	for _, body := range []string{"", " \r\n\t"} {
		want := api.ResponseError{Defect: api.Empty, Status: 404}
		if got := *decodeErrorResponse[*api.ResponseError](t, 404, nil, body); got != want {
			t.Errorf("%q: got %s", body, show(got))
		}
	}
}

// A value of an unexpected type is left out, and what stands beside it is kept.
func TestOddTypesInErrors(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]api.Error{
		`{"code":"X","message":5,"details":7}`:           {Code: "X"},
		`{"code":5,"message":"m","details":null}`:        {Message: "m"},
		`{"code":"X","details":"param_name"}`:            {Code: "X"},
		`{"code":"X","details":[{"param_name":"a"}]}`:    {Code: "X"},
		`{"code":"X","status":{},"message":"m"}`:         {Code: "X", Message: "m"},
		`{"code":"X","message":"m","details":{"a":{}}}`:  {Code: "X", Message: "m"},
		`{"message":"only words"}`:                       {Message: "only words"},
		`{"data":[{"code":"X","message":["m"]}]}`:        {Code: "X"},
		`{"data":"no list","rows":[{"code":"X"}],"a":1}`: {Code: "X"},
	} {
		want.Status = 400
		if got := decodeErrorResponse[*api.Error](t, 400, nil, body); show(got) != show(want) {
			t.Errorf("%s: got %s", body, show(got))
		}
	}
	for details, want := range map[string]api.Details{
		`{"resource_path_index":"1","param_name":"p"}`:     {ParamName: "p"},
		`{"resource_path_index":1.5,"param_name":"p"}`:     {ParamName: "p"},
		`{"resource_path_index":null}`:                     {},
		`{"resource_path_index":[1]}`:                      {},
		`{"resource_path_index":99999999999999999999}`:     {},
		`{"param_name":5,"api_name":"a"}`:                  {ParamName: "a"},
		`{"param_name":"p","api_name":"a"}`:                {ParamName: "p"},
		`{"param_name":{"name":"p"}}`:                      {},
		`{"permissions":"Crm","limit":1}`:                  {Limit: "1"},
		`{"permissions":[1,"a",null,{},"b"]}`:              {Permissions: []string{"1", "a", "b"}},
		`{"permissions":[]}`:                               {},
		`{"limit":"2000"}`:                                 {Limit: "2000"},
		`{"limit":12345678901234567890.10}`:                {Limit: "12345678901234567890.10"},
		`{"limit":-1}`:                                     {Limit: "-1"},
		`{"limit":"a \"word\""}`:                           {Limit: `a "word"`},
		`{"limit":null,"supported_version":null}`:          {},
		`{"limit":true,"supported_version":[8]}`:           {},
		`{"limit":{"fields":50},"supported_version":"v8"}`: {SupportedVersion: "v8"},
	} {
		if got := decodeErrorResponse[*api.Error](t, 400, nil, `{"code":"X","details":`+details+`}`); show(got.Details) != show(want) {
			t.Errorf("%s: got %s", details, show(got.Details))
		}
	}
}

// Whatever text of the server's is kept is fit to print.
func TestErrorTextsAreCleaned(t *testing.T) {
	t.Parallel()
	const dirty = `\u001b[2J\u0000a\r\n\tb\u202ec\u200b`
	body := strings.ReplaceAll(`{"code":"DIRTY","message":"DIRTY","details":
		{"param_name":"DIRTY","permissions":["DIRTY"],"limit":"DIRTY","supported_version":"DIRTY"}}`, "DIRTY", dirty)
	header := http.Header{"Retry-After": {"\x1b1"}, "X-Api-Credits-Remaining": {"\x1b2"}, "Content-Type": {"\x1btext/html"}}
	const clean = "[2J a b c"
	want := api.Error{
		Status: 400, Code: clean, Message: clean, RetryAfter: "1", CreditsRemaining: "2",
		Details: api.Details{ParamName: clean, Permissions: []string{clean}, Limit: clean, SupportedVersion: clean},
	}
	if got := decodeErrorResponse[*api.Error](t, 400, header, body); show(got) != show(want) {
		t.Errorf("got %s", show(got))
	}
	wantAnswer := api.ResponseError{
		Defect: api.NotJSON, Status: 503, ContentType: "text/html", RetryAfter: "1", CreditsRemaining: "2",
	}
	if got := *decodeErrorResponse[*api.ResponseError](t, 503, header, "<html>"); got != wantAnswer {
		t.Errorf("got %s", show(got))
	}
	long := decodeErrorResponse[*api.Error](
		t, 400, nil, `{"message":"`+strings.Repeat("é", 9_000)+`","details":{"limit":`+strings.Repeat("9", 9_000)+`}}`,
	)
	if long.Message != strings.Repeat("é", 500)+"…" || long.Details.Limit != strings.Repeat("9", 500)+"…" {
		t.Errorf("%d bytes are kept of a long text, %d of a long number", len(long.Message), len(long.Details.Limit))
	}
}

func TestErrorTexts(t *testing.T) {
	t.Parallel()
	cause := errors.New("reset by peer")
	for _, tc := range []struct {
		err  error
		want string
	}{
		{&api.Error{Status: 500}, "zohocrm: HTTP 500"},
		{&api.Error{Status: 400, Code: "INVALID_DATA"}, "zohocrm: HTTP 400: INVALID_DATA"},
		{&api.Error{Status: 400, Code: "INVALID_DATA", Message: "no"}, "zohocrm: HTTP 400: INVALID_DATA: no"},
		{&api.ResponseError{Defect: api.NotJSON, Status: 502}, "zohocrm: HTTP 502: the response is not JSON"},
		{&api.ResponseError{Defect: api.Empty, Status: 200}, "zohocrm: HTTP 200: the response has no body"},
		{&api.ResponseError{Defect: api.Truncated, Status: 200}, "zohocrm: HTTP 200: the response is truncated"},
		{
			&api.ResponseError{Defect: api.Malformed, Status: 200, Reason: noData},
			"zohocrm: HTTP 200: the response is not of the documented form: " + noData,
		},
		{&api.ResponseError{Defect: api.TooLarge, Status: 200}, "zohocrm: HTTP 200: the response is too large"},
		{&api.ResponseError{Defect: api.Redirected, Status: 302}, "zohocrm: HTTP 302: the response is a redirect"},
		{&api.ResponseError{Defect: api.UnexpectedStatus, Status: 201}, "zohocrm: HTTP 201: the response has an unexpected status"},
		{&api.ConnectionError{Host: "localhost:1", Err: cause}, "zohocrm: localhost:1: reset by peer"},
	} {
		if got := tc.err.Error(); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
	if !errors.Is(&api.ConnectionError{Err: cause}, cause) {
		t.Error("a ConnectionError hides its cause")
	}
}
