package zohocrm

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/tidwall/gjson"
)

// page is a success: the rows of one page and how to go on.
type page struct {
	rows  []row
	more  bool
	token string // of the next page; empty where the response gives none
}

// info is the part of a page that tells of paging. A missing member is nil.
type info struct {
	PerPage       *int            `json:"per_page"`
	Count         json.RawMessage `json:"count"`
	MoreRecords   *bool           `json:"more_records"`
	NextPageToken *string         `json:"next_page_token"`
}

// decodePage decodes a success with a body, and rejects what would leave the list in doubt.
func decodePage(status int, header http.Header, body []byte) (page, error) {
	defect := func(d Defect, reason string) (page, error) {
		e := responseError(d, status, header)
		e.Reason = reason
		return page{}, e
	}
	trimmed := TrimJSON(body)
	switch {
	case len(trimmed) == 0:
		return defect(Empty, "")
	case !json.Valid(trimmed) && trimmed[0] == '{' && isTruncated(trimmed):
		return defect(Truncated, "")
	case !json.Valid(trimmed):
		return defect(NotJSON, "")
	case trimmed[0] != '{':
		return defect(Malformed, "it is not an object")
	}
	parts := split(string(trimmed))
	if apiErr, ok := parts.errorInside(trimmed); ok {
		return page{}, apiErr.error(status, header)
	}
	if isNull(parts.data) {
		return page{}, withoutData(status, header, trimmed)
	}
	if !parts.isList {
		return defect(Malformed, "its data is not a list of objects")
	}
	p := page{rows: parts.rows}
	for _, row := range p.rows {
		if row[0] != '{' {
			return defect(Malformed, "its data is not a list of objects")
		}
	}
	var info info
	if !isNull(parts.info) {
		if err := json.Unmarshal([]byte(parts.info), &info); err != nil {
			return defect(Malformed, "its paging information is not of the documented types")
		}
	}
	if info.MoreRecords == nil && len(p.rows) >= info.fullPage() {
		return defect(Malformed, "the page is full, and it does not say whether more rows follow")
	}
	if info.announced() > len(p.rows) {
		return defect(Malformed, "it says that the page has more rows than it holds")
	}
	p.more = info.MoreRecords != nil && *info.MoreRecords
	if info.NextPageToken != nil {
		p.token = *info.NextPageToken
	}
	return p, nil
}

// announced returns how many rows the page is said to have; zero where it does not say.
func (i info) announced() int {
	var count int
	_ = json.Unmarshal(i.Count, &count)
	return count
}

// fullPage returns how many rows a page has room for.
func (i info) fullPage() int {
	if i.PerPage != nil && *i.PerPage > 0 && *i.PerPage < pageSize {
		return *i.PerPage
	}
	return pageSize
}

// parts are the members of a page that count, as they stand in it.
type parts struct {
	data, info string
	isList     bool  // data
	rows       []row // the elements of data, where it is a list
	hasStatus  bool  // whether there is a member that encoding/json takes for an envelope's status
}

// split takes a page, valid JSON, apart. Of members of the same name the last one counts.
func split(body string) parts {
	var p parts
	members(body, func(key, value string) {
		switch key {
		case "data":
			p.data = value
		case "info":
			p.info = value
		}
		p.hasStatus = p.hasStatus || strings.EqualFold(key, "status")
	})
	list := gjson.Parse(p.data)
	if p.isList = list.IsArray(); p.isList {
		p.rows = make([]row, 0, pageSize)
		list.ForEach(func(_, element gjson.Result) bool {
			p.rows = append(p.rows, row(element.Raw))
			return true
		})
	}
	return p
}

// errorInside finds an error with the status of a success.
func (p parts) errorInside(body []byte) (envelope, bool) {
	if p.hasStatus {
		var flat envelope
		if decodeLenient(body, &flat) && flat.Status == "error" {
			return flat, true
		}
	}
	for i, row := range p.rows {
		if i > 0 && !strings.Contains(string(row), `"error"`) {
			continue // decoding every row twice would cost as much as all the rest
		}
		var e struct {
			envelope
			ID json.RawMessage `json:"id"` // an attachment's, which may have fields of those names
		}
		if decodeLenient([]byte(row), &e) && e.Status == "error" && e.Code != "" && e.ID == nil {
			return e.envelope, true
		}
	}
	return envelope{}, false
}

// withoutData is the error of a success that has no data: Zoho's, where it has a code, or what else it says.
func withoutData(status int, header http.Header, body []byte) error {
	var flat envelope
	if decodeLenient(body, &flat) && flat.Code != "" {
		return flat.error(status, header)
	}
	message := foreignMessage(body)
	if strings.Contains(message, throttleSuffix) {
		return envelope{Message: message}.error(status, header)
	}
	e := responseError(Malformed, status, header)
	e.Reason, e.Message = "it has no data", message
	return e
}

// isTruncated tells JSON that ends too early from what is not JSON.
func isTruncated(body []byte) bool {
	var value json.RawMessage
	err := json.NewDecoder(bytes.NewReader(body)).Decode(&value)
	return errors.Is(err, io.ErrUnexpectedEOF)
}
