package zohocrmtest

import (
	"io"
	"maps"
	"net/http"
	"strconv"
)

// answer is a whole answer: what Zoho says in words, or a fault says instead.
type answer struct {
	status int
	header http.Header
	body   string
}

// zohoError is an error of Zoho's, its body to the letter.
func zohoError(status int, body string) answer {
	return answer{status: status, body: body}
}

// contentTypeJSON is the type of everything Zoho answers from its API.
const contentTypeJSON = "application/json;charset=UTF-8"

func (a answer) write(w http.ResponseWriter) {
	h := w.Header()
	maps.Copy(h, a.header)
	if h.Get("Content-Type") == "" && a.body != "" {
		h.Set("Content-Type", contentTypeJSON)
	}
	if a.status != http.StatusNoContent && a.status != http.StatusNotModified {
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
	// A client that has gone is not the server's trouble.
	_, _ = io.WriteString(w, a.body)
}

// The errors that the servers answer of their own accord, in the words of
// "Zoho CRM API v8, Get list of Attachments", of "Get Related Records" and of
// Zoho's OpenAPI files.
var (
	errAuthenticationFailure = zohoError(http.StatusUnauthorized,
		`{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}`)
	errInvalidToken = zohoError(http.StatusUnauthorized,
		`{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}`)
	errInvalidURLPattern = zohoError(http.StatusNotFound,
		`{"code":"INVALID_URL_PATTERN","details":{},"message":"Please check if the URL trying to access is a correct one","status":"error"}`)
	errInvalidRequestMethod = zohoError(http.StatusBadRequest,
		`{"code":"INVALID_REQUEST_METHOD","details":{},"message":"The http request method type is not a valid one","status":"error"}`)
	errInvalidModule = zohoError(http.StatusBadRequest,
		`{"code":"INVALID_MODULE","details":{"resource_path_index":0},"message":"the module name given seems to be invalid","status":"error"}`)
	errUnsupportedModule = zohoError(http.StatusBadRequest,
		`{"code":"INVALID_MODULE","details":{"resource_path_index":0},"message":"the given module is not supported in api","status":"error"}`)
	errNotSupported = zohoError(http.StatusBadRequest,
		`{"code":"NOT_SUPPORTED","details":{"resource_path_index":0},"message":"the given module is not supported in api","status":"error"}`)
	errInvalidRecord = zohoError(http.StatusBadRequest,
		`{"code":"INVALID_DATA","details":{"resource_path_index":1},"message":"the related id given seems to be invalid","status":"error"}`)
	errRecordNotFound = zohoError(http.StatusNotFound,
		`{"code":"INVALID_DATA","details":{},"message":"The record does not exist","status":"error"}`)
	errInvalidRelatedList = zohoError(http.StatusBadRequest,
		`{"code":"INVALID_DATA","details":{"resource_path_index":2},"message":"the related name given seems to be invalid","status":"error"}`)
	errFieldsMissing = zohoError(http.StatusBadRequest,
		`{"code":"REQUIRED_PARAM_MISSING","details":{"param_name":"fields"},"message":"One of the expected parameter is missing","status":"error"}`)
	errFieldsLimit = zohoError(http.StatusBadRequest,
		`{"code":"LIMIT_EXCEEDED","details":{"limit":50,"param_name":"fields"},"message":"limit exceeded","status":"error"}`)
	errAmbiguousPage = zohoError(http.StatusBadRequest,
		`{"code":"AMBIGUITY_DURING_PROCESSING","details":{"ambiguity_due_to":[{"param_name":"page"},{"param_name":"page_token"}]},"message":"cannot use both page and page_token","status":"error"}`)
	errDiscretePagination = zohoError(http.StatusBadRequest,
		`{"code":"DISCRETE_PAGINATION_LIMIT_EXCEEDED","details":{"limit":2000},"message":"You can only get the first 2000 records without using page_token param","status":"error"}`)
	errTokenMismatch = zohoError(http.StatusBadRequest,
		`{"code":"TOKEN_BOUND_DATA_MISMATCH","details":{"param_name":"page_token"},"message":"The page_token given seems to be invalid or input param is added or altered or deleted","status":"error"}`)
	errTokenExpired = zohoError(http.StatusBadRequest,
		`{"code":"EXPIRED_VALUE","details":{"param_name":"page_token"},"message":"The token given is expired","status":"error"}`)
	errPaginationLimit = zohoError(http.StatusBadRequest,
		`{"code":"PAGINATION_LIMIT_EXCEEDED","details":{"param_name":"page_token"},"message":"You can only get upto 100000 records using page_token param","status":"error"}`)
	errTooManyRequests = zohoError(http.StatusTooManyRequests,
		`{"code":"TOO_MANY_REQUESTS","details":{},"message":"too many requests. please try again after some time","status":"error"}`)
	errRateLimit = zohoError(http.StatusTooManyRequests,
		`{"code":"RATE_LIMIT_EXCEEDED","details":{},"message":"API rate limit exceeded. Please retry after some time","status":"error"}`)
	errNoPermission = zohoError(http.StatusForbidden,
		`{"code":"NO_PERMISSION","details":{"permissions":["Crm_Implied_View_Leads"]},"message":"permission denied","status":"error"}`)
	errInternal = zohoError(http.StatusInternalServerError,
		`{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}`)
	errServiceUnavailable = zohoError(http.StatusServiceUnavailable,
		`{"code":"SERVICE_UNAVAILABLE","details":{},"message":"Service temporarily unavailable. Please try again later","status":"error"}`)
)

// scopeMismatch is answered 401 by Zoho's page and 403 by its OpenAPI file.
func scopeMismatch(status int) answer {
	return zohoError(status,
		`{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}`)
}

// badParameter is what a parameter with a value out of its range is answered:
// which of Zoho's generic errors it would be is not documented.
func badParameter(name string) answer {
	return zohoError(http.StatusBadRequest,
		`{"code":"INVALID_DATA","details":{"param_name":`+strconv.Quote(name)+`},"message":"invalid data provided","status":"error"}`)
}
