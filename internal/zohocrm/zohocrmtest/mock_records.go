package zohocrmtest

import (
	"slices"
	"strings"
	"sync"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// record finds a record, as Zoho would look for it.
func (m *Mock) record(t wire.Target) (*record, wire.Response, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case slices.Contains(unsupportedModules, t.Module):
		if m.config.notSupported {
			return nil, wire.NotSupported, false
		}
		return nil, wire.UnsupportedModule, false
	case !m.knows(t.Module):
		return nil, wire.InvalidModule, false
	}
	if r, ok := m.records[t]; ok {
		return r, wire.Response{}, true
	}
	if m.wildcard != nil && isRecordID(t.RecordID) {
		r := newRecord(t, *m.wildcard)
		m.records[t] = r
		return r, wire.Response{}, true
	}
	if m.found[t.Module].Has(t.RecordID) {
		list, ok := m.config.attachments[t.Module]
		if !ok {
			list = rows.Attachments(0)
		}
		return newRecord(t, list), wire.Response{}, true
	}
	if m.config.notFound {
		return nil, wire.RecordNotFound, false
	}
	return nil, wire.InvalidRecord, false
}

func (m *Mock) knows(module string) bool {
	if m.wildcard != nil || slices.Contains(modules, module) || slices.Contains(m.config.modules, module) {
		return true
	}
	if _, ok := m.found[module]; ok {
		return true
	}
	for t := range m.records {
		if t.Module == module {
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
	target wire.Target
	rows   rows.Rows

	mu    sync.Mutex
	pages map[string]*cachedPage
}

func newRecord(t wire.Target, list rows.Rows) *record {
	return &record{target: t, rows: list.Of(t), pages: map[string]*cachedPage{}}
}

func (r *record) page(key string, encode func() string) *cachedPage {
	r.mu.Lock()
	defer r.mu.Unlock()
	p, ok := r.pages[key]
	if !ok {
		plain := encode()
		p = &cachedPage{plain, sync.OnceValue(func() string { return string(wire.Gzip(plain)) })}
		r.pages[key] = p
	}
	return p
}

// filtered are the rows with these ids, separated by commas, or all where there are none. That an id which no row has is
// passed over is assumed.
func (r *record) filtered(ids string) rows.Rows {
	if ids == "" {
		return r.rows
	}
	return r.rows.Only(r.target, strings.Split(ids, ",")...)
}
