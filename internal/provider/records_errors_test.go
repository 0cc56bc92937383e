package provider_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
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
	const invalidValue = "value given seems to be invalid for the column"
	where := func(condition string) block { return block{"where": condition} }
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
		{"equal signs", 400, says(syntax, `{"near":"="}`, parsing), where("Stage == 'Lost'"), "where"},
		{"equal signs as an operator", 400, says(syntax, `{"operator":"=="}`, "operator not supported"), where("Stage == 'Lost'"), "where"},
		{"a semicolon", 400, says(syntax, `{"near":";"}`, parsing), where("Stage = 'Lost';"), "where"},
		{"signs of other languages", 400, says(syntax, `{}`, parsing), where("A <> 1 && B = null"), "where"},
		{"a date without quotes", 400, says(syntax, `{"near":"-01"}`, parsing), where("Closing_Date >= 2026-01-01"), "where"},
		{"a text without quotes", 400, says(syntax, `{"near":"Won"}`, parsing), where("Stage = Closed Won"), "where"},
		{"a chain", 400, says(syntax, `{"near":"and C"}`, parsing), where("A = 1 and B = 2 and C = 3"), "where"},
		{
			"a date and time with Z", 400, invalid(`{"column_name":"Modified_Time","operator":">","value":"2026-01-01T00:00:00Z"}`, invalidValue),
			where("Modified_Time > '2026-01-01T00:00:00Z'"), "where",
		},
		{
			"a date and time with a fraction, by its type", 400,
			invalid(`{"column_name":"Modified_Time","expected_data_type":"datetime"}`, invalidValue),
			where("Modified_Time > '2026-01-01T00:00:00.000Z'"), "where",
		},
		{
			"a date and time without an offset", 400, invalid(`{"column_name":"Modified_Time","expected_data_type":"datetime"}`, invalidValue),
			where("Modified_Time > '2026-01-01T00:00:00'"), "where",
		},
		{
			"a date where a date and time belongs", 400, invalid(`{"column_name":"Modified_Time","expected_data_type":"datetime"}`, invalidValue),
			where("Modified_Time > '2026-01-01'"), "where",
		},
		{
			"a date and time where a date belongs", 400, invalid(`{"column_name":"Closing_Date","expected_data_type":"date"}`, invalidValue),
			where("Closing_Date > '2026-01-01T00:00:00Z'"), "where",
		},
		{
			"a date and time without a type", 400,
			invalid(`{"column_name":"Closing_Date","operator":">","value":"2026-01-01T00:00:00+00:00"}`, invalidValue),
			where("Closing_Date > '2026-01-01T00:00:00+00:00'"), "where",
		},
		{
			"a boolean", 400, invalid(`{"column_name":"Converted","expected_data_type":"boolean"}`, invalidValue),
			where("Converted = 'yes'"), "where",
		},
		{
			"a text", 400, invalid(`{"column_name":"Stage","expected_data_type":"string"}`, invalidValue), where("Stage = 5"), "where",
		},
		{
			"a type of tomorrow", 400, invalid(`{"column_name":"Stage","expected_data_type":"colour"}`, invalidValue), where("Stage = 5"), "where",
		},
		{"a value without a cause", 400, invalid(`{"column_name":"Stage","value":"x"}`, invalidValue), where("Stage = 'x'"), "where"},
		{"a value without a column", 400, invalid(`{"expected_data_type":"bigint"}`, invalidValue), where("id = 'x'"), "where"},
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
		{"a host", 400, says("INVALID_HOST", `{}`, "invalid host"), nil, "api_domain"},
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
		if strings.Contains(printed, "ttachment") && !strings.Contains(printed, "(such as Attachments)") || strings.Contains(printed, "\x1b") {
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

// TestQueryErrorsKeepTheCondition has values in the condition that may be sensitive, which the provider is not told: of the condition an
// error has no more than what Zoho points at.
func TestQueryErrorsKeepTheCondition(t *testing.T) {
	t.Parallel()
	const where = "Name == '5ecret-Name' and Token = 5ecret-Token and Born = '1970-05-05T00:00:00Z' or Amount > 5555; '1970-05-05'"
	for _, body := range []string{
		`{"code":"SYNTAX_ERROR","details":{"near":"== "},"message":"error occured while parsing the query"}`,
		`{"code":"SYNTAX_ERROR","details":{"clause":"where"},"message":"missing clause"}`,
		`{"code":"SYNTAX_ERROR","details":{"operator":"=="},"message":"operator not supported"}`,
		`{"code":"INVALID_QUERY","details":{"column_name":"Born","expected_data_type":"datetime"},"message":"value given seems to be invalid"}`,
		`{"code":"INVALID_QUERY","details":{"column_name":"Born","operator":"="},"message":"Invalid query formed"}`,
		`{"code":"INVALID_QUERY","details":{},"message":"Invalid query formed"}`,
		`{"code":"LIMIT_EXCEEDED","details":{"limit":100},"message":"max limit exceeded"}`,
	} {
		_, diags := finding(t, &coqlScript{responses: []coqlResponse{{400, body}}}).read(t.Context(), won.with(block{"where": where}))
		if len(diags) != 1 {
			t.Fatalf("%s: got %v, want one error", body, summaries(diags))
		}
		secretscan.WantNone(t, "the message", diags[0].Summary+diags[0].Detail, "5ecret", "1970", "5555")
	}
}
