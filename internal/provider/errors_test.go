package provider_test

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/mitchellh/go-wordwrap"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// errorCase is an answer of Zoho's and the attribute that its message stands at.
type errorCase struct {
	name      string
	module    string // "Leads" where it is empty
	kind      faults.Kind
	attribute string
}

// zohoSays is an error of Zoho's with the given details, as JSON.
func zohoSays(status int, code, details, message string) faults.Kind {
	return faults.ZohoError(status, code, details, message)
}

// errorCases are the errors of Zoho's page on the endpoint, and the further ones of its OpenAPI files, client libraries and
// users: every one that a retry does not fix.
func errorCases() []errorCase {
	return []errorCase{
		{"INVALID_TOKEN", "", zohoSays(401, "INVALID_TOKEN", `{}`, "invalid oauth token"), ""},
		{"INVALID_OAUTHTOKEN", "", zohoSays(401, "INVALID_OAUTHTOKEN", `{}`, ""), ""},
		{"401 without a body", "", faults.Response(401, nil, ""), ""},
		{"INVALID_TOKEN with another status", "", zohoSays(400, "INVALID_TOKEN", `{}`, "invalid oauth token"), ""},
		{"AUTHENTICATION_FAILURE", "", zohoSays(401, "AUTHENTICATION_FAILURE", `{}`, "Authentication failed"), ""},
		{"OAUTH_SCOPE_MISMATCH", "", zohoSays(401, "OAUTH_SCOPE_MISMATCH", `{}`, "invalid oauth scope to access this URL"), ""},
		{
			"OAUTH_SCOPE_MISMATCH of a module with underscores", "Price_Books",
			zohoSays(403, "OAUTH_SCOPE_MISMATCH", `{"method":"GET","url":"/crm/v8/Price_Books"}`, "Unauthorized"), "",
		},
		{
			"OAUTH_SCOPE_MISMATCH of a custom module", "Vehicles",
			zohoSays(401, "OAUTH_SCOPE_MISMATCH", `{}`, "required oauth scope is missing"), "",
		},
		{"NO_PERMISSION", "", zohoSays(403, "NO_PERMISSION", `{"permissions":["Crm_Implied_View_Leads"]}`, "permission denied"), ""},
		{"NO_PERMISSION of an older status", "", zohoSays(400, "NO_PERMISSION", `{}`, "Permission denied to read attachment details"), ""},
		{
			"AUTHORIZATION_FAILED", "",
			zohoSays(400, "AUTHORIZATION_FAILED", `{}`, "User does not have sufficient privilege to read attachments"), "",
		},
		{
			"INVALID_MODULE", "Vehicles",
			zohoSays(400, "INVALID_MODULE", `{"resource_path_index":0}`, "the module name given seems to be invalid"), "module",
		},
		{
			"INVALID_MODULE with a suggestion", "Services",
			zohoSays(400, "INVALID_MODULE", `{"resource_path_index":0}`, "the module name given seems to be invalid"), "module",
		},
		{
			"INVALID_MODULE of the name that the web app shows", "Meetings",
			zohoSays(400, "INVALID_MODULE", `{"resource_path_index":0}`, "the module name given seems to be invalid"), "module",
		},
		{
			"INVALID_MODULE in its other meaning", "Documents",
			zohoSays(400, "INVALID_MODULE", `{"resource_path_index":0}`, "the given module is not supported in api"), "module",
		},
		{"INVALID_MODULE by 404", "", zohoSays(404, "INVALID_MODULE", `{}`, "the module name given seems to be invalid"), "module"},
		{
			"NOT_SUPPORTED", "Projects",
			zohoSays(400, "NOT_SUPPORTED", `{"resource_path_index":0}`, "the given module is not supported in api"), "module",
		},
		{
			"INVALID_DATA at the record", "",
			zohoSays(400, "INVALID_DATA", `{"resource_path_index":1,"related_status":"invalid"}`, "the related id given seems to be invalid"),
			"record_id",
		},
		{"INVALID_DATA by 404", "", zohoSays(404, "INVALID_DATA", `{}`, "The record does not exist"), "record_id"},
		{
			"INVALID_DATA at the module", "",
			zohoSays(400, "INVALID_DATA", `{"resource_path_index":0}`, "the module name given seems to be invalid"), "module",
		},
		{
			"INVALID_DATA at the related list", "",
			zohoSays(400, "INVALID_DATA", `{"resource_path_index":2}`, "the related name given seems to be invalid"), "module",
		},
		{"INVALID_DATA at the fields", "", zohoSays(400, "INVALID_DATA", `{"param_name":"fields"}`, "invalid data"), "fields"},
		{
			"INVALID_DATA at the page token", "",
			zohoSays(400, "INVALID_DATA", `{"param_name":"page_token"}`, "the token given seems to be invalid"), "",
		},
		{"INVALID_DATA", "", zohoSays(400, "INVALID_DATA", `{}`, "invalid data provided"), ""},
		{
			"PATTERN_NOT_MATCHED", "",
			zohoSays(400, "PATTERN_NOT_MATCHED", `{"param_name":"per_page"}`, "Please check whether the input values are correct"),
			"",
		},
		{
			"REQUIRED_PARAM_MISSING", "",
			zohoSays(400, "REQUIRED_PARAM_MISSING", `{"param_name":"fields"}`, "One of the expected parameter is missing"), "fields",
		},
		{"INVALID_REQUEST_METHOD", "", zohoSays(400, "INVALID_REQUEST_METHOD", `{}`, "The http request method type is not a valid one"), ""},
		{"INVALID_URL_PATTERN", "", zohoSays(404, "INVALID_URL_PATTERN", `{}`, "Please check if the URL trying to access is a correct one"), ""},
		{"LIMIT_EXCEEDED", "", zohoSays(400, "LIMIT_EXCEEDED", `{"limit":50,"param_name":"fields"}`, "limit exceeded"), "fields"},
		{
			"LIMIT_EXCEEDED without the limit", "",
			zohoSays(400, "LIMIT_EXCEEDED", `{"param_name":"fields"}`, "limit exceeded"), "fields",
		},
		{
			"DISCRETE_PAGINATION_LIMIT_EXCEEDED", "",
			zohoSays(
				400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED", `{"limit":2000}`,
				"You can only get the first 2000 records without using page_token param",
			),
			"",
		},
		{
			"PAGINATION_LIMIT_EXCEEDED", "",
			zohoSays(400, "PAGINATION_LIMIT_EXCEEDED", `{"param_name":"page_token"}`, "You can only get upto 100000 records using page_token param"),
			"",
		},
		{
			"TOKEN_BOUND_DATA_MISMATCH", "",
			zohoSays(
				400, "TOKEN_BOUND_DATA_MISMATCH", `{"param_name":"page_token"}`,
				"The page_token given seems to be invalid or input param is added or altered or deleted",
			),
			"",
		},
		{
			"EXPIRED_VALUE", "",
			zohoSays(400, "EXPIRED_VALUE", `{"api_name":"page_token","json_path":"$.query.page_token"}`, "Page token expired"), "",
		},
		{
			"AMBIGUITY_DURING_PROCESSING", "",
			zohoSays(
				400, "AMBIGUITY_DURING_PROCESSING", `{"ambiguity_due_to":[{"param_name":"page"},{"param_name":"page_token"}]}`,
				"cannot use both page and page_token",
			),
			"",
		},
		{"API_NOT_SUPPORTED", "", zohoSays(400, "API_NOT_SUPPORTED", `{"supported_version":9}`, ""), ""},
		{"a code of tomorrow", "", zohoSays(409, "RECORD_IN_BLUEPRINT", `{}`, "record not in process"), ""},
		{
			"a code of tomorrow at the record", "",
			zohoSays(400, "RECORD_ARCHIVED", `{"resource_path_index":1}`, "the record is archived"), "record_id",
		},
		{"a code of tomorrow at the module", "", zohoSays(400, "MODULE_HIDDEN", `{"resource_path_index":0}`, "the module is hidden"), "module"},
		{
			"a code of tomorrow in a list", "",
			faults.Response(400, nil, `{"data":[{"code":"RECORD_LOCKED","details":{},"message":"record is locked","status":"error"}]}`),
			"",
		},
		{"HTML of a gateway", "", faults.Response(
			403, map[string][]string{"Content-Type": {"text/html; charset=utf-8"}},
			"<html><body>Blocked by policy 1000.zohocrmtest.accepted</body></html>",
		), ""},
		{"JSON of a gateway", "", faults.Response(
			403, map[string][]string{"Content-Type": {"application/problem+json"}}, `{"title":"Forbidden by policy 7.","status":403}`,
		), ""},
		{"JSON of another form", "", faults.Response(404, nil, `{"path":"/crm"}`), ""},
		{"an empty error", "", faults.Response(403, nil, ""), ""},
		{"a list in a success", "", faults.Response(200, nil, `[{"id":"1"}]`), ""},
		{"a code in a success", "", faults.Response(200, nil, `{"code":"FEATURE_DISABLED","message":"feature is disabled"}`), ""},
		{"a content encoding", "", faults.Response(200, map[string][]string{"Content-Encoding": {"br"}}, "x"), ""},
		{"INVALID_HOST", "", zohoSays(400, "INVALID_HOST", `{}`, "The host is invalid"), "api_domain"},
		{"redirect", "", faults.Redirect(302, "https://accounts.zoho.com/signin"), ""},
		{"an unexpected status", "", faults.Response(304, nil, ""), ""},
	}
}

