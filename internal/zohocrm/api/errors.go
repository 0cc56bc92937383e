package api

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// Error is a response of Zoho's that says in Zoho's terms what is wrong. Its texts are safe to print: bounded, without
// control characters, and without the credentials that were sent.
type Error struct {
	Status  int    // of HTTP; 200 for an error inside a success
	Code    string // such as INVALID_DATA; empty where the response names none
	Message string // in Zoho's words
	Details Details

	// RetryAfter is the raw header Retry-After: seconds, a date, or empty.
	RetryAfter string
	// Date is the raw header Date, by which a date in RetryAfter is to be understood; empty where there is none.
	Date string
	// CreditsRemaining is the header X-API-CREDITS-REMAINING, which Zoho sends once half of the day's credits are used.
	CreditsRemaining string
}

// Details are the members of an error's "details" that are known to help.
type Details struct {
	// ResourcePathIndex is the part of the path at fault: 0 the module, 1 the record id, 2 the related list; nil where
	// the response does not say.
	ResourcePathIndex *int
	ParamName         string   // the parameter at fault, such as "fields" or "page_token"
	Permissions       []string // the permissions that are missing
	Limit             string   // the limit that was exceeded, to the digit
	SupportedVersion  string   // the API version that has the resource

	// Of a query:
	Near         string // the text at which it could not be understood
	Clause       string // the clause that is missing
	Column       string // the column at fault
	Operator     string // the operator at fault
	ExpectedType string // the type that the column's values have
	Value        string // the value at fault
}

func (e *Error) Error() string {
	parts := []string{fmt.Sprintf("HTTP %d", e.Status)}
	if e.Code != "" {
		parts = append(parts, e.Code)
	}
	if e.Message != "" {
		parts = append(parts, e.Message)
	}
	return "zohocrm: " + strings.Join(parts, ": ")
}

// NotFound reports whether the status says that something does not exist.
func (e *Error) NotFound() bool { return e.Status == http.StatusNotFound }

// RateLimited reports whether there are too many requests, or the day's credits are used up.
func (e *Error) RateLimited() bool { return e.Status == http.StatusTooManyRequests || e.Throttled() }

// Throttled reports whether Zoho's gateway says, with any status, that there are too many requests.
func (e *Error) Throttled() bool {
	return strings.Contains(e.Code, throttleSuffix) || strings.Contains(e.Message, throttleSuffix)
}

// ServerError reports whether the status says that the fault is on Zoho's side.
func (e *Error) ServerError() bool { return e.Status >= http.StatusInternalServerError }

// A Defect is what is wrong with a response that cannot be decoded.
type Defect int

// The defects of a response.
const (
	// NotJSON is a body that is not JSON: a page of HTML from a gateway, say.
	NotJSON Defect = iota + 1
	// Empty is a response without a body whose status is not 204.
	Empty
	// Truncated is a body that ends too early.
	Truncated
	// Malformed is a body that is JSON, but not of the form that Zoho documents.
	Malformed
	// TooLarge is a body above the client's bound.
	TooLarge
	// Encoded is a body in a content encoding that was not asked for, or not in the one that the response names.
	Encoded
	// Redirected is a redirect: it is not followed, since the token would travel with it.
	Redirected
	// UnexpectedStatus is a status that says neither success nor error.
	UnexpectedStatus
)

// ResponseError is a response that cannot be decoded. Of its body nothing is kept but a gateway's message.
type ResponseError struct {
	Defect Defect
	Status int    // of HTTP
	Reason string // what in particular, in the client's own words; may be empty
	// ContentType is the media type that the response names, such as "text/html"; empty where it names none.
	ContentType string
	// Message is what the JSON of a gateway says is wrong, fit to print as the texts of an [Error] are; empty where there is none.
	Message string
	// RetryAfter, Date and CreditsRemaining are as in [Error].
	RetryAfter, Date, CreditsRemaining string
}

// RateLimited reports whether the response is a 429, whatever its body is.
func (e *ResponseError) RateLimited() bool { return e.Status == http.StatusTooManyRequests }

// Unavailable reports whether the response is a 503, whatever its body is.
func (e *ResponseError) Unavailable() bool { return e.Status == http.StatusServiceUnavailable }

// Failed reports whether the response is no success by its status.
func (e *ResponseError) Failed() bool { return e.Status >= http.StatusBadRequest }

