package zohocrmtest

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// SetRecords replaces the records of a module that COQL finds, as [WithRecords]: between two queries of a walk, say.
func (m *Mock) SetRecords(module string, list coql.Records) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var ids []string
	for t := range m.records {
		if t.Module == module {
			ids = append(ids, t.RecordID)
		}
	}
	m.found[module] = withIDs(list, ids...)
}

// foundIn is what COQL finds in a new mock: every module, and every record that an option names.
func foundIn(c mockConfig) coql.Organization {
	found := coql.Organization(maps.Clone(c.found))
	for _, module := range slices.Concat(modules, c.modules) {
		found[module] = c.found[module]
	}
	named := map[string][]string{}
	for t := range c.records {
		named[t.Module] = append(named[t.Module], t.RecordID)
	}
	for module, ids := range named {
		found[module] = withIDs(found[module], ids...)
	}
	return found
}

// withIDs are records and those of further ids, of which no more is known.
func withIDs(list coql.Records, ids ...string) coql.Records {
	var objects []string
	seen := map[string]bool{}
	for _, id := range ids {
		number := strings.TrimLeft(id, "0")
		if !isRecordID(id) || seen[number] || list.Has(id) {
			continue
		}
		seen[number] = true
		objects = append(objects, `{"id":`+wire.Quote(id)+`}`)
	}
	if len(objects) == 0 {
		return list
	}
	further, err := coql.Of(objects...)
	if err != nil {
		panic(err) // the ids are digits, and differ
	}
	return list.Union(further)
}

// serveQuery responds to a COQL query; the access token has been accepted.
func (b mockBackend) serveQuery(w http.ResponseWriter, r *http.Request, token string) {
	if r.Method != http.MethodPost {
		wire.InvalidRequestMethod.Write(w)
		return
	}
	if status, ok := b.config.coqlless[token]; ok {
		wire.ScopeMismatch(status).Write(w)
		return
	}
	b.mu.Lock()
	found := maps.Clone(b.found)
	b.mu.Unlock()
	body := wire.BodyOf(r)
	response := found.Respond(body, coql.Rules{FlatConditions: b.config.flat, EmptyList: b.config.emptyList})
	b.notePage(body, response)
	wire.NoteRows(r.Context(), response.Rows)
	b.send(w, r, response.Response, func() string { return string(wire.Gzip(response.Body)) })
}

// WalkOf is the path and, of a query, what all queries of its walk have in common.
func (b mockBackend) WalkOf(r *http.Request) string { return walkOf(r) }

func walkOf(r *http.Request) string {
	if r.URL.Path != wire.QueryPath {
		return r.URL.Path
	}
	walk, _ := coql.Walk(wire.BodyOf(r))
	return r.URL.Path + " " + walk
}

// queryPage tells which page of a walk by key a query asks for: the one after the page that ended with the id that it goes
// on from; 1 where no page did.
func (b mockBackend) queryPage(r *http.Request) int {
	walk, after := coql.Walk(wire.BodyOf(r))
	b.mu.Lock()
	defer b.mu.Unlock()
	return max(1, b.walks[walk+" after "+after])
}

// notePage remembers where the page after a response begins.
func (b mockBackend) notePage(body string, response coql.Response) {
	if response.Rows == 0 {
		return
	}
	walk, after := coql.Walk(body)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.walks[walk+" after "+response.Last] = max(1, b.walks[walk+" after "+after]) + 1
}