// passingCases are the answers that are tried again; here they come for ever.
func passingCases() []errorCase {
	return []errorCase{
		{"TOO_MANY_REQUESTS", "", faults.TooManyRequests(), ""},
		{"RATE_LIMIT_EXCEEDED", "", faults.RateLimitExceeded("1"), ""},
		{"TOO_MANY_REQUESTS with a long wait", "", faults.TooManyRequests("3600"), ""},
		{
			"TOO_MANY_REQUESTS without credits", "",
			faults.Response(
				429, map[string][]string{"X-Api-Credits-Remaining": {"0"}},
				`{"code":"TOO_MANY_REQUESTS","details":{},"message":"too many requests","status":"error"}`,
			),
			"",
		},
		{"a throttle of Zoho's gateway", "", faults.GatewayThrottle(400), ""},
		{"429 of a gateway", "", faults.Response(429, map[string][]string{"Content-Type": {"text/html"}}, "<html>"), ""},
		{
			"429 of a gateway without credits", "",
			faults.Response(429, map[string][]string{"X-Api-Credits-Remaining": {"0"}}, `{"error":{"message":"Quota exceeded"}}`), "",
		},
		{"503 of a gateway", "", faults.Response(503, nil, ""), ""},
		{"INTERNAL_ERROR", "", faults.InternalError(), ""},
		{"SERVICE_UNAVAILABLE", "", faults.ServiceUnavailable("2"), ""},
		{"502 of a gateway", "", faults.BadGateway(), ""},
		{"empty body", "", faults.EmptyBody(), ""},
		{"half JSON", "", faults.HalfJSON(), ""},
	}
}

