package wire

import (
	"net/http"
	"strconv"
)

// The errors that the servers respond with of their own accord, in the words of
// "Zoho CRM API v8, Get list of Attachments", of "Get Related Records" and of
// Zoho's OpenAPI files.
var (
	AuthenticationFailure = ZohoError(http.StatusUnauthorized,
		`{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}`)
	InvalidToken = ZohoError(http.StatusUnauthorized,
		`{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}`)
	InvalidURLPattern = ZohoError(http.StatusNotFound,
		`{"code":"INVALID_URL_PATTERN","details":{},"message":"Please check if the URL trying to access is a correct one","status":"error"}`)
	InvalidRequestMethod = ZohoError(http.StatusBadRequest,
		`{"code":"INVALID_REQUEST_METHOD","details":{},"message":"The http request method type is not a valid one","status":"error"}`)
	InvalidModule = ZohoError(http.StatusBadRequest,
		`{"code":"INVALID_MODULE","details":{"resource_path_index":0},"message":"the module name given seems to be invalid","status":"error"}`)
	UnsupportedModule = ZohoError(http.StatusBadRequest,
		`{"code":"INVALID_MODULE","details":{"resource_path_index":0},"message":"the given module is not supported in api","status":"error"}`)
	NotSupported = ZohoError(http.StatusBadRequest,
		`{"code":"NOT_SUPPORTED","details":{"resource_path_index":0},"message":"the given module is not supported in api","status":"error"}`)
	InvalidRecord = ZohoError(http.StatusBadRequest,
		`{"code":"INVALID_DATA","details":{"resource_path_index":1},"message":"the related id given seems to be invalid","status":"error"}`)
	RecordNotFound = ZohoError(http.StatusNotFound,
		`{"code":"INVALID_DATA","details":{},"message":"The record does not exist","status":"error"}`)
	InvalidRelatedList = ZohoError(http.StatusBadRequest,
		`{"code":"INVALID_DATA","details":{"resource_path_index":2},"message":"the related name given seems to be invalid","status":"error"}`)
	FieldsMissing = ZohoError(http.StatusBadRequest,
		`{"code":"REQUIRED_PARAM_MISSING","details":{"param_name":"fields"},"message":"One of the expected parameter is missing","status":`+
			`"error"}`)
	TooManyFields = ZohoError(http.StatusBadRequest,
		`{"code":"LIMIT_EXCEEDED","details":{"limit":50,"param_name":"fields"},"message":"limit exceeded","status":"error"}`)
	AmbiguousPaging = ZohoError(http.StatusBadRequest,
		`{"code":"AMBIGUITY_DURING_PROCESSING","details":{"ambiguity_due_to":[{"param_name":"page"},{"param_name":"page_token"}]},"message":`+
			`"cannot use both page and page_token","status":"error"}`)
	DiscretePaginationLimitExceeded = ZohoError(http.StatusBadRequest,
		`{"code":"DISCRETE_PAGINATION_LIMIT_EXCEEDED","details":{"limit":2000},"message":"You can only get the first 2000 records without `+
			`using page_token param","status":"error"}`)
	PageTokenMismatch = ZohoError(http.StatusBadRequest,
		`{"code":"TOKEN_BOUND_DATA_MISMATCH","details":{"param_name":"page_token"},"message":"The page_token given seems to be invalid or `+
			`input param is added or altered or deleted","status":"error"}`)
	PageTokenExpired = ZohoError(http.StatusBadRequest,
		`{"code":"EXPIRED_VALUE","details":{"param_name":"page_token"},"message":"The token given is expired","status":"error"}`)
	PaginationLimitExceeded = ZohoError(http.StatusBadRequest,
		`{"code":"PAGINATION_LIMIT_EXCEEDED","details":{"param_name":"page_token"},"message":"You can only get upto 100000 records using `+
			`page_token param","status":"error"}`)
	TooManyRequests = ZohoError(http.StatusTooManyRequests,
		`{"code":"TOO_MANY_REQUESTS","details":{},"message":"too many requests. please try again after some time","status":"error"}`)
	RateLimitExceeded = ZohoError(http.StatusTooManyRequests,
		`{"code":"RATE_LIMIT_EXCEEDED","details":{},"message":"API rate limit exceeded. Please retry after some time","status":"error"}`)
	NoPermission = ZohoError(http.StatusForbidden,
		`{"code":"NO_PERMISSION","details":{"permissions":["Crm_Implied_View_Leads"]},"message":"permission denied","status":"error"}`)
	InternalError = ZohoError(http.StatusInternalServerError,
		`{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}`)
	ServiceUnavailable = ZohoError(http.StatusServiceUnavailable,
		`{"code":"SERVICE_UNAVAILABLE","details":{},"message":"Service temporarily unavailable. Please try again later","status":"error"}`)
)

// ScopeMismatch has the status 401 on Zoho's page and 403 in its OpenAPI file.
func ScopeMismatch(status int) Response {
	return ZohoError(status,
		`{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}`)
}

// BadParameter is the response to a parameter with a value out of its range:
// which of Zoho's generic errors it would be is not documented.
func BadParameter(name string) Response {
	return ZohoError(http.StatusBadRequest,
		`{"code":"INVALID_DATA","details":{"param_name":`+strconv.Quote(name)+`},"message":"invalid data provided","status":"error"}`)
}
