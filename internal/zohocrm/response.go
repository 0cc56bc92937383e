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
	PerPage       *int    `json:"per_page"`
	MoreRecords   *bool   `json:"more_records"`
	NextPageToken *string `json:"next_page_token"`
}

// decodePage decodes a success with a body, and rejects what would leave the list in doubt. The size is the number of rows
// that were asked for.
func decodePage(status int, header http.Header, body []byte, size int) (page, error) {
	defect := func(d Defect, reason string) (page, error) {
		return page{}, &ResponseError{Defect: d, Status: status, Reason: reason, ContentType: mediaType(header)}
	}
	trimmed := bytes.TrimLeft(body, " \t\r\n")
	switch {
	case len(trimmed) == 0:
		return defect(Empty, "")
	case trimmed[0] != '{':
		return defect(NotJSON, "")
	}
	if !json.Valid(trimmed) {
		if isTruncated(trimmed) {
			return defect(Truncated, "")
		}
		return defect(NotJSON, "")
	}
	parts := split(string(trimmed))
	if apiErr, ok := parts.errorInside(trimmed); ok {
		return page{}, apiErr.error(status, header)
	}
	if isNull(parts.data) {
		return defect(Malformed, "it has no data")
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
	if info.MoreRecords == nil && len(p.rows) >= info.fullPage(size) {
		return defect(Malformed, "the page is full, and it does not say whether more rows follow")
	}
	p.more = info.MoreRecords != nil && *info.MoreRecords
	if info.NextPageToken != nil {
		p.token = *info.NextPageToken
	}
	return p, nil
}

// fullPage returns how many rows a page has room for.
func (i info) fullPage(size int) int {
	if i.PerPage != nil && *i.PerPage > 0 && *i.PerPage < size {
		return *i.PerPage
	}
	return size
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
	if len(p.rows) == 0 {
		return envelope{}, false
	}
	var first envelope
	return first, decodeLenient([]byte(p.rows[0]), &first) && first.Status == "error" && first.Code != ""
}

// isTruncated tells JSON that ends too early from what is not JSON.
func isTruncated(body []byte) bool {
	var value json.RawMessage
	err := json.NewDecoder(bytes.NewReader(body)).Decode(&value)
	return errors.Is(err, io.ErrUnexpectedEOF)
}
