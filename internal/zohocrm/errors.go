package zohocrm

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// Error is an answer of Zoho's that says in its own terms what is wrong. Its texts are fit to print: bounded, without
// control characters, and without the credentials that were sent.
type Error struct {
	Status  int    // of HTTP; 200 for an error inside a success
	Code    string // such as INVALID_DATA; empty where the answer names none
	Message string // in Zoho's words
	Details Details

	// RetryAfter is the header Retry-After as it came: seconds, a date, or empty.
	RetryAfter string
	// CreditsRemaining is the header X-API-CREDITS-REMAINING, which Zoho sends once half of the day's credits are used.
	CreditsRemaining string
}

// Details are the members of an error's "details" that are known to help.
type Details struct {
	// ResourcePathIndex is the part of the path at fault: 0 the module, 1 the record id, 2 the related list; nil where
	// the answer does not say.
	ResourcePathIndex *int
	ParamName         string   // the parameter at fault, such as "fields" or "page_token"
	Permissions       []string // the permissions that are missing
	Limit             string   // the limit that was passed, to the digit
	SupportedVersion  string   // the API version that has the resource
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

// RateLimited reports whether the status says that requests come too fast, or that the day's credits are used up.
func (e *Error) RateLimited() bool { return e.Status == http.StatusTooManyRequests }

// ServerError reports whether the status says that the fault is on Zoho's side.
func (e *Error) ServerError() bool { return e.Status >= http.StatusInternalServerError }

// A Defect is what is wrong with an answer that cannot be understood.
type Defect int

// The defects of an answer.
const (
	// NotJSON is a body that is no JSON object: a page of HTML from a gateway, say.
	NotJSON Defect = iota + 1
	// Empty is a success without a body whose status is not 204.
	Empty
	// Truncated is a body that ends before its end.
	Truncated
	// Malformed is a body that is JSON, but not of the form that Zoho documents.
	Malformed
	// TooLarge is a body above the client's bound.
	TooLarge
	// Redirected is a redirect: it is not followed, since the token would travel with it.
	Redirected
	// UnexpectedStatus is a status that says neither success nor error.
	UnexpectedStatus
)

// ResponseError is an answer that cannot be understood. Nothing of its body is kept.
type ResponseError struct {
	Defect Defect
	Status int    // of HTTP
	Reason string // what in particular, in the client's own words; may be empty
	// ContentType is the media type that the answer names, such as "text/html"; empty where it names none.
	ContentType string
	// RetryAfter is as in [Error].
	RetryAfter string
}

func (e *ResponseError) Error() string {
	text := fmt.Sprintf("zohocrm: HTTP %d: %s", e.Status, e.Defect)
	if e.Reason != "" {
		text += ": " + e.Reason
	}
	return text
}

func (d Defect) String() string {
	switch d {
	case NotJSON:
		return "the answer is not JSON"
	case Empty:
		return "the answer has no body"
	case Truncated:
		return "the answer ends before its end"
	case Malformed:
		return "the answer is not of the documented form"
	case TooLarge:
		return "the answer is too large"
	case Redirected:
		return "the answer is a redirect"
	default:
		return "the answer has an unexpected status"
	}
}

// ConnectionError is a request that got no answer, or lost it on the way.
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

// decodeError makes an error of an answer whose status says that it is one. Both of Zoho's envelopes are understood:
// {"code":…} and {"data":[{"code":…}]}.
func decodeError(status int, header http.Header, body []byte) error {
	found, ok := findEnvelope(body)
	if !ok {
		return &ResponseError{
			Defect:      NotJSON,
			Status:      status,
			ContentType: mediaType(header),
			RetryAfter:  Clean(header.Get("Retry-After")),
		}
	}
	return found.error(status, header)
}

// findEnvelope reports false where a body is no error of Zoho's.
func findEnvelope(body []byte) (envelope, bool) {
	var flat envelope
	if lenient(body, &flat) && (flat.Code != "" || flat.Message != "") {
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
		if lenient(rows[0], &first) && first.Code != "" {
			return first, true
		}
	}
	return envelope{}, false
}

// lenient decodes an object and passes over members of an unexpected type. It reports whether there is an object.
func lenient(body []byte, into any) bool {
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
		Code:             Clean(e.Code),
		Message:          Clean(e.Message),
		Details:          decodeDetails(e.Details),
		RetryAfter:       Clean(header.Get("Retry-After")),
		CreditsRemaining: Clean(header.Get("X-API-CREDITS-REMAINING")),
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
	}
	if !lenient(raw, &d) {
		return Details{}
	}
	details := Details{
		ParamName:        Clean(cmp.Or(d.ParamName, d.APIName)),
		Limit:            scalar(d.Limit),
		SupportedVersion: scalar(d.SupportedVersion),
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
		return Clean(s)
	case json.Unmarshal(raw, &number) == nil:
		return Clean(number.String())
	default:
		return ""
	}
}

func mediaType(header http.Header) string {
	kind, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	return Clean(strings.TrimSpace(kind)) // its case as it came: in another, a token in it would not be found
}
