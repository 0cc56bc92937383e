package coql

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Rules choose among readings of Zoho's documents.
type Rules struct {
	// FlatConditions takes A and B and C, and the same with or, without parentheses, as one query in production suggests.
	FlatConditions bool

	// EmptyList responds with 200 and an empty list where nothing is found, in place of 204.
	EmptyList bool
}

// Organization holds the records of modules, by their API names. A module without records is there too.
type Organization map[string]Records

// Response is the response to a query.
type Response struct {
	wire.Response

	// Rows is the number of rows in it, and Last the id of the last one.
	Rows int
	Last string

	// More tells that there are more rows than the limit let through.
	More bool
}

// Respond responds to a request with this body. A missing clause is told before an unknown module, a module before its columns,
// the selected columns before those of the condition.
func (o Organization) Respond(body string, rules Rules) Response {
	text, errResponse := selectQuery(body)
	if errResponse != nil {
		return Response{Response: *errResponse}
	}
	q, errResponse := parse(text, rules)
	if errResponse != nil {
		return Response{Response: *errResponse}
	}
	records, ok := o[q.module]
	if !ok {
		return Response{Response: *unknownModule}
	}
	m := module{o, q.module, records}
	write, errResponse := m.selection(q.columns)
	if errResponse != nil {
		return Response{Response: *errResponse}
	}
	meets, errResponse := m.predicate(q.where)
	if errResponse != nil {
		return Response{Response: *errResponse}
	}
	rows, more := m.matching(q, meets)
	return found(rows, more, write, rules)
}

// found is the response that holds rows.
func found(rows []row, more bool, write func(*strings.Builder, row), rules Rules) Response {
	if len(rows) == 0 && !rules.EmptyList {
		return Response{Response: wire.Response{Status: http.StatusNoContent}}
	}
	a := Response{Rows: len(rows), More: more}
	var s strings.Builder
	s.WriteString(`{"data":[`)
	for i, r := range rows {
		if i > 0 {
			s.WriteByte(',')
		}
		write(&s, r)
		a.Last = r.id
	}
	s.WriteString(`],"info":{"count":` + strconv.Itoa(len(rows)) + `,"more_records":` + strconv.FormatBool(more) + `}}`)
	a.Response = wire.Response{Status: http.StatusOK, Body: s.String()}
	return a
}

// module are the records that a query is about, in their organization.
type module struct {
	organization Organization
	name         string
	records      Records
}

// matching are the rows that a query finds, and whether there are more beyond its limit. Converted records are not found
// unless the condition names their column.
func (m module) matching(q query, meets predicate) (rows []row, more bool) {
	all := m.records.rows
	if _, after := split(q.where); after != "" {
		all = all[m.records.after(after):]
	}
	converted := func(row) bool { return false }
	if c, ok := m.records.columns[convertedColumn]; ok && !names(q.where, convertedColumn) {
		converted = func(r row) bool { return r.value(c.at) == "true" }
	}
	order := slices.All(all)
	if q.descending {
		order = slices.Backward(all)
	}
	skip := q.offset
	for _, r := range order {
		switch {
		case converted(r) || !meets(r):
		case skip > 0:
			skip--
		case len(rows) == q.limit:
			return rows, true
		default:
			rows = append(rows, r)
		}
	}
	return rows, false
}

const convertedColumn = "Converted__s"

// column finds a column, or a field of a record that a lookup leads to.
func (m module) column(path string) (value func(row) string, k kind, errResponse *wire.Response) {
	if c, ok := m.records.columns[path]; ok {
		return func(r row) string { return r.value(c.at) }, c.kind.orElse(m.standard(path)), nil
	}
	first, rest, dotted := strings.Cut(path, ".")
	if !dotted {
		if columns, known := standard(m.name); columns[path] == anything && (known || m.records.Len() > 0) {
			return nil, anything, invalidColumn(path)
		}
		return func(row) string { return "" }, m.standard(path), nil
	}
	start, k, errResponse := m.column(first)
	if errResponse != nil || k != lookup && k != anything {
		return nil, anything, invalidColumn(path)
	}
	k = anything
	if target, ok := m.target(start); ok {
		if _, k, errResponse = target.column(rest); errResponse != nil {
			return nil, anything, invalidColumn(path)
		}
	}
	return func(r row) string { return m.organization.follow(start(r), rest) }, k, nil
}

// target is the module that a lookup leads to, as far as the records tell.
func (m module) target(lookup func(row) string) (module, bool) {
	for _, r := range m.records.rows {
		if target, _, ok := m.organization.find(lookup(r)); ok {
			return target, true
		}
	}
	return module{}, false
}

// find finds the record that a lookup leads to, and its module.
func (o Organization) find(lookup string) (module, row, bool) {
	if id := unquoted(member(lookup, idColumn)); id != "" {
		for _, name := range slices.Sorted(maps.Keys(o)) {
			if r, ok := o[name].find(id); ok {
				return module{o, name, o[name]}, r, true
			}
		}
	}
	return module{}, row{}, false
}

// orElse is k, or what is known otherwise.
func (k kind) orElse(other kind) kind {
	if k == anything {
		return other
	}
	return k
}

func (m module) standard(column string) kind {
	columns, _ := standard(m.name)
	return columns[column]
}

// follow is what a lookup's record has at a path. Where no module holds the record, it is what the lookup itself has: the
// name, where the path ends in a name.
func (o Organization) follow(lookup, path string) string {
	if target, r, ok := o.find(lookup); ok {
		value, _, errResponse := target.column(path)
		if errResponse != nil {
			return ""
		}
		return value(r)
	}
	if own := member(lookup, path); own != "" || !strings.HasSuffix(strings.ToLower(path), "name") {
		return own
	}
	return member(lookup, "name")
}

// selection writes the columns of a query, in their order; id is the last one where it was not asked for.
func (m module) selection(columns []string) (func(*strings.Builder, row), *wire.Response) {
	if !slices.Contains(columns, idColumn) {
		columns = append(slices.Clone(columns), idColumn)
	}
	values := make([]func(row) string, len(columns))
	for i, name := range columns {
		if slices.Contains(unsupported, name) {
			return nil, unsupportedColumn(name)
		}
		var errResponse *wire.Response
		if values[i], _, errResponse = m.column(name); errResponse != nil {
			return nil, errResponse
		}
	}
	return func(s *strings.Builder, r row) {
		before := "{"
		for i, name := range columns {
			s.WriteString(before + wire.Quote(name) + ":" + cmp.Or(values[i](r), "null"))
			before = ","
		}
		s.WriteByte('}')
	}, nil
}

// unsupported are columns that Zoho's page names as not to be had in COQL.
var unsupported = []string{"Participants", "Product_Details", "Quoted_Items", "Ordered_Items", "Invoiced_Items", "Attachments"}
