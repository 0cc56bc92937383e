package zohocrmtest

import (
	"bytes"
	"encoding/json"
	"strings"
)

// target is the record whose attachments a path names.
type target struct{ module, record string }

// parsePath reads /crm/v8/{module}/{record_id}/{related list}.
func parsePath(path string) (t target, list string, ok bool) {
	segments := strings.Split(path, "/")
	if len(segments) != 6 || segments[1] != "crm" || segments[2] != "v8" {
		return target{}, "", false
	}
	return target{segments[3], segments[4]}, segments[5], true
}

// parseTarget reads /crm/v8/{module}/{record_id}/Attachments.
func parseTarget(path string) (target, bool) {
	t, list, ok := parsePath(path)
	return t, ok && list == "Attachments"
}

// rowsIn counts the attachments of a page; anything else has none.
func rowsIn(body string) int {
	var page struct {
		Data []json.RawMessage `json:"data"`
		Info json.RawMessage   `json:"info"`
	}
	if json.Unmarshal([]byte(body), &page) != nil || page.Info == nil {
		return 0
	}
	return len(page.Data)
}

// errorIn is the code and message of the error that a body holds, flat or as
// the first element of data.
func errorIn(body string) (code, message string) {
	type envelope struct {
		Code, Message, Status string
	}
	var answer struct {
		envelope
		Data []envelope
	}
	if json.Unmarshal([]byte(body), &answer) != nil {
		return "", ""
	}
	if answer.Code == "" && len(answer.Data) > 0 {
		answer.envelope = answer.Data[0]
	}
	return answer.Code, answer.Message
}

// encoded is v as compact JSON without HTML escaping. It panics where v cannot
// be encoded.
func encoded(v any) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// quote is s as a JSON string.
func quote(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' || r == '"' || r == '\\' }) {
		return encoded(s)
	}
	return `"` + s + `"`
}
