// Package rows makes up the attachments of a record as Zoho CRM writes them.
package rows

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Rows are the attachments of a record, in the order in which they are served.
type Rows struct {
	count int
	write func(s *strings.Builder, t wire.Target, i int, asked map[string]bool)
	of    func(t wire.Target) Rows // where each record has rows of its own
}

// Of are the rows of a record: those of [Mixed] differ in number from record to record.
func (r Rows) Of(t wire.Target) Rows {
	if r.of == nil {
		return r
	}
	return r.of(t)
}

// Len is the number of rows.
func (r Rows) Len() int { return r.count }

// Encode is the rows of a record from offset to end as they stand between the brackets of a response, where these fields,
// separated by commas, are asked for.
func (r Rows) Encode(t wire.Target, fields string, offset, end int) string {
	asked := map[string]bool{"id": true}
	for name := range strings.SplitSeq(fields, ",") {
		asked[name] = true
	}
	var s strings.Builder
	for i := offset; i < min(end, r.count); i++ {
		if i > offset {
			s.WriteByte(',')
		}
		r.write(&s, t, i, asked)
	}
	return s.String()
}

// Within is how many rows lie from offset to end.
func (r Rows) Within(offset, end int) int { return max(0, min(end, r.count)-offset) }

// Only are those of a record's rows that have one of these ids, in the same order.
func (r Rows) Only(t wire.Target, ids ...string) Rows {
	var places []int
	for i := range r.count {
		var s strings.Builder
		r.write(&s, t, i, map[string]bool{"id": true})
		row := parseRow(s.String())
		if slices.ContainsFunc(ids, func(id string) bool { return row.Value("id") == wire.Quote(id) }) {
			places = append(places, i)
		}
	}
	return Rows{count: len(places), write: func(s *strings.Builder, t wire.Target, i int, asked map[string]bool) {
		r.write(s, t, places[i], asked)
	}}
}

// Verbatim are rows that are served as they are written, JSON objects each,
// whatever fields are asked for.
func Verbatim(rows ...string) Rows {
	return Rows{count: len(rows), write: func(s *strings.Builder, _ wire.Target, i int, _ map[string]bool) { s.WriteString(rows[i]) }}
}

// Projected are rows that are written out, JSON objects each, and cut to the
// asked fields as Zoho does. It panics where a row is not an object.
func Projected(rows ...string) Rows {
	read := make([]Row, len(rows))
	for i, row := range rows {
		read[i] = parseRow(row)
	}
	return Rows{count: len(rows), write: func(s *strings.Builder, _ wire.Target, i int, asked map[string]bool) { read[i].write(s, asked) }}
}

// Attachments are n attachments made up by a seed, the newest first: files
// with every key that the API documents, ids of 19 digits.
func Attachments(n int, opts ...Option) Rows {
	c := rowConfig{seed: 1, age: func(i int) int { return n - 1 - i }}
	for _, o := range opts {
		o(&c, n)
	}
	return Rows{count: n, write: func(s *strings.Builder, t wire.Target, i int, asked map[string]bool) {
		row := attachment(c.seed, c.age(i), t)
		if c.someSigned && c.age(i) == 0 && chosen("signed", c.seed, t, 3) > 0 {
			row.Set("File_Name", `"Contract 0-signed.pdf"`)
		}
		for _, change := range c.changes {
			change(c.age(i), &row)
		}
		row.write(s, asked)
	}}
}

// Mixed are no attachments for one of five records, and for the others one to
// three of [Attachments], as by [SomeSigned].
func Mixed() Rows {
	return Rows{of: func(t wire.Target) Rows {
		if n := chosen("number", 1, t, 15); n%5 > 0 {
			return Attachments(1+n%3, SomeSigned())
		}
		return Attachments(0)
	}}
}

// chosen is one of n numbers, from 0 on, made up for a record by a seed.
func chosen(what string, seed uint64, t wire.Target, n int) int {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %d %s/%s", what, seed, t.Module, t.RecordID)
	random := rand.New(rand.NewPCG(seed, h.Sum64())) //nolint:gosec // reproducible on purpose
	return random.IntN(n)
}

// AttachmentID is the id of the i-th oldest attachment, from 0 on, of those
// that [Attachments] makes up.
func AttachmentID(i int) string { return strconv.FormatInt(4876876000001000001+int64(i)*1009, 10) }

type rowConfig struct {
	seed    uint64
	age     func(i int) int // of the row served at i; the oldest is 0
	changes []func(i int, r *Row)

	someSigned bool
}

// Option is an option of [Attachments].
type Option func(c *rowConfig, n int)

// Seed makes other names, sizes and users up.
func Seed(seed uint64) Option {
	return func(c *rowConfig, _ int) { c.seed = seed }
}

// SomeSigned gives two of three records a signed contract: the name of their
// oldest attachment ends in "-signed.pdf". No other name does.
func SomeSigned() Option {
	return func(c *rowConfig, _ int) { c.someSigned = true }
}

