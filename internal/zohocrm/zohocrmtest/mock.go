package zohocrmtest

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Mock is a [Server] that holds records and responds by the rules of Zoho's
// API. Its tokens all belong to one user.
type Mock struct {
	Server
	config mockConfig

	mu       sync.Mutex
	records  map[wire.Target]*record
	wildcard *rows.Rows
	pages    pageTokens
	found    coql.Organization
	walks    map[string]int // see queryPage
}

// NewMock starts a server that holds the records that the options name. The
// caller closes it.
func NewMock(opts ...MockOption) (*Mock, error) {
	c := mockConfig{
		records:     map[wire.Target]rows.Rows{},
		attachments: map[string]rows.Rows{},
		scopeless:   map[string]int{},
		coqlless:    map[string]int{},
		found:       map[string]coql.Records{},
		pageRows:    maxPageRows,
		pageLimit:   2_000,
		tokenLimit:  100_000,
	}
	c.server.tokens = []string{Token}
	for _, o := range opts {
		o.applyMock(&c)
	}
	if c.pageRows < 1 || c.pageRows > maxPageRows {
		return nil, fmt.Errorf("zohocrmtest: WithPageRows(%d): want 1 to %d", c.pageRows, maxPageRows)
	}
	m := &Mock{config: c, wildcard: c.wildcard, records: map[wire.Target]*record{}, pages: pageTokens{escaped: c.escaped}}
	for t, list := range c.records {
		m.records[t] = newRecord(t, list)
	}
	m.found, m.walks = foundIn(c), map[string]int{}
	if err := m.start(c.server, mockBackend{m}); err != nil {
		return nil, err
	}
	return m, nil
}

// SetRecord adds a record or replaces its attachments. Page tokens that were
// handed out go on working, at the place they stood for.
func (m *Mock) SetRecord(module, recordID string, list rows.Rows) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := wire.Target{Module: module, RecordID: recordID}
	m.records[t] = newRecord(t, list)
	m.found[module] = withIDs(m.found[module], recordID)
}

// RemoveRecord takes a record away.
func (m *Mock) RemoveRecord(module, recordID string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.records, wire.Target{Module: module, RecordID: recordID})
	if list, ok := m.found[module]; ok {
		m.found[module] = list.Without(recordID)
	}
}

// ExpireTokens lets a day go by for every page token handed out so far: they
// get EXPIRED_VALUE.
func (m *Mock) ExpireTokens() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pages.expire()
}

type mockBackend struct{ *Mock }

// ServeHTTP checks a request in the order token, scopes, path, method, module,
// record, fields, paging. Zoho documents the errors, not their order.
func (b mockBackend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	token, _ := accessToken(r)
	if status, ok := b.config.scopeless[token]; ok {
		wire.ScopeMismatch(status).Write(w)
		return
	}
	if !b.tokens.check(w, r) || !b.checkScopes(w, r) {
		return
	}
	if r.URL.Path == wire.QueryPath {
		b.serveQuery(w, r, token)
		return
	}
	t, list, ok := wire.ParsePath(r.URL.Path)
	switch {
	case !ok:
		wire.InvalidURLPattern.Write(w)
		return
	case r.Method != http.MethodGet:
		wire.InvalidRequestMethod.Write(w)
		return
	}
	rec, errResponse, ok := b.record(t)
	switch {
	case !ok:
		errResponse.Write(w)
		return
	case list != "Attachments":
		wire.InvalidRelatedList.Write(w)
		return
	}
	query := r.URL.Query()
	switch fields := query.Get("fields"); {
	case fields == "":
		wire.FieldsMissing.Write(w)
		return
	case strings.Count(fields, ",") >= 50:
		wire.TooManyFields.Write(w)
		return
	}
	b.servePage(w, r, rec, query)
}

// pageOf is 1 where a page token is not known.
func (b mockBackend) PageOf(r *http.Request) int {
	if r.URL.Path == wire.QueryPath {
		return b.queryPage(r)
	}
	query := r.URL.Query()
	if token := query.Get("page_token"); token != "" {
		b.mu.Lock()
		defer b.mu.Unlock()
		if at, ok := b.pages.known[token]; ok && at.perPage > 0 {
			return at.offset/at.perPage + 1
		}
		return 1
	}
	return max(1, number(query, "page", 1))
}

// number is a parameter's value, or -1 where it is not a number.
func number(query url.Values, name string, missing int) int {
	if !query.Has(name) {
		return missing
	}
	n, err := strconv.Atoi(query.Get(name))
	if err != nil {
		return -1
	}
	return n
}
