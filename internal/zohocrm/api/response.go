package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// Page is a success: the rows of one page and how to go on.
type Page struct {
	Rows      []Row
	More      bool
	NextToken string // of the next page; empty where the response gives none
}

// info is the part of a page that tells of paging. A missing member is nil.
type info struct {
	PerPage       *int            `json:"per_page"`
	Count         json.RawMessage `json:"count"`
	MoreRecords   *bool           `json:"more_records"`
	NextPageToken *string         `json:"next_page_token"`
}

// maxPageToken bounds a page token: it is a part of the next request's URL, and all tokens of a walk are kept. Zoho's have some
// hundred bytes.
const maxPageToken = 4 << 10

// decodePage decodes a success with a body. It rejects what would leave the list in doubt, and what would cost more than a page can
// be: more rows than the page has room for, and JSON in excess of what package sanitize allows. What it takes is a small multiple
// of the body. It ends early, with the context's error, where the context does.
func decodePage(ctx context.Context, status int, header http.Header, body []byte, room int) (Page, error) {
	defect := func(d Defect, reason string) (Page, error) {
		e := responseError(d, status, header)
		e.Reason = reason
		return Page{}, e
	}
	trimmed := TrimJSON(body)
	if len(trimmed) == 0 {
		return defect(Empty, "")
	}
	if trimmed[0] == '{' { // HTML may have any number of brackets and commas
		if reason := sanitize.Excess(trimmed); reason != "" {
			return defect(Malformed, reason)
		}
	}
	switch isValid := json.Valid(trimmed); {
	case !isValid && trimmed[0] == '{' && IsTruncated(trimmed):
		return defect(Truncated, "")
	case !isValid:
		return defect(NotJSON, "")
	case trimmed[0] != '{':
		return defect(Malformed, "it is not an object")
	}
	text := string(trimmed)
	parts := split(ctx, text, room)
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	if apiErr, ok := parts.errorInside(text); ok {
		return Page{}, apiErr.error(status, header)
	}
	if isNull(parts.data) {
		return Page{}, withoutData(status, header, trimmed)
	}
	if !parts.isList {
		return defect(Malformed, "its data is not a list of objects")
	}
	if len(parts.rows) > room {
		return defect(Malformed, fmt.Sprintf("it has more than the %d rows that were asked for", room))
	}
	p := Page{Rows: parts.rows}
	for _, row := range p.Rows {
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
	if info.NextPageToken != nil && len(*info.NextPageToken) > maxPageToken {
		return defect(Malformed, fmt.Sprintf("its page token is longer than %d bytes", maxPageToken))
	}
	if info.MoreRecords == nil && len(p.Rows) >= info.fullPage(room) {
		return defect(Malformed, "the page is full, and it does not say whether more rows follow")
	}
	if info.announced() > len(p.Rows) {
		return defect(Malformed, "it says that the page has more rows than it holds")
	}
	p.More = info.MoreRecords != nil && *info.MoreRecords
	if info.NextPageToken != nil {
		p.NextToken = *info.NextPageToken
	}
	return p, nil
}

// announced returns how many rows the page is said to have; zero where it does not say.
func (i info) announced() int {
	var count int
	_ = json.Unmarshal(i.Count, &count)
	return count
}

// fullPage returns how many rows a full page has: as many as were asked for, or as the server says where that is fewer.
func (i info) fullPage(room int) int {
	if i.PerPage != nil && *i.PerPage > 0 && *i.PerPage < room {
		return *i.PerPage
	}
	return room
}

// parts are the members of a page that count, as they stand in it.
type parts struct {
	data, info string
	isList     bool  // data
	rows       []Row // the elements of data, where it is a list; of too many, one more than there is room for
	hasStatus  bool  // whether there is a member that encoding/json takes for an envelope's status
}

// split takes a page, valid JSON, apart. Of members of the same name the last one counts. It stops between two rows at the first
// that there is no room for, and at the end of the context.
func split(ctx context.Context, body string, room int) parts {
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
		p.rows = make([]Row, 0, room)
		list.ForEach(func(_, element gjson.Result) bool {
			p.rows = append(p.rows, Row(element.Raw))
			return len(p.rows) <= room && ctx.Err() == nil
		})
	}
	return p
}

// errorInside finds an error with the status of a success.
func (p parts) errorInside(body string) (envelope, bool) {
	if p.hasStatus {
		if flat := envelopeIn(body); flat.Status == "error" {
			return flat, true
		}
	}
	for i, row := range p.rows {
		if i > 0 && !strings.Contains(string(row), `"error"`) {
			continue // decoding every row twice would cost as much as all the rest
		}
		e := envelopeIn(string(row))
		// What has an id is an attachment or a record, which may have fields of those names.
		if e.Status == "error" && e.Code != "" && !gjson.Get(string(row), "id").Exists() {
			return e, true
		}
	}
	return envelope{}, false
}

// envelopeIn decodes the members of an envelope that a valid JSON object has, as encoding/json does, without the memory that it
// takes for members of other names. A value of another type is left out, and so are details that are longer than an error.
func envelopeIn(object string) envelope {
	var e envelope
	if object[0] != '{' {
		return e
	}
	texts := map[string]*string{"code": &e.Code, "message": &e.Message, "status": &e.Status}
	members(object, func(key, value string) {
		for name, into := range texts {
			if strings.EqualFold(key, name) && value[0] == '"' {
				*into = unquote(value)
			}
		}
		if strings.EqualFold(key, "details") && len(value) <= maxErrorBody {
			e.Details = json.RawMessage(value)
		}
	})
	return e
}

// withoutData is the error of a success that has no data: Zoho's, where it has a code, or what else it says.
func withoutData(status int, header http.Header, body []byte) error {
	if flat := envelopeIn(string(body)); flat.Code != "" {
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

// IsTruncated tells JSON that ends too early from what is not JSON.
func IsTruncated(body []byte) bool {
	var value json.RawMessage
	err := json.NewDecoder(bytes.NewReader(body)).Decode(&value)
	return errors.Is(err, io.ErrUnexpectedEOF)
}