func (e *ResponseError) Error() string {
	text := fmt.Sprintf("zohocrm: HTTP %d: %s", e.Status, e.Defect)
	if e.Reason != "" {
		text += ": " + e.Reason
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

func (d Defect) String() string {
	switch d {
	case NotJSON:
		return "the response is not JSON"
	case Empty:
		return "the response has no body"
	case Truncated:
		return "the response is truncated"
	case Malformed:
		return "the response is not of the documented form"
	case TooLarge:
		return "the response is too large"
	case Encoded:
		return "the response has a content encoding that cannot be read"
	case Redirected:
		return "the response is a redirect"
	default:
		return "the response has an unexpected status"
	}
}

// ConnectionError is a request without a response, or whose response was lost.
type ConnectionError struct {
	Host string // the host that was asked
	Err  error
}

func (e *ConnectionError) Error() string {
	return fmt.Sprintf("zohocrm: %s: %s", e.Host, e.Err)
}

func (e *ConnectionError) Unwrap() error { return e.Err }

// envelope is an error as Zoho writes it.
type envelope struct {
	Code    string          `json:"code"`
	Message string          `json:"message"`
	Status  string          `json:"status"`
	Details json.RawMessage `json:"details"`
}

// decodeError makes an error of a response whose status says that it is one. Both of Zoho's envelopes are decoded:
// {"code":…} and {"data":[{"code":…}]}.
func decodeError(status int, header http.Header, body []byte) error {
	body = TrimJSON(body)
	if apiErr, ok := findEnvelope(body); ok {
		return apiErr.error(status, header)
	}
	message := foreignMessage(body)
	if strings.Contains(message, throttleSuffix) {
		return envelope{Message: message}.error(status, header)
	}
	e := responseError(defectOf(body), status, header)
	e.Message = message
	return e
}

// findEnvelope reports false where a body is no error of Zoho's.
func findEnvelope(body []byte) (envelope, bool) {
	var flat envelope
	if decodeLenient(body, &flat) && (flat.Code != "" || flat.Message != "") {
		return flat, true
	}
	var lists map[string]json.RawMessage
	if json.Unmarshal(body, &lists) != nil {
		return envelope{}, false
	}
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		var rows []json.RawMessage
		if json.Unmarshal(lists[name], &rows) != nil || len(rows) == 0 {
			continue
		}
		var first envelope
		if decodeLenient(rows[0], &first) && first.Code != "" {
			return first, true
		}
	}
	return envelope{}, false
}

// decodeLenient decodes an object and skips members of an unexpected type. It reports whether there is an object.
func decodeLenient(body []byte, into any) bool {
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) != nil || object == nil {
		return false
	}
	_ = json.Unmarshal(body, into) // a member that does not fit is left out; the others are set
	return true
}

func (e envelope) error(status int, header http.Header) *Error {
	return &Error{
		Status:           status,
		Code:             sanitize.Text(e.Code),
		Message:          sanitize.Text(e.Message),
		Details:          decodeDetails(e.Details),
		RetryAfter:       sanitize.Text(header.Get("Retry-After")),
		Date:             sanitize.Text(header.Get("Date")),
		CreditsRemaining: sanitize.Text(header.Get("X-API-CREDITS-REMAINING")),
	}
}

func decodeDetails(raw json.RawMessage) Details {
	var d struct {
		ResourcePathIndex json.RawMessage   `json:"resource_path_index"`
		ParamName         string            `json:"param_name"`
		APIName           string            `json:"api_name"`
		Permissions       []json.RawMessage `json:"permissions"`
		Limit             json.RawMessage   `json:"limit"`
		SupportedVersion  json.RawMessage   `json:"supported_version"`
		Near              json.RawMessage   `json:"near"`
		Clause            json.RawMessage   `json:"clause"`
		Column            json.RawMessage   `json:"column_name"`
		Operator          json.RawMessage   `json:"operator"`
		ExpectedType      json.RawMessage   `json:"expected_data_type"`
		Value             json.RawMessage   `json:"value"`
	}
	if !decodeLenient(raw, &d) {
		return Details{}
	}
	details := Details{
		ParamName:        sanitize.Text(cmp.Or(d.ParamName, d.APIName)),
		Limit:            scalar(d.Limit),
		SupportedVersion: scalar(d.SupportedVersion),
		Near:             scalar(d.Near),
		Clause:           scalar(d.Clause),
		Column:           scalar(d.Column),
		Operator:         scalar(d.Operator),
		ExpectedType:     scalar(d.ExpectedType),
		Value:            scalar(d.Value),
	}
	var index int
	if !isNull(string(d.ResourcePathIndex)) && json.Unmarshal(d.ResourcePathIndex, &index) == nil {
		details.ResourcePathIndex = &index
	}
	for _, permission := range d.Permissions {
		if name := scalar(permission); name != "" {
			details.Permissions = append(details.Permissions, name)
		}
	}
	return details
}

// scalar returns a text, or a number to the digit; the empty string for any other value.
func scalar(raw json.RawMessage) string {
	var s string
	var number json.Number
	switch {
	case json.Unmarshal(raw, &s) == nil:
		return sanitize.Text(s)
	case json.Unmarshal(raw, &number) == nil:
		return sanitize.Text(number.String())
	default:
		return ""
	}
}

func mediaType(header http.Header) string {
	kind, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	return sanitize.Text(strings.TrimSpace(kind)) // in its original case: in another, a token in it would not be found
}
