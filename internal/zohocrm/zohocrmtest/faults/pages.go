package faults

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// WithoutData leaves data out of a page.
func WithoutData() Kind {
	return altering("missing-data", func(p *page, _ *http.Request) { p.Data = nil })
}

// WithoutInfo leaves info out of a page.
func WithoutInfo() Kind {
	return altering("missing-info", func(p *page, _ *http.Request) { p.Info = nil })
}

// WithoutMoreRecords leaves info.more_records out of a page.
func WithoutMoreRecords() Kind {
	return altering("missing-more-records", func(p *page, _ *http.Request) { delete(p.Info, "more_records") })
}

// EmptyPagePromisingMore takes the rows out of a page and promises more.
func EmptyPagePromisingMore() Kind {
	return altering("empty-page", func(p *page, _ *http.Request) {
		p.rows(nil)
		p.Info["more_records"] = json.RawMessage("true")
	})
}

// RepeatedToken makes a page hand out the token that led to it and promise
// more. The first page stays as it is.
func RepeatedToken() Kind {
	return altering("repeated-page-token", func(p *page, r *http.Request) {
		if asked := r.URL.Query().Get("page_token"); asked != "" {
			p.next(json.RawMessage(wire.Quote(asked)))
		}
	})
}

// TokenStops takes the token off a page that promises more.
func TokenStops() Kind {
	return altering("page-token-stops", func(p *page, _ *http.Request) { p.Info["next_page_token"] = json.RawMessage("null") })
}

// TokenRing makes the page that it is asked for hand out the token of page 1,
// which leads to page 2 again, and promise more.
func TokenRing() Kind {
	return remembering("page-token-ring", func(p, first *page) {
		p.next(first.Info["next_page_token"])
	}, firstPage)
}

// RepeatedRows puts the last n rows of the page before in front of a page's
// own, as when n files are added while a walk goes on.
func RepeatedRows(n int) Kind {
	return remembering("repeated-rows", func(p, before *page) {
		p.rows(slices.Concat(before.Data[max(0, len(before.Data)-n):], p.Data))
	}, lastPage)
}

// ErrorAmongRows puts an error of Zoho's in the place of a page's last row.
func ErrorAmongRows() Kind {
	return altering("error-among-rows", func(p *page, _ *http.Request) {
		if len(p.Data) > 0 {
			p.Data[len(p.Data)-1] = json.RawMessage(wire.InternalError.Body)
		}
	})
}

// FewerRows takes the last row off a page, which goes on to count it.
func FewerRows() Kind {
	return altering("fewer-rows", func(p *page, _ *http.Request) {
		if len(p.Data) > 0 {
			p.Data = p.Data[:len(p.Data)-1]
		}
	})
}

// SwappedRow puts the last row of the page before in the place of a page's
// first, as when the two changed places between the calls.
func SwappedRow() Kind {
	return remembering("swapped-row", func(p, before *page) {
		if len(p.Data) > 0 && len(before.Data) > 0 {
			p.Data[0] = before.Data[len(before.Data)-1]
		}
	}, lastPage)
}

// SameRows puts the rows of the page before in the place of a page's own.
func SameRows() Kind {
	return remembering("same-rows", func(p, before *page) { p.rows(before.Data) }, lastPage)
}

// page is the body of a response, to be altered.
type page struct {
	Data []json.RawMessage          `json:"data,omitzero"`
	Info map[string]json.RawMessage `json:"info,omitzero"`
}

func (p *page) rows(rows []json.RawMessage) {
	p.Data = append([]json.RawMessage{}, rows...) // not nil: data stays
	p.Info["count"] = json.RawMessage(strconv.Itoa(len(rows)))
}

func (p *page) next(token json.RawMessage) {
	p.Info["next_page_token"] = token
	p.Info["more_records"] = json.RawMessage("true")
}

// altering is a kind that alters pages. A response that is no page, an error
// say, stays as it is.
func altering(name string, alter func(*page, *http.Request)) Kind {
	return serving(name, func(w http.ResponseWriter, r *http.Request, b wire.Backend) {
		a := captured(r, b)
		if p, ok := a.page(); ok {
			alter(p, r)
			a.replace(p)
		}
		a.send(w, r)
	})
}

// Which earlier page of a record's walk a remembering kind goes by.
const (
	firstPage = iota
	lastPage
)

// remembering is a kind that alters a page by an earlier one of the same
// record. Page 1 has none and stays as it is.
func remembering(name string, alter func(p, earlier *page), which int) Kind {
	return Kind{name: name, remembers: true, handler: func() faultHandler {
		var mu sync.Mutex
		earlier := map[string]*page{}
		return func(w http.ResponseWriter, r *http.Request, b wire.Backend, picked bool) {
			a := captured(r, b)
			if p, ok := a.page(); ok {
				n, walk := b.PageOf(r), b.WalkOf(r)
				mu.Lock()
				before := earlier[walk]
				if n == 1 || which == lastPage {
					own, _ := a.page()
					earlier[walk] = own
				}
				mu.Unlock()
				if picked && n > 1 && before != nil {
					alter(p, before)
					a.replace(p)
				}
			}
			a.send(w, r)
		}
	}}
}

// capture is the response of a backend, held back.
type capture struct {
	header   http.Header
	buffer   bytes.Buffer
	response wire.Response
}

func captured(r *http.Request, b wire.Backend) *capture {
	c := &capture{header: http.Header{}}
	plain := r.Clone(r.Context())
	plain.Header.Del("Accept-Encoding")
	b.ServeHTTP(c, plain)
	c.response.Header, c.response.Body = c.header, c.buffer.String()
	return c
}

func (c *capture) Header() http.Header { return c.header }

func (c *capture) WriteHeader(status int) {
	if c.response.Status == 0 && status >= http.StatusOK {
		c.response.Status = status
	}
}

func (c *capture) Write(p []byte) (int, error) {
	c.WriteHeader(http.StatusOK)
	return c.buffer.Write(p)
}

func (c *capture) page() (*page, bool) {
	var p page
	if c.response.Status != http.StatusOK || json.Unmarshal([]byte(c.response.Body), &p) != nil || p.Info == nil {
		return nil, false
	}
	return &p, true
}

func (c *capture) replace(p *page) {
	c.response.Body = wire.Encode(p)
}

func (c *capture) send(w http.ResponseWriter, r *http.Request) {
	wire.NoteRows(r.Context(), wire.CountRows(c.response.Body))
	c.response.Write(w)
}
