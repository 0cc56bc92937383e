package zohocrm

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// page is a success: the rows of one page and how to go on.
type page struct {
	rows  []row
	more  bool
	token string // of the next page; empty where the answer gives none
}

// info is the part of a page that tells of paging. A member that does not come is nil.
type info struct {
	PerPage       *int    `json:"per_page"`
	MoreRecords   *bool   `json:"more_records"`
	NextPageToken *string `json:"next_page_token"`
}

// decodePage decodes a success with a body, and refuses what would leave the list in doubt.
func decodePage(status int, header http.Header, body []byte) (page, error) {
	defect := func(d Defect, reason string) (page, error) {
		return page{}, &AnswerError{Defect: d, Status: status, Reason: reason, ContentType: mediaType(header)}
	}
	trimmed := bytes.TrimLeft(body, " \t\r\n")
	switch {
	case len(trimmed) == 0:
		return defect(Empty, "")
	case trimmed[0] != '{':
		return defect(NotJSON, "")
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(trimmed, &members); err != nil {
		if isCut(trimmed) {
			return defect(Cut, "")
		}
		return defect(NotJSON, "")
	}
	if found, ok := errorInside(trimmed, members); ok {
		return page{}, found.error(status, header)
	}
	if isNull(members["data"]) {
		return defect(Malformed, "it has no data")
	}
	var answer page
	if err := json.Unmarshal(members["data"], &answer.rows); err != nil {
		return defect(Malformed, "its data is not a list of objects")
	}
	for _, row := range answer.rows {
		if row == nil {
			return defect(Malformed, "its data is not a list of objects")
		}
	}
	var info info
	if raw := members["info"]; !isNull(raw) {
		if err := json.Unmarshal(raw, &info); err != nil {
			return defect(Malformed, "its paging information is not of the documented types")
		}
	}
	if info.MoreRecords == nil && len(answer.rows) >= info.fullPage() {
		return defect(Malformed, "the page is full, and nothing says whether more rows follow")
	}
	answer.more = info.MoreRecords != nil && *info.MoreRecords
	if info.NextPageToken != nil {
		answer.token = *info.NextPageToken
	}
	return answer, nil
}

// fullPage returns how many rows a page has room for.
func (i info) fullPage() int {
	if i.PerPage != nil && *i.PerPage > 0 && *i.PerPage < pageSize {
		return *i.PerPage
	}
	return pageSize
}

// errorInside finds an error that came with the status of a success.
func errorInside(body []byte, members map[string]json.RawMessage) (envelope, bool) {
	var flat envelope
	if lenient(body, &flat) && flat.Status == "error" {
		return flat, true
	}
	var rows []json.RawMessage
	if json.Unmarshal(members["data"], &rows) != nil || len(rows) == 0 {
		return envelope{}, false
	}
	var first envelope
	return first, lenient(rows[0], &first) && first.Status == "error" && first.Code != ""
}

// isCut tells JSON that ends too early from what is no JSON.
func isCut(body []byte) bool {
	var value json.RawMessage
	err := json.NewDecoder(bytes.NewReader(body)).Decode(&value)
	return errors.Is(err, io.ErrUnexpectedEOF)
}
