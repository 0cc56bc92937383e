package zohocrmtest

import (
	"slices"
	"strings"
	"sync"
)

// record finds a record, as Zoho would look for it.
func (m *Mock) record(t target) (*record, answer, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case slices.Contains(unsupportedModules, t.module):
		if m.config.notSupported {
			return nil, errNotSupported, false
		}
		return nil, errUnsupportedModule, false
	case !m.knows(t.module):
		return nil, errInvalidModule, false
	}
	if r, ok := m.records[t]; ok {
		return r, answer{}, true
	}
	if m.wildcard != nil && isRecordID(t.record) {
		r := newRecord(t, *m.wildcard)
		m.records[t] = r
		return r, answer{}, true
	}
	if m.config.notFound {
		return nil, errRecordNotFound, false
	}
	return nil, errInvalidRecord, false
}

func (m *Mock) knows(module string) bool {
	if m.wildcard != nil || slices.Contains(modules, module) || slices.Contains(m.config.modules, module) {
		return true
	}
	for t := range m.records {
		if t.module == module {
			return true
		}
	}
	return false
}

// modules are the API names of Zoho's own modules with attachments, and
// unsupportedModules some of those without.
var (
	modules = []string{
		"Leads", "Accounts", "Contacts", "Deals", "Campaigns", "Tasks", "Cases", "Events", "Calls",
		"Solutions", "Products", "Vendors", "Price_Books", "Quotes", "Sales_Orders", "Purchase_Orders",
		"Invoices", "Appointments__s", "Services__s", "Notes",
	}
	unsupportedModules = []string{"Documents", "Projects", "Feeds", "Reports"}
)

func isRecordID(s string) bool {
	return len(s) >= 1 && len(s) <= 20 && strings.Trim(s, "0123456789") == ""
}

// cachedPage is the body of a page, encoded once.
type cachedPage struct {
	plain string
	gzip  func() string
}

// record is a record with its attachments and the pages encoded of them.
type record struct {
	target target
	rows   Rows

	mu    sync.Mutex
	pages map[string]*cachedPage
}

func newRecord(t target, rows Rows) *record {
	return &record{target: t, rows: rows, pages: map[string]*cachedPage{}}
}

func (r *record) page(key string, encode func() string) *cachedPage {
	r.mu.Lock()
	defer r.mu.Unlock()
	p, ok := r.pages[key]
	if !ok {
		plain := encode()
		p = &cachedPage{plain, sync.OnceValue(func() string { return string(gzipped(plain)) })}
		r.pages[key] = p
	}
	return p
}

// encode is the rows from offset to end as they go between the brackets.
func (r *record) encode(fields string, offset, end int) string {
	asked := map[string]bool{"id": true}
	for name := range strings.SplitSeq(fields, ",") {
		asked[name] = true
	}
	var s strings.Builder
	for i := offset; i < min(end, r.rows.count); i++ {
		if i > offset {
			s.WriteByte(',')
		}
		r.rows.write(&s, r.target, i, asked)
	}
	return s.String()
}