// OldestFirst serves the rows by ascending id.
func OldestFirst() Option {
	return func(c *rowConfig, _ int) { c.age = func(i int) int { return i } }
}

// Shuffled serves the same rows in an order made up by a seed.
func Shuffled(seed uint64) Option {
	return func(c *rowConfig, n int) {
		ages := rand.New(rand.NewPCG(seed, 0)).Perm(n) //nolint:gosec // reproducible on purpose
		c.age = func(i int) int { return ages[i] }
	}
}

// EachRow changes every row; i is its age, the oldest 0.
func EachRow(change func(i int, r *Row)) Option {
	return func(c *rowConfig, _ int) { c.changes = append(c.changes, change) }
}

// Value gives every row this raw JSON at key, where key is asked for.
func Value(key, raw string) Option {
	return EachRow(func(_ int, r *Row) { r.Set(key, raw) })
}

// Unasked gives every row this raw JSON at key, asked for or not.
func Unasked(key, raw string) Option {
	return EachRow(func(_ int, r *Row) { r.SetUnasked(key, raw) })
}

// Absent takes keys out of every row, asked for or not.
func Absent(keys ...string) Option {
	return EachRow(func(_ int, r *Row) {
		for _, key := range keys {
			r.Delete(key)
		}
	})
}

// SizeAsNumber writes Size as a number, in place of a string of digits.
func SizeAsNumber() Option {
	return EachRow(func(_ int, r *Row) { r.Set("Size", strings.Trim(r.Value("Size"), `"`)) })
}

// WithoutEmail leaves email out of every user.
func WithoutEmail() Option {
	return EachRow(func(_ int, r *Row) {
		for _, key := range []string{"Owner", "Created_By", "Modified_By"} {
			user := parseRow(r.Value(key))
			user.Delete("email")
			r.Set(key, user.String())
		}
	})
}

// LinkEvery makes every n-th row a link, beginning with the oldest.
func LinkEvery(n int) Option {
	return EachRow(func(i int, r *Row) {
		if i%n != 0 {
			return
		}
		r.Set("File_Name", wire.Quote("Page "+strconv.Itoa(i)))
		r.Set("Size", `"0"`)
		r.Set("$file_id", "null")
		r.Set("$type", `"Link URL"`)
		r.Set("$link_url", wire.Quote("https://www.example.com/pages/"+strconv.Itoa(i)))
	})
}

// attachment makes up the attachment of an age.
func attachment(seed uint64, age int, t wire.Target) Row {
	random := rand.New(rand.NewPCG(seed, uint64(age))) //nolint:gosec // reproducible on purpose
	owner, creator, modifier := user(random.IntN(7)), user(random.IntN(7)), user(random.IntN(7))
	created := firstCreated.Add(time.Duration(age) * time.Minute)
	modified := created.Add(time.Duration(random.IntN(1_000)) * time.Second)
	name := fileNames[random.IntN(len(fileNames))] + " " + strconv.Itoa(age) + fileTypes[random.IntN(len(fileTypes))]
	return Row{members: []member{
		{"Owner", owner, false},
		{"Modified_Time", wire.Quote(modified.Format(time.RFC3339)), false},
		{"File_Name", wire.Quote(name), false},
		{"Created_Time", wire.Quote(created.Format(time.RFC3339)), false},
		{"Size", wire.Quote(strconv.Itoa(1 + random.IntN(20<<20))), false},
		{"Parent_Id", `{"name":"Record ` + t.RecordID + `","id":` + wire.Quote(t.RecordID) + `}`, false},
		{"$editable", strconv.FormatBool(random.IntN(4) > 0), false},
		{"$file_id", wire.Quote(strconv.FormatUint(random.Uint64(), 36) + strconv.FormatUint(random.Uint64(), 36)), false},
		{"$type", `"File"`, false},
		{"$se_module", wire.Quote(t.Module), false},
		{"Modified_By", modifier, false},
		{"$state", `"save"`, false},
		{"$link_url", "null", false},
		{"$sharing_permission", `"full_access"`, false},
		{"id", wire.Quote(AttachmentID(age)), false},
		{"Created_By", creator, false},
	}}
}

var (
	firstCreated = time.Date(2022, time.April, 20, 14, 45, 42, 0, time.FixedZone("", int((5*time.Hour+30*time.Minute).Seconds())))
	fileNames    = []string{"Contract", "Quote", "Invoice", "Résumé", "Plan <draft> & notes", `Scan "A4"`, "見積書"}
	fileTypes    = []string{".pdf", ".docx", ".png", ".txt", ".csv"}
)

func user(n int) string {
	id := strconv.Itoa(n)
	return `{"name":"User ` + id + `","id":"487687600000032700` + id + `","email":"user` + id + `@example.com"}`
}

// mustObject panics where raw is not a JSON object.
func mustObject(raw string) *json.Decoder {
	d := json.NewDecoder(strings.NewReader(raw))
	if token, err := d.Token(); err != nil || token != json.Delim('{') || !json.Valid([]byte(raw)) {
		panic("rows: not a JSON object: " + raw)
	}
	return d
}
