package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// What stands between the client and Zoho CRM (Zoho's own gateway, a proxy, a load balancer) answers in forms of its own.

// throttleSuffix ends what Zoho's gateway calls its limits by URL: URL_FIXED_THROTTLES_LIMIT_EXCEEDED, URL_ROLLING_…, LIVE_….
// They were seen with the statuses 200, 400 and 500, as code, message or title, and pass within seconds.
const throttleSuffix = "THROTTLES_LIMIT_EXCEEDED"

// foreign is JSON of a gateway's.
type foreign struct {
	Message     string          `json:"message"`
	Title       string          `json:"title"`
	Detail      string          `json:"detail"`
	FaultString string          `json:"faultstring"`
	Code        string          `json:"code"`
	Error       json.RawMessage `json:"error"`
	Fault       json.RawMessage `json:"fault"`
}

// foreignMessage returns what JSON of another form than Zoho CRM's says is wrong: a message or title, at the top or inside of
// "error" or "fault"; the empty string where there is none. It is sanitised.
func foreignMessage(body []byte) string {
	var f foreign
	if !decodeLenient(body, &f) {
		return ""
	}
	for _, nested := range []json.RawMessage{f.Error, f.Fault} {
		var text string
		if json.Unmarshal(nested, &text) == nil && text != "" {
			return sanitize.Text(text)
		}
		var inner foreign
		if decodeLenient(nested, &inner) {
			if text := inner.text(); text != "" {
				return text
			}
		}
	}
	return f.text()
}

// text prefers the name of a throttle, which may stand in any of the members.
func (f foreign) text() string {
	texts := []string{f.Message, f.Title, f.Detail, f.FaultString, f.Code}
	for _, text := range texts {
		if strings.Contains(text, throttleSuffix) {
			return sanitize.Text(text)
		}
	}
	for _, text := range texts[:4] {
		if text != "" {
			return sanitize.Text(text)
		}
	}
	return ""
}

// byteOrderMark may stand before JSON, where some proxy puts it.
var byteOrderMark = []byte("\ufeff")

// TrimJSON returns a body without what may stand around JSON: white space, and a byte order mark before it.
func TrimJSON(body []byte) []byte {
	return bytes.Trim(bytes.TrimPrefix(bytes.TrimLeft(body, whiteSpace), byteOrderMark), whiteSpace)
}

// whiteSpace is JSON's.
const whiteSpace = " \t\r\n"

// defectOf tells what is wrong with the body of an error that is none of Zoho's.
func defectOf(body []byte) Defect {
	switch {
	case len(body) == 0:
		return Empty
	case json.Valid(body):
		return Malformed
	default:
		return NotJSON
	}
}

// responseError makes an error of a response's status and header.
func responseError(defect Defect, status int, header http.Header) *ResponseError {
	return &ResponseError{
		Defect:           defect,
		Status:           status,
		ContentType:      mediaType(header),
		RetryAfter:       sanitize.Text(header.Get("Retry-After")),
		Date:             sanitize.Text(header.Get("Date")),
		CreditsRemaining: sanitize.Text(header.Get("X-API-CREDITS-REMAINING")),
	}
}
