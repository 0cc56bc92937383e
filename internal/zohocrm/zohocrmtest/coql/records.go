package coql

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Records are the records of a module. A value is never changed: methods that change one return another.
type Records struct {
	columns map[string]column
	rows    []row // by ascending id
}

type column struct {
	kind kind
	at   int // in a row
}

// row is a record: the raw JSON of each column, "" where it has none.
type row struct {
	id     string
	values []string
}

// Of are records of one's own: JSON objects, each with an id of digits, in the form in which Zoho sends them.
func Of(objects ...string) (Records, error) {
	r := Records{columns: map[string]column{}}
	for i, object := range objects {
		var values map[string]json.RawMessage
		if err := json.Unmarshal([]byte(object), &values); err != nil || values == nil {
			return Records{}, fmt.Errorf("record %d is no JSON object", i+1)
		}
		id := strings.Trim(string(values[idColumn]), `"`)
		if !isDigits(id) {
			return Records{}, fmt.Errorf("record %d has no id of digits", i+1)
		}
		r.rows = append(r.rows, r.row(id, values))
	}
	slices.SortStableFunc(r.rows, func(a, b row) int { return compareIDs(a.id, b.id) })
	for i := range r.rows[min(1, len(r.rows)):] {
		if compareIDs(r.rows[i].id, r.rows[i+1].id) == 0 {
			return Records{}, errors.New("two records have the id " + r.rows[i].id)
		}
	}
	return r, nil
}

// row makes a row of an object, whose keys become columns.
func (r *Records) row(id string, object map[string]json.RawMessage) row {
	made := row{id, make([]string, len(r.columns), len(r.columns)+len(object))}
	for key, raw := range object {
		c, ok := r.columns[key]
		if !ok {
			c.at = len(r.columns)
			made.values = append(made.values, "")
		}
		c.kind = c.kind.of(kindOf(string(raw)))
		if key == idColumn {
			c.kind = bigint
		}
		r.columns[key] = c
		made.values[c.at] = string(raw)
	}
	return made
}

// Len is the number of records.
func (r Records) Len() int { return len(r.rows) }

// IDs are the records' ids, the lowest first.
func (r Records) IDs() []string {
	ids := make([]string, len(r.rows))
	for i, row := range r.rows {
		ids[i] = row.id
	}
	return ids
}

// Has tells whether there is a record of an id.
func (r Records) Has(id string) bool {
	_, ok := r.find(id)
	return ok
}

// Without are the records but those of these ids.
func (r Records) Without(ids ...string) Records {
	r.rows = slices.DeleteFunc(slices.Clone(r.rows), func(row row) bool { return slices.Contains(ids, row.id) })
	return r
}

// Union are the records of both. Where both have one, it is other's.
func (r Records) Union(other Records) Records {
	all := Records{columns: map[string]column{}}
	for _, part := range []Records{r, other} {
		for name, c := range part.columns {
			known, ok := all.columns[name]
			if !ok {
				known.at = len(all.columns)
			}
			all.columns[name] = column{known.kind.of(c.kind), known.at}
		}
	}
	for _, part := range []Records{r.Without(other.IDs()...), other} {
		for _, from := range part.rows {
			values := make([]string, len(all.columns))
			for name, c := range part.columns {
				values[all.columns[name].at] = from.value(c.at)
			}
			all.rows = append(all.rows, row{from.id, values})
		}
	}
	slices.SortFunc(all.rows, func(a, b row) int { return compareIDs(a.id, b.id) })
	return all
}

// find looks for the record of an id.
func (r Records) find(id string) (row, bool) {
	i := r.after(id)
	if i > 0 && compareIDs(r.rows[i-1].id, id) == 0 {
		return r.rows[i-1], true
	}
	return row{}, false
}

// after is the place of the first record above an id.
func (r Records) after(id string) int {
	i, _ := slices.BinarySearchFunc(r.rows, id, func(row row, id string) int {
		if compareIDs(row.id, id) <= 0 {
			return -1
		}
		return 1
	})
	return i
}

// value is the raw JSON at a column; a row made before the column came has none.
func (r row) value(at int) string {
	if at >= len(r.values) {
		return ""
	}
	return r.values[at]
}
