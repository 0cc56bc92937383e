package rows_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// everyField are the sixteen names that are safe to ask for.
const everyField = "id,File_Name,Size,Owner,Created_By,Created_Time,Modified_By,Modified_Time,Parent_Id," +
	"$editable,$file_id,$type,$se_module,$state,$link_url,$sharing_permission"

const record = "4876876000000376008"

// served is the data of a record's first page, to the letter.
func served(list rows.Rows, fields string) string {
	return "[" + list.Encode(wire.Target{Module: "Deals", RecordID: record}, fields, 0, 200) + "]"
}

// decode decodes the data of a page.
func decode(t *testing.T, data string) []map[string]json.RawMessage {
	t.Helper()
	var list []map[string]json.RawMessage
	if err := json.Unmarshal([]byte(data), &list); err != nil {
		t.Fatalf("decode %q: %v", data, err)
	}
	return list
}

func idsOf(list []map[string]json.RawMessage) []string {
	ids := make([]string, len(list))
	for i, row := range list {
		ids[i] = strings.Trim(string(row["id"]), `"`)
	}
	return ids
}

func TestRows(t *testing.T) {
	t.Parallel()
	const row = `{"Size":"7","Owner":{"name":"A","id":"1"},"File_Name":"a&b.pdf","$link_url":null,"id":"9"}`
	for name, tc := range map[string]struct {
		rows   rows.Rows
		fields string
		want   string
	}{
		"projected, id unasked":       {rows.Projected(row), "Size,$link_url", `[{"Size":"7","$link_url":null,"id":"9"}]`},
		"projected, an unknown field": {rows.Projected(row), "Nothing,id", `[{"id":"9"}]`},
		"projected, order of the row": {rows.Projected(row), "id,File_Name,Size", `[{"Size":"7","File_Name":"a&b.pdf","id":"9"}]`},
		"verbatim":                    {rows.Verbatim(row, `"no object"`), "id", `[` + row + `,"no object"]`},
		"newest first":                {rows.Attachments(2), "id", `[{"id":"4876876000001001010"},{"id":"4876876000001000001"}]`},
		"oldest first": {
			rows.Attachments(2, rows.OldestFirst()), "id", `[{"id":"4876876000001000001"},{"id":"4876876000001001010"}]`,
		},
		"a value": {
			rows.Attachments(1, rows.Value("Size", `"12 MB"`)), "Size", `[{"Size":"12 MB","id":"4876876000001000001"}]`,
		},
		"a value not asked for": {rows.Attachments(1, rows.Value("Size", `null`)), "id", `[{"id":"4876876000001000001"}]`},
		"a value of another key": {
			rows.Attachments(1, rows.Value("$attachment_type", `1`)), "$attachment_type", `[{"id":"4876876000001000001","$attachment_type":1}]`,
		},
		"an unasked key": {rows.Attachments(1, rows.Unasked("extn", `"pdf"`)), "id", `[{"id":"4876876000001000001","extn":"pdf"}]`},
		"an absent key":  {rows.Attachments(1, rows.Absent("Size", "id")), "id,Size,$state", `[{"$state":"save"}]`},
		"the parent": {
			rows.Attachments(1), "Parent_Id", `[{"Parent_Id":{"name":"Record ` + record + `","id":"` + record + `"},"id":"4876876000001000001"}]`,
		},
		"every second row a link": {
			rows.Attachments(2, rows.LinkEvery(2), rows.OldestFirst(), rows.EachRow(func(i int, r *rows.Row) {
				if i == 1 {
					r.Set("File_Name", `"a file"`)
					r.Set("Size", "5")
					r.Set("$file_id", `"f"`)
				}
			})), "File_Name,Size,$file_id,$type,$link_url",
			`[{"File_Name":"Page 0","Size":"0","$file_id":null,"$type":"Link URL","$link_url":"https://www.example.com/pages/0","id":` +
				`"4876876000001000001"},` +
				`{"File_Name":"a file","Size":5,"$file_id":"f","$type":"File","$link_url":null,"id":"4876876000001001010"}]`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := served(tc.rows, tc.fields); got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestRowsAreReproducible(t *testing.T) {
	t.Parallel()
	one := served(rows.Attachments(50), everyField)
	if again := served(rows.Attachments(50), everyField); again != one {
		t.Error("the same seed makes other rows up")
	}
	if other := served(rows.Attachments(50, rows.Seed(2)), everyField); other == one {
		t.Error("another seed makes the same rows up")
	}
	if more := served(rows.Attachments(51, rows.OldestFirst()), everyField); !strings.HasPrefix(more,
		strings.TrimSuffix(served(rows.Attachments(50, rows.OldestFirst()), everyField), "]")) {
		t.Error("a row more changes those before it")
	}
}

// Two of three records have a signed contract, one at most; of mixed ones, some have no attachments. It depends on the record
// and the seed alone.
func TestSomeRecordsHaveASignedContract(t *testing.T) {
	t.Parallel()
	const records = 3000
	count := func(list rows.Rows) (signed, empty int, which string) {
		for i := range records {
			target := wire.Target{Module: "Deals", RecordID: strconv.Itoa(4_876_876 + 1013*i)}
			own := list.Of(target)
			contracts := strings.Count(own.Encode(target, "File_Name", 0, 200), `-signed.pdf"`)
			if contracts > 1 || own.Len() == 0 && contracts > 0 {
				t.Fatalf("%d contracts among %d attachments of %s", contracts, own.Len(), target.RecordID)
			}
			if own.Len() == 0 {
				empty++
			}
			signed += contracts
			which += strconv.Itoa(contracts)
		}
		return signed, empty, which
	}
	signed, empty, which := count(rows.Attachments(1, rows.SomeSigned()))
	if signed < 1900 || signed > 2100 || empty > 0 {
		t.Errorf("of %d records, %d have a contract and %d nothing", records, signed, empty)
	}
	if _, _, more := count(rows.Attachments(9, rows.SomeSigned(), rows.Shuffled(1))); more != which {
		t.Error("other records have a contract where there are more attachments")
	}
	if _, _, other := count(rows.Attachments(1, rows.SomeSigned(), rows.Seed(2))); other == which {
		t.Error("another seed gives the same records a contract")
	}
	if signed, _, _ := count(rows.Attachments(9)); signed > 0 {
		t.Errorf("%d records have a contract that nobody asked for", signed)
	}
	if signed, empty, _ := count(rows.Mixed()); signed < 1500 || signed > 1700 || empty < 500 || empty > 700 {
		t.Errorf("of %d mixed records, %d have a contract and %d nothing", records, signed, empty)
	}
}

func TestShuffledRowsAreTheSameRows(t *testing.T) {
	t.Parallel()
	values := func(opts ...rows.Option) map[string]string {
		byID := map[string]string{}
		list := decode(t, served(rows.Attachments(100, opts...), everyField))
		for i, id := range idsOf(list) {
			for key, raw := range list[i] {
				byID[id+" "+key] = string(raw)
			}
		}
		return byID
	}
	ids := func(opts ...rows.Option) []string {
		return idsOf(decode(t, served(rows.Attachments(100, opts...), "id")))
	}
	if !maps.Equal(values(), values(rows.Shuffled(7))) {
		t.Error("shuffling changes the rows")
	}
	if slices.Equal(ids(), ids(rows.Shuffled(7))) || slices.Equal(ids(rows.Shuffled(7)), ids(rows.Shuffled(8))) {
		t.Error("the order is the same")
	}
}

func TestRowsOfSizeNumbersAndUsersWithoutEmail(t *testing.T) {
	t.Parallel()
	data := served(rows.Attachments(20, rows.SizeAsNumber(), rows.WithoutEmail()), everyField)
	if strings.Contains(data, "email") || !strings.Contains(data, `"Owner":{"name":"User `) {
		t.Errorf("users with email: %.300s", data)
	}
	for i, row := range decode(t, data) {
		if !regexp.MustCompile(`^[1-9][0-9]*$`).Match(row["Size"]) {
			t.Errorf("row %d: Size %s", i, row["Size"])
		}
	}
}

// Every documented key is there, in the documented shape.
func TestAttachmentShapes(t *testing.T) {
	t.Parallel()
	shapes := map[string]string{
		"id":                  `^"\d{19}"$`,
		"File_Name":           `^".+\..+"$`,
		"Size":                `^"[1-9]\d*"$`,
		"Owner":               `^\{"name":"User \d","id":"\d{19}","email":"user\d@example.com"\}$`,
		"Created_By":          `^\{"name":"User \d","id":"\d{19}","email":"user\d@example.com"\}$`,
		"Modified_By":         `^\{"name":"User \d","id":"\d{19}","email":"user\d@example.com"\}$`,
		"Created_Time":        `^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:30"$`,
		"Modified_Time":       `^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:30"$`,
		"Parent_Id":           `^\{"name":".+","id":"\d+"\}$`,
		"$editable":           `^(true|false)$`,
		"$file_id":            `^"[a-z0-9]+"$`,
		"$type":               `^"File"$`,
		"$se_module":          `^"Deals"$`,
		"$state":              `^"save"$`,
		"$link_url":           `^null$`,
		"$sharing_permission": `^"full_access"$`,
	}
	list := decode(t, served(rows.Attachments(200), everyField))
	seen := map[string]map[string]bool{}
	for i, row := range list {
		if len(row) != len(shapes) {
			t.Errorf("row %d has %d keys, want %d", i, len(row), len(shapes))
		}
		for key, shape := range shapes {
			if !regexp.MustCompile(shape).Match(row[key]) {
				t.Errorf("row %d: %s is %s, want %s", i, key, row[key], shape)
			}
			if seen[key] == nil {
				seen[key] = map[string]bool{}
			}
			seen[key][string(row[key])] = true
		}
	}
	for _, key := range []string{"id", "File_Name", "Created_Time", "$file_id"} {
		if len(seen[key]) != 200 {
			t.Errorf("%s has %d values in 200 rows", key, len(seen[key]))
		}
	}
	if len(seen["$editable"]) != 2 {
		t.Error("$editable is the same everywhere")
	}
}

func TestProjectedWantsObjects(t *testing.T) {
	t.Parallel()
	for _, row := range []string{`[]`, `{`, `{"id":}`, ``} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q is taken for a row", row)
				}
			}()
			rows.Projected(row)
		}()
	}
}
