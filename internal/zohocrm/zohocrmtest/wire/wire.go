// Package wire is what the parts of the test server know in common of Zoho's attachments API: its paths, its pages, its
// errors to the letter.
package wire

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Target is the record whose attachments a path names.
type Target struct{ Module, RecordID string }

// QueryPath is the path of COQL queries.
const QueryPath = "/crm/v8/coql"

// ParsePath reads /crm/v8/{module}/{record_id}/{related list}.
func ParsePath(path string) (t Target, list string, ok bool) {
	segments := strings.Split(path, "/")
	if len(segments) != 6 || segments[1] != "crm" || segments[2] != "v8" {
		return Target{}, "", false
	}
	return Target{segments[3], segments[4]}, segments[5], true
}

// ParseTarget reads /crm/v8/{module}/{record_id}/Attachments.
func ParseTarget(path string) (Target, bool) {
	t, list, ok := ParsePath(path)
	return t, ok && list == "Attachments"
}

// CountRows counts the attachments of a page; anything else has none.
func CountRows(body string) int {
	var page struct {
		Data []json.RawMessage `json:"data"`
		Info json.RawMessage   `json:"info"`
	}
	if json.Unmarshal([]byte(body), &page) != nil || page.Info == nil {
		return 0
	}
	return len(page.Data)
}

// ErrorIn is the code and message of the error that a body holds, flat or as
// the first element of data.
func ErrorIn(body string) (code, message string) {
	type envelope struct {
		Code, Message, Status string
	}
	var response struct {
		envelope
		Data []envelope
	}
	if json.Unmarshal([]byte(body), &response) != nil {
		return "", ""
	}
	if response.Code == "" && len(response.Data) > 0 {
		response.envelope = response.Data[0]
	}
	return response.Code, response.Message
}

// Encode is v as compact JSON without HTML escaping. It panics where v cannot
// be encoded.
func Encode(v any) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Quote is s as a JSON string.
func Quote(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' || r == '"' || r == '\\' }) {
		return Encode(s)
	}
	return `"` + s + `"`
}