// errorsGolden is the wording of every error, and in what it differs in a read of many records.
const errorsGolden = "testdata/errors.golden.txt"

// TestErrors holds the wording of every error, as Terraform prints it at 80 columns, and that it is reported once, for one
// request (or for all attempts), at the attribute that caused it: in a read of a record, and in one of many, which here is
// of one.
func TestErrors(t *testing.T) { bySource(t, testErrors) }

func testErrors(t *testing.T, connected connect) {
	cases := append(errorCases(), passingCases()...)
	printed := make([]string, len(cases))
	t.Run("cases", func(t *testing.T) {
		for i, test := range cases {
			t.Run(test.name, func(t *testing.T) {
				t.Parallel()
				requests := 1
				if i >= len(errorCases()) && !strings.Contains(test.name, "long wait") {
					requests = 5
				}
				ofOne := test.print(t, connected, requests, recordAttachments, block{"record_id": lead["record_id"]})
				ofMany := test.print(t, connected, requests, manyAttachments, block{"record_ids": []any{lead["record_id"]}})
				printed[i] = ofOne + "\n" + differences(ofOne, ofMany)
			})
		}
	})
	var got strings.Builder
	for i, test := range cases {
		fmt.Fprintf(&got, "# %s\n%s", test.name, printed[i])
	}
	if *update {
		if err := os.WriteFile(errorsGolden, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(errorsGolden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("the wording is not that of %s; if that is intended, run: go test ./internal/provider -run TestErrors -update\n%s",
			errorsGolden, firstDifference(got.String(), string(want)))
	}
}

// print returns the one error of a read that gets nothing but the response of the case.
func (c errorCase) print(t *testing.T, connected connect, requests int, typeName string, config block) string {
	t.Helper()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: c.kind}))
	config = config.with(block{"module": cmp.Or(c.module, "Leads")})
	state, diags := connected(t, mock).of(typeName).read(t.Context(), config)
	if len(diags) != 1 {
		t.Fatalf("got %v, want one error", summaries(diags))
	}
	attribute := c.attribute
	if typeName == manyAttachments && attribute == "record_id" {
		attribute = "record_ids[0]"
	}
	if at := attributeOf(diags[0]); at != attribute {
		t.Errorf("attribute is %q, want %q", at, attribute)
	}
	if state["attachments"] != nil || state["records"] != nil {
		t.Error("the state holds attachments")
	}
	if n := len(mock.Requests()); n != requests {
		t.Errorf("%d requests, want %d", n, requests)
	}
	diags[0].Detail = strings.ReplaceAll(diags[0].Detail, mock.URL(), "http://localhost:8080")
	printed := print80(diags[0])
	if strings.Contains(printed, zohocrmtest.Token) {
		t.Errorf("the message holds the token:\n%s", printed)
	}
	for line := range strings.SplitSeq(printed, "\n") {
		if len([]rune(line)) > 80 {
			t.Errorf("wider than 80 columns: %s", line)
		}
	}
	return printed
}

