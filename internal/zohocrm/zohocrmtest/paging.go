package zohocrmtest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// maxPageRows is how many rows of a record Zoho serves with a page at most.
const maxPageRows = 200

// position is a place in the walk over a record that a page token stands for.
type position struct {
	target  wire.Target
	query   string // every parameter of the walk but page and page_token
	perPage int
	offset  int
	expired bool
}

// pageTokens are the page tokens handed out.
type pageTokens struct {
	known      map[string]position
	generation int
	escaped    bool // see [WithEscapedPageTokens]
}

// issue is the token for a position; while it lives a position has one token.
// Tokens are opaque. Zoho's Node.js SDK sends them with encodeURI, which leaves
// a slash, an equals sign and a plus as they are, and a plus would be read as a
// blank: so Zoho's can hold the former, and hardly the latter.
func (t *pageTokens) issue(p position) string {
	if t.known == nil {
		t.known = map[string]position{}
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %v", t.generation, p))
	text := base64.RawURLEncoding.EncodeToString(sum[:])
	token := text[:24] + "/" + text[24:] + "="
	if t.escaped {
		token = text[:8] + "+" + text[8:16] + "&" + text[16:24] + "/" + text[24:] + "%2B="
	}
	t.known[token] = p
	return token
}

func (t *pageTokens) expire() {
	t.generation++
	for token, p := range t.known {
		p.expired = true
		t.known[token] = p
	}
}

// pageRequest is what the paging parameters of a request ask for.
type pageRequest struct {
	position
	byToken bool
	number  int
}

// end is the offset of the first row after the page.
func (p pageRequest) end() int { return p.offset + p.perPage }

// parsePage reads the paging parameters. What Zoho does about numbers out of
// range is not documented; here they are rejected.
func (m *Mock) parsePage(t wire.Target, query url.Values) (p pageRequest, errResponse wire.Response, ok bool) {
	if query.Has("page") && query.Has("page_token") {
		return p, wire.AmbiguousPaging, false
	}
	p.perPage = number(query, "per_page", maxPageRows)
	if p.perPage < 1 || p.perPage > maxPageRows {
		return p, wire.BadParameter("per_page"), false
	}
	p.perPage = min(p.perPage, m.config.pageRows)
	p.number = number(query, "page", 1)
	if p.number < 1 {
		return p, wire.BadParameter("page"), false
	}
	p.target, p.query = t, boundParameters(query)
	if !query.Has("page_token") {
		p.offset = (p.number - 1) * p.perPage
		if limit := m.config.pageLimit; limit > 0 && p.end() > limit {
			return p, wire.DiscretePaginationLimitExceeded, false
		}
		return p, wire.Response{}, true
	}
	p.byToken = true
	at, known := m.pages.known[query.Get("page_token")]
	switch limit := m.config.tokenLimit; {
	case known && at.expired:
		return p, wire.PageTokenExpired, false
	case !known || at.target != t || at.query != p.query:
		return p, wire.PageTokenMismatch, false
	case limit > 0 && at.offset >= limit:
		return p, wire.PaginationLimitExceeded, false
	}
	p.position = at
	return p, wire.Response{}, true
}

// boundParameters are the parameters that a page token is bound to.
func boundParameters(query url.Values) string {
	bound := url.Values{}
	for name, values := range query {
		if name != "page" && name != "page_token" {
			bound[name] = values
		}
	}
	return bound.Encode()
}

func (b mockBackend) servePage(w http.ResponseWriter, r *http.Request, rec *record, query url.Values) {
	b.mu.Lock()
	p, errResponse, ok := b.parsePage(rec.target, query)
	if !ok {
		b.mu.Unlock()
		errResponse.Write(w)
		return
	}
	list := rec.filtered(query.Get("ids"))
	info := b.info(p, list.Len())
	b.mu.Unlock()

	if p.offset >= list.Len() && !b.config.emptyList {
		wire.Response{Status: http.StatusNoContent}.Write(w)
		return
	}
	body := rec.page(pageKeyOf(query, p, info), func() string {
		return `{"data":[` + list.Encode(rec.target, query.Get("fields"), p.offset, p.end()) + `],"info":` + info + `}`
	})
	wire.NoteRows(r.Context(), list.Within(p.offset, p.end()))
	b.send(w, r, wire.Response{Status: http.StatusOK, Body: body.plain}, body.gzip)
}

// send sends a response; a page compressed, where that is asked for.
func (b mockBackend) send(w http.ResponseWriter, r *http.Request, response wire.Response, compressed func() string) {
	if response.Status == http.StatusOK && b.config.gzip && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		response.Header = http.Header{"Content-Encoding": {"gzip"}, "Content-Type": {wire.ContentTypeJSON}}
		response.Body = compressed()
	}
	response.Write(w)
}

// info is the info object of a page out of count rows. A response to a token
// says page 1, as in Zoho's sample of a walk by token.
func (b mockBackend) info(p pageRequest, count int) string {
	more := p.end() < count
	next, previous, expiry := "null", "null", "null"
	if b.config.keys == withTokens {
		at := p.position
		if more {
			at.offset = p.end()
			next = wire.Quote(b.pages.issue(at))
		}
		if p.offset > 0 {
			at.offset = max(0, p.offset-p.perPage)
			previous = wire.Quote(b.pages.issue(at))
		}
		if next != "null" || previous != "null" {
			expiry = wire.Quote(tokenExpiry)
		}
	}
	var s strings.Builder
	fmt.Fprintf(&s, `{"per_page":%d,`, p.perPage)
	if b.config.keys != noTokenKeys {
		fmt.Fprintf(&s, `"next_page_token":%s,`, next)
	}
	fmt.Fprintf(&s, `"count":%d,"page":%d,`, max(0, min(p.end(), count)-p.offset), p.number)
	if b.config.keys != noTokenKeys {
		fmt.Fprintf(&s, `"previous_page_token":%s,"page_token_expiry":%s,`, previous, expiry)
	}
	s.WriteString(`"more_records":` + strconv.FormatBool(more) + `}`)
	return s.String()
}

// tokenExpiry is when page tokens are said to expire: far off, so that responses
// do not depend on the clock. [Mock.ExpireTokens] lets it come.
const tokenExpiry = "2099-12-31T23:59:59+05:30"

// pageKeyOf identifies a page among those of one record.
func pageKeyOf(query url.Values, p pageRequest, info string) string {
	return query.Get("fields") + " " + query.Get("ids") + " " + strconv.Itoa(p.offset) + " " + info
}
