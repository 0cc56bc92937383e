package coql

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// failure is an error of Zoho's. Details is a JSON object.
func failure(code, details, message string) *wire.Response {
	r := wire.ZohoError(http.StatusBadRequest, `{"code":`+wire.Quote(code)+`,"details":`+details+`,"message":`+wire.Quote(message)+
		`,"status":"error"}`)
	return &r
}

// unexpected is a token out of place.
func unexpected(text string, t token) *wire.Response {
	line := 1 + strings.Count(text[:t.at], "\n")
	column := t.at - strings.LastIndex(text[:t.at], "\n") - 1
	return failure("SYNTAX_ERROR", `{"line":`+strconv.Itoa(line)+`,"column":`+strconv.Itoa(column)+`,"near":`+wire.Quote(t.text)+`}`,
		"unexpected token")
}

// unparsable is a condition that is none.
func unparsable(near string) *wire.Response {
	return failure("SYNTAX_ERROR", `{"near":`+wire.Quote(near)+`}`, "error occured while parsing the query")
}

func missingClause(name string) *wire.Response {
	return failure("SYNTAX_ERROR", `{"clause":`+wire.Quote(name)+`}`, "missing clause")
}

func unsupportedOperator(operator string) *wire.Response {
	return failure("SYNTAX_ERROR", `{"operator":`+wire.Quote(operator)+`}`, "operator not supported")
}

func invalidColumn(column string) *wire.Response {
	return failure("INVALID_QUERY", `{"column_name":`+wire.Quote(column)+`}`, "column given seems to be invalid")
}

func unsupportedColumn(column string) *wire.Response {
	return failure("INVALID_QUERY", `{"column_name":`+wire.Quote(column)+`}`, "unsupported column")
}

func invalidOperator(c condition) *wire.Response {
	return failure("INVALID_QUERY", `{"reason":"invalid operator found","column_name":`+wire.Quote(c.column)+`,"operator":`+
		wire.Quote(c.operator)+`}`, "Invalid query formed")
}

func invalidValue(column, want string) *wire.Response {
	return failure("INVALID_QUERY", `{"expected_data_type":`+wire.Quote(want)+`,"column_name":`+wire.Quote(column)+`}`,
		"value given seems to be invalid for the column")
}

func invalidLimit(text string) *wire.Response {
	return failure("INVALID_QUERY", `{"limit":`+wire.Quote(text)+`}`, "limit given seems to be invalid")
}

func duplicateColumn(column string) *wire.Response {
	return failure("DUPLICATE_DATA", `{"column_name":`+wire.Quote(column)+`}`, "duplicate select column")
}

// tooMany is Zoho's response to an OFFSET above its limit, with another number: those to too many rows at once, columns,
// conditions and values are not documented for v8, and assumed to be the same.
func tooMany(limit int) *wire.Response {
	return failure("LIMIT_EXCEEDED", `{"limit":`+strconv.Itoa(limit)+`}`, "max records limit exceeded")
}

var (
	unknownModule = failure("INVALID_MODULE", `{}`, "the given module is not supported in api")
	zeroLimit     = failure("INVALID_DATA", `{}`, "limit should be greater than 0")
	noSelectQuery = failure("MANDATORY_NOT_FOUND", `{"api_name":"select_query"}`, "mandatory key not found")
	// notAText is the response to a body that is no JSON object with a text: which error it would be is not documented.
	notAText = failure("INVALID_DATA", `{"expected_data_type":"string","api_name":"select_query"}`, "invalid data")
)