// differences lists the lines that the message of a read of many records has in place of, or in addition to, those of a read
// of one.
func differences(ofOne, ofMany string) string {
	var list strings.Builder
	left := strings.Split(ofOne, "\n")
	for line := range strings.SplitSeq(ofMany, "\n") {
		if len(left) > 0 && line == left[0] {
			left = left[1:]
			continue
		}
		if len(left) > 0 && strings.HasPrefix(left[0], "│   at ") {
			fmt.Fprintf(&list, "- %s\n", left[0])
			left = left[1:]
		}
		fmt.Fprintf(&list, "+ %s\n", line)
	}
	for _, line := range left {
		fmt.Fprintf(&list, "- %s\n", line)
	}
	if list.Len() > 0 {
		return "Of many records:\n" + list.String()
	}
	return ""
}

// elapsed is the time that tries took, which differs by their jitter.
var elapsed = regexp.MustCompile(`in [0-9.ms]+s\b`)

// print80 writes a diagnostic as Terraform does at 80 columns: lines that begin with a blank as they are, others wrapped.
func print80(d *tfprotov6.Diagnostic) string {
	lines := []string{"│ Error: " + d.Summary, "│ "}
	if at := attributeOf(d); at != "" {
		lines = append(lines, "│   at "+at, "│ ")
	}
	for line := range strings.SplitSeq(elapsed.ReplaceAllString(d.Detail, "in 12.3s"), "\n") {
		if !strings.HasPrefix(line, " ") {
			line = wordwrap.WrapString(line, 78)
		}
		for wrapped := range strings.SplitSeq(line, "\n") {
			lines = append(lines, "│ "+wrapped)
		}
	}
	lines = slices.Insert(append(lines, "╵"), 0, "╷")
	return strings.Join(lines, "\n")
}
