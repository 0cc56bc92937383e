package provider_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// queryErrorsGolden is the wording of every error of a query.
const queryErrorsGolden = "testdata/query_errors.golden.txt"

// queryErrorCase is a response of Zoho's to a query, and the attribute that its message stands at.
type queryErrorCase struct {
	name      string
	status    int
	body      string // the code, the details and the message
	config    block
	attribute string
}

// queryErrorCases are the bodies that Zoho documents for COQL, and those that users report.
func queryErrorCases() []queryErrorCase {
	says := func(code, details, message string) string {
		return fmt.Sprintf(`{"code":%q,"details":%s,"message":%q,"status":"error"}`, code, details, message)
	}
	invalid := func(details, message string) string { return says("INVALID_QUERY", details, message) }
	const parsing, column = "error occured while parsing the query", "column given seems to be invalid"
	const syntax = "SYNTAX_ERROR"
	return []queryErrorCase{
		{"a missing clause", 400, says(syntax, `{"clause":"where"}`, "missing clause"), nil, "where"},
		{"an unexpected token", 400, says(syntax, `{"line":1,"column":15,"near":"FROM"}`, "unexpected token"), nil, "where"},
		{"a query that is not parsed", 400, says(syntax, `{"near":"and Amount"}`, parsing), nil, "where"},
		{"the word where", 400, says(syntax, `{"near":"where"}`, parsing), block{"where": "where Stage = 'Lost'"}, "where"},
		{
			"a column at the end of a path", 400, invalid(`{"column_name":"Phone"}`, column),
			block{"fields": fields("Account_Name.Phone")},
			"fields",
		},
		{"an operator that there is not", 400, says(syntax, `{"operator":"not"}`, "operator not supported"), nil, "where"},
		{"a reserved word without a condition", 400, says(syntax, `{"near":"External"}`, parsing), block{"where": nil}, "fields"},
		{"neither condition nor fields", 400, says(syntax, `{}`, parsing), block{"where": nil, "fields": nil}, "where"},
		{"a column of the condition", 400, invalid(`{"column_name":"Testing"}`, column), nil, "where"},
		{"a column of the fields", 400, invalid(`{"column_name":"Deal_Name"}`, column), nil, "fields"},
		{"an unsupported column", 400, invalid(`{"column_name":"Owner"}`, "unsupported column"), nil, "fields"},
		{
			"an invalid operator", 400,
			invalid(`{"reason":"invalid operator found","column_name":"Deal_Name","operator":">"}`, "Invalid query formed"), nil, "where",
		},
		{
			"an invalid value", 400,
			invalid(`{"expected_data_type":"bigint","column_name":"id"}`, "value given seems to be invalid for the column"), nil, "where",
		},
		{"an invalid limit", 400, invalid(`{"limit":"s"}`, "limit given seems to be invalid"), nil, "where"},
		{
			"an unsupported column of the condition", 400,
			invalid(`{"cv_criteria":false,"column_name":"Owner","value":"${EMPTY}","operator":"!="}`, "unsupported column in criteria"), nil,
			"where",
		},
		{"an invalid module", 400, says("INVALID_MODULE", `{}`, "the given module is not supported in api"), nil, "module"},
		{
			"a module of another name", 400, says("INVALID_MODULE", `{}`, "the given module is not supported in api"),
			block{"module": "Services"},
			"module",
		},
		{"too many values", 400, says("LIMIT_EXCEEDED", `{"limit":100}`, "max limit exceeded"), nil, "where"},
		{"a column twice", 400, says("DUPLICATE_DATA", `{"column_name":"Deal_Name"}`, "duplicate select column"), nil, ""},
		{"a limit of nothing", 400, says("INVALID_DATA", `{}`, "limit should be greater than 0"), nil, ""},
		{"no query", 400, says("MANDATORY_NOT_FOUND", `{"api_name":"select_query"}`, "mandatory key not found"), nil, ""},
		{"a scope", 401, says("OAUTH_SCOPE_MISMATCH", `{}`, "invalid oauth scope to access this URL"), nil, ""},
		{"a token", 401, says("INVALID_TOKEN", `{}`, "invalid oauth token"), nil, ""},
		{"a permission", 403, says("NO_PERMISSION", `{"permissions":["Crm_Implied_View_Potentials"]}`, "permission denied"), nil, ""},
		{"an address", 404, says("INVALID_URL_PATTERN", `{}`, "Please check if the URL trying to access is a correct one"), nil, ""},
		{"a method", 400, says("INVALID_REQUEST_METHOD", `{}`, "The http request method type is not a valid one"), nil, ""},
		{"a version", 400, says("API_NOT_SUPPORTED", `{"supported_version":9}`, ""), nil, ""},
		{"a code of tomorrow", 409, says("QUERY_IN_BLUEPRINT", `{}`, "query not in process"), nil, ""},
		{"a fault of Zoho's", 500, says("INTERNAL_ERROR", `{}`, "Internal Server Error"), nil, ""},
		{"control characters", 400, says(syntax, `{"near":"\u001b[31m`+strings.Repeat("x", 700)+`"}`, parsing), nil, "where"},
	}
}

// TestQueryErrors holds the wording of every error of a query, as Terraform prints it at 80 columns, and that it stands at
// the attribute that caused it.
func TestQueryErrors(t *testing.T) { bySource(t, testQueryErrors) }

func testQueryErrors(t *testing.T, connected connect) {
	source := connected(t, noServer{}).source
	var got strings.Builder
	for _, test := range queryErrorCases() {
		s := &coqlScript{responses: []coqlResponse{{test.status, test.body}}}
		state, diags := finding(t, s).by(source).read(t.Context(), won.with(test.config))
		if len(diags) != 1 || state["ids"] != nil || state["records"] != nil {
			t.Fatalf("%s: got %v, want one error", test.name, summaries(diags))
		}
		if at := attributeOf(diags[0]); at != test.attribute {
			t.Errorf("%s: attribute is %q, want %q", test.name, at, test.attribute)
		}
		printed := print80(diags[0])
		if strings.Contains(printed, "ttachment") && !strings.Contains(printed, "(Attachments, for one)") || strings.Contains(printed, "\x1b") {
			t.Errorf("%s: the message speaks of attachments, or to the terminal:\n%s", test.name, printed)
		}
		for line := range strings.SplitSeq(printed, "\n") {
			if len([]rune(line)) > 80 {
				t.Errorf("%s: wider than 80 columns: %s", test.name, line)
			}
		}
		fmt.Fprintf(&got, "# %s\n%s\n", test.name, printed)
	}
	if *update {
		if err := os.WriteFile(queryErrorsGolden, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(queryErrorsGolden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("the wording is not that of %s; if that is intended, run: go test ./internal/provider -run TestQueryErrors -update\n%s",
			queryErrorsGolden, firstDifference(got.String(), string(want)))
	}
}

// noServer is one that nothing is read from.
type noServer struct{}

func (noServer) URL() string { return "http://127.0.0.1:1" }
