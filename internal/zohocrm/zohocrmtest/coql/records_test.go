package coql_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
)

func TestOf(t *testing.T) {
	t.Parallel()
	for want, rows := range map[string][]string{
		"record 2 is no JSON object":   {`{"id":"1"}`, `[]`},
		"record 1 is no JSON object":   {`null`},
		"record 1 has no id of digits": {`{"Name":"a"}`},
		"record 3 has no id of digits": {`{"id":"1"}`, `{"id":2}`, `{"id":"x"}`},
		"two records have the id 1":    {`{"id":"1"}`, `{"id":"2"}`, `{"id":"01"}`},
	} {
		if _, err := coql.Of(rows...); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", rows, err, want)
		}
	}
	r, err := coql.Of(`{"id":"10"}`, `{"id":9,"Name":"nine"}`, `{"id":"100000000000000000000"}`)
	if err != nil || !slices.Equal(r.IDs(), []string{"9", "10", "100000000000000000000"}) || r.Len() != 3 {
		t.Errorf("%v, %v", r.IDs(), err)
	}
	if !r.Has("9") || r.Has("8") || r.Has("11") {
		t.Error("other records are there")
	}
	if none, err := coql.Of(); err != nil || none.Len() != 0 || none.Has("1") {
		t.Errorf("no records: %v, %v", none, err)
	}
}

// Records are taken away and added without a change to those that were there.
func TestUnionAndWithout(t *testing.T) {
	t.Parallel()
	a, _ := coql.Of(`{"id":"1","Name":"a"}`, `{"id":"2","Name":"b","Old":1}`, `{"id":"3"}`)
	b, _ := coql.Of(`{"id":"2","Name":"new","New":true}`, `{"id":"4"}`)
	o := coql.Organization{"M": a.Union(b).Without("3")}
	got := o.Respond(body(t, "select id, Name, Old, New from M where id > 0"), coql.Rules{}).Body
	const want = `{"data":[{"id":"1","Name":"a","Old":null,"New":null},{"id":"2","Name":"new","Old":null,"New":true},` +
		`{"id":"4","Name":null,"Old":null,"New":null}],"info":{"count":3,"more_records":false}}`
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if ids := strings.Join(a.IDs(), " ") + "/" + strings.Join(b.IDs(), " "); ids != "1 2 3/2 4" {
		t.Errorf("changed to %s", ids)
	}
}

// What is made up is the same each time, another by another seed, and as its documentation has it.
func TestMadeUp(t *testing.T) {
	t.Parallel()
	all := func(module, columns string, opts ...coql.Option) string {
		o := coql.Organization{module: coql.MadeUp(module, 10, opts...)}
		return o.Respond(body(t, "select "+columns+" from "+module+" where id > 0"), coql.Rules{}).Body
	}
	const columns = "Deal_Name, Stage, Amount, Closing_Date, Owner, Account_Name, Modified_Time, Contact_Name"
	first := all("Deals", columns)
	if first != all("Deals", columns) || first == all("Deals", columns, coql.Seed(2)) {
		t.Error("it depends on something else than the seed")
	}
	if n := strings.Count(first, `"Stage":"Closed Won"`); n != 7 {
		t.Errorf("%d deals are won", n)
	}
	if n := strings.Count(all("Leads", "Last_Name"), "Last_Name"); n != 8 {
		t.Errorf("%d leads are not converted", n)
	}
	if got := all("Own_Module", "Name, Owner", coql.LookupsByID()); !strings.Contains(got, `{"Name":"Record 0","Owner":{"id":"`) ||
		strings.Contains(got, `"name"`) {
		t.Errorf("%s", got)
	}
	if got := all("Deals", "Own", coql.Value("Own", func(i int) string { return []string{`[]`, `"x"`}[i%2] })); !strings.Contains(got,
		`{"Own":[],"id":"`+coql.RecordID("Deals", 0)+`"},{"Own":"x","id":"`+coql.RecordID("Deals", 1)+`"}`) {
		t.Errorf("%s", got)
	}
}
