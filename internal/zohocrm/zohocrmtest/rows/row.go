package rows

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Row is an attachment on its way out: keys and their raw JSON, in order.
type Row struct{ members []member }

type member struct {
	key, raw string
	unasked  bool
}

// parseRow reads a JSON object, keeping the order and the letter of its
// members.
func parseRow(raw string) Row {
	d := mustObject(raw)
	var r Row
	for d.More() {
		key, err := d.Token()
		if err != nil {
			panic(err) // the object is valid
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			panic(err)
		}
		name, _ := key.(string)
		r.members = append(r.members, member{key: name, raw: string(value)})
	}
	return r
}

func (r *Row) at(key string) int {
	return slices.IndexFunc(r.members, func(m member) bool { return m.key == key })
}

// Value is the raw JSON at key, or "" where there is none.
func (r *Row) Value(key string) string {
	if i := r.at(key); i >= 0 {
		return r.members[i].raw
	}
	return ""
}

// Set puts raw JSON at key; it is served where key is asked for.
func (r *Row) Set(key, raw string) { r.set(member{key, raw, false}) }

// SetUnasked puts raw JSON at key; it is served whether asked for or not.
func (r *Row) SetUnasked(key, raw string) { r.set(member{key, raw, true}) }

func (r *Row) set(m member) {
	if i := r.at(m.key); i >= 0 {
		r.members[i] = m
		return
	}
	r.members = append(r.members, m)
}

// Delete takes key out.
func (r *Row) Delete(key string) {
	r.members = slices.DeleteFunc(r.members, func(m member) bool { return m.key == key })
}

// String is the whole row as a JSON object.
func (r *Row) String() string {
	var s strings.Builder
	r.write(&s, nil)
	return s.String()
}

// write writes the members that were asked for; asked may be nil, for all.
func (r *Row) write(s *strings.Builder, asked map[string]bool) {
	s.WriteByte('{')
	first := true
	for _, m := range r.members {
		if asked != nil && !asked[m.key] && !m.unasked {
			continue
		}
		if !first {
			s.WriteByte(',')
		}
		first = false
		s.WriteString(wire.Quote(m.key))
		s.WriteByte(':')
		s.WriteString(m.raw)
	}
	s.WriteByte('}')
}
