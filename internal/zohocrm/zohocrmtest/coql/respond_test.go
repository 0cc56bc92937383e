package coql_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
)

// deals are five records that hold a value of every kind, or none.
var deals = []string{
	`{"id":"20","Deal_Name":"O'Brien \"x\"","Stage":"Closed Won","Amount":100.5,"Closing_Date":"2026-01-01","Modified_Time":` +
		`"2026-01-01T10:00:00+02:00","Urgent":true,"Owner":{"name":"Boyle","id":"900"},"Account_Name":{"name":"Zylker","id":"700"},` +
		`"Tags":["a","b"]}`,
	`{"id":"3","Deal_Name":"Émile","Stage":"Closed Lost","Amount":20,"Closing_Date":"2026-02-01","Modified_Time":` +
		`"2026-01-01T09:00:00+00:00","Urgent":false,"Owner":{"id":"901"},"Account_Name":{"name":"Elsewhere","id":"799"},"Tags":["a"]}`,
	`{"id":"100","Deal_Name":"100% sure","Stage":null,"Amount":null,"Closing_Date":null,"Modified_Time":null,"Urgent":null,` +
		`"Owner":null,"Account_Name":null,"Tags":null}`,
	`{"id":"4","Stage":"Closed Won"}`,
	`{"id":"18446744073709551616","Stage":"Closed Won","Amount":-7}`,
}

func organization(t *testing.T) coql.Organization {
	t.Helper()
	of := func(rows ...string) coql.Records {
		r, err := coql.Of(rows...)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	return coql.Organization{
		"Deals": of(deals...),
		"Accounts": of(`{"id":"700","Account_Name":"Zylker Ltd","Employees":12,"Parent_Account":{"name":"Top","id":"701"}}`,
			`{"id":"701","Account_Name":"Top Ltd"}`),
		"Leads": of(`{"id":"1","Last_Name":"A","Converted__s":true}`, `{"id":"2","Last_Name":"B","Converted__s":false}`,
			`{"id":"3","Last_Name":"C"}`),
		"Empty": {}, "Contacts": {},
	}
}

func body(t *testing.T, query string) string {
	t.Helper()
	b, err := json.Marshal(map[string]string{"select_query": query})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// found are the ids of a response, in its order.
func found(t *testing.T, a coql.Response) string {
	t.Helper()
	if a.Status == 204 {
		if a.Body != "" || a.Rows != 0 || a.More {
			t.Errorf("a 204 says %+v", a)
		}
		return ""
	}
	var page struct {
		Data []struct{ ID string }
		Info struct {
			Count       int
			MoreRecords bool `json:"more_records"`
		}
	}
	if err := json.Unmarshal([]byte(a.Body), &page); err != nil || a.Status != 200 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	var ids []string
	for _, row := range page.Data {
		ids = append(ids, row.ID)
	}
	if page.Info.Count != len(ids) || a.Rows != len(ids) || a.More != page.Info.MoreRecords || a.Last != ids[len(ids)-1] {
		t.Errorf("%d rows of %+v", len(ids), a)
	}
	if a.More {
		ids = append(ids, "more")
	}
	return strings.Join(ids, " ")
}

// Every operator on every kind of column, as a condition of its own.
func TestConditions(t *testing.T) {
	t.Parallel()
	const last = "18446744073709551616"
	const twoLookups = "Account_Name.Parent_Account.Account_Name = 'Top Ltd'"
	o := organization(t)
	for condition, want := range map[string]string{
		"id is not null":                               "3 4 20 100 " + last,
		"id is null":                                   "",
		"id > 4":                                       "20 100 " + last,
		"id > '4'":                                     "20 100 " + last,
		"id >= 18446744073709551616":                   last,
		"id <= 4":                                      "3 4",
		"id in ('4', 20)":                              "4 20",
		"Stage = 'Closed Won'":                         "4 20 " + last,
		"Stage = 'Closed'":                             "",
		"Stage = 'closed won'":                         "",
		`Stage = "Closed Won"`:                         "4 20 " + last,
		"Stage != 'Closed Won'":                        "3",
		"Stage in ('Closed Lost','Closed Won')":        "3 4 20 " + last,
		"Stage not in ('Closed Lost')":                 "4 20 " + last,
		"Stage IS NULL":                                "100",
		"Stage is Not Null":                            "3 4 20 " + last,
		"Stage like 'Closed%'":                         "3 4 20 " + last,
		"Stage like '%Lost'":                           "3",
		"Stage like '%sed W%'":                         "4 20 " + last,
		"Stage like 'Lost'":                            "",
		"Stage not like '%Won%'":                       "3",
		`Deal_Name = 'O''Brien "x"'`:                   "20",
		`Deal_Name = "O'Brien ""x"""`:                  "20",
		"Deal_Name = 'Émile'":                          "3",
		"Deal_Name = '100% sure'":                      "100",
		"Deal_Name like '100% s%'":                     "100",
		"Amount > 20":                                  "20",
		"Amount >= 20.0":                               "3 20",
		"Amount < 20":                                  last,
		"Amount <= '20'":                               "3 " + last,
		"Amount = -7":                                  last,
		"Closing_Date >= '2026-02-01'":                 "3",
		"Closing_Date < '2026-02-01'":                  "20",
		"Modified_Time > '2026-01-01T08:00:00+00:00'":  "3",
		"Modified_Time >= '2026-01-01T08:00:00+00:00'": "3 20",
		"Modified_Time = '2026-01-01T04:00:00-05:00'":  "3",
		"Urgent = true":                                "20",
		"Urgent = 'true'":                              "20",
		"Urgent != TRUE":                               "3",
		"Owner = '900'":                                "20",
		"Owner in (900, '901')":                        "3 20",
		"Owner != '900'":                               "3",
		"Owner is null":                                "4 100 " + last,
		"Tags = 'a;b'":                                 "20",
		"Tags = 'a'":                                   "3",
		"Account_Name.Account_Name = 'Zylker Ltd'":     "20",
		"Account_Name.Account_Name = 'Elsewhere'":      "3",
		"Account_Name.Employees > 11":                  "20",
		"Account_Name.Ownership is null":               "3 4 20 100 " + last,
		"Account_Name.id = 799":                        "3",
		twoLookups:                                     "20",
		"Account_Name.Parent_Account is not null":      "20",
		"Next_Step is null":                            "3 4 20 100 " + last,
		"Stage = 'Closed Won' and Amount > 0":          "20",
		"Stage = 'Closed Lost' or Stage is null":       "3 100",
		"(((Stage = 'Closed Won')))":                   "4 20 " + last,
		"(Stage = 'Closed Won' and Amount is not null) and id > 20": last,
		"(Stage is null or Amount = 20) and (id > 3 and id < 101)":  "100",
		"((Stage = 'Closed Won' or Stage is null) or Amount = 20)":  "3 4 20 100 " + last,
		"Deal_Name = 'x) or (id > 0'":                               "",
	} {
		t.Run(condition, func(t *testing.T) {
			t.Parallel()
			a := o.Respond(body(t, "select id from Deals where "+condition), coql.Rules{})
			if got := found(t, a); got != want {
				t.Errorf("found %q, want %q", got, want)
			}
		})
	}
}

// Order, limit and offset; more_records tells whether anything is left.
func TestLimits(t *testing.T) {
	t.Parallel()
	o := coql.Organization{"Deals": coql.MadeUp("Deals", 5_000)}
	const query = "select id from Deals where Stage = 'Closed Won'"
	id := func(i int) string { return coql.RecordID("Deals", i) }
	for clause, want := range map[string]string{
		" order by id asc limit 2":           id(0) + " " + id(1) + " more",
		" order by id limit 2":               id(0) + " " + id(1) + " more",
		" ORDER BY id DESC LIMIT 1":          id(4999) + " more",
		" order by id asc limit 2 offset 1":  id(1) + " " + id(3) + " more",
		" limit 1, 2":                        id(1) + " " + id(3) + " more",
		" limit 9 offset 3333":               id(4999),
		" limit 9 offset 3334":               "",
		" and id > " + id(4997) + " limit 5": id(4998) + " " + id(4999),
	} {
		if got := found(t, o.Respond(body(t, query+clause), coql.Rules{})); got != want {
			t.Errorf("%s: %s, want %s", clause, got, want)
		}
	}
	for clause, want := range map[string]int{"order by id": 200, "limit 2000": 2000} {
		if a := o.Respond(body(t, query+" "+clause), coql.Rules{}); a.Rows != want || !a.More || a.Last != id(want/2*3-2) {
			t.Errorf("%s: %d rows to %s", clause, a.Rows, a.Last)
		}
	}
}

// Values are sent as they are, under the names that were asked for; id is always there.
func TestRows(t *testing.T) {
	t.Parallel()
	o := organization(t)
	for query, want := range map[string]string{
		"select Deal_Name, Amount from Deals where id = 20": `{"Deal_Name":"O'Brien \"x\"","Amount":100.5,"id":"20"}`,
		"select id, Owner, Tags, Urgent, Next_Step from Deals where id = 20": "" +
			`{"id":"20","Owner":{"name":"Boyle","id":"900"},"Tags":["a","b"],` +
			`"Urgent":true,"Next_Step":null}`,
		"select Account_Name.Account_Name,Account_Name.Employees,Owner.name from Deals where id = 20": "" +
			`{"Account_Name.Account_Name":"Zylker Ltd",` +
			`"Account_Name.Employees":12,"Owner.name":"Boyle","id":"20"}`,
		"select Account_Name.Account_Name, Account_Name from Deals where id = 100": `{"Account_Name.Account_Name":null,` +
			`"Account_Name":null,"id":"100"}`,
	} {
		got := o.Respond(body(t, query), coql.Rules{}).Body
		if want := `{"data":[` + want + `],"info":{"count":1,"more_records":false}}`; got != want {
			t.Errorf("%s:\n%s\nwant\n%s", query, got, want)
		}
	}
}

// Converted leads are left out unless the condition names their column.
func TestConverted(t *testing.T) {
	t.Parallel()
	o := organization(t)
	for condition, want := range map[string]string{
		"id is not null":                                "2 3",
		"id > 0 and Last_Name in ('A', 'B')":            "2",
		"Converted__s = true":                           "1",
		"Converted__s = 'false'":                        "2",
		"Last_Name = 'A' and Converted__s is not null":  "1",
		"id > 0 and (id < 9 and (Converted__s = true))": "1",
	} {
		if got := found(t, o.Respond(body(t, "select Converted__s from Leads where "+condition), coql.Rules{})); got != want {
			t.Errorf("%s: found %q, want %q", condition, got, want)
		}
	}
}

func TestRules(t *testing.T) {
	t.Parallel()
	o := organization(t)
	const flat = "select id from Deals where id > 3 and id > 4 and id < 100"
	if got := found(t, o.Respond(body(t, flat), coql.Rules{FlatConditions: true})); got != "20" {
		t.Errorf("found %q", got)
	}
	checkError(t, o.Respond(body(t, flat+" or id = 3"), coql.Rules{FlatConditions: true}),
		`SYNTAX_ERROR {"near":"or"} error occured while parsing the query`)
	const none = `{"data":[],"info":{"count":0,"more_records":false}}`
	if a := o.Respond(body(t, "select id from Deals where id < 1"), coql.Rules{EmptyList: true}); a.Status != 200 || a.Body != none {
		t.Errorf("%d %s", a.Status, a.Body)
	}
}

// A module without records takes any column where nothing is known of it, and none but Zoho's where that is one of Zoho's.
func TestEmptyModules(t *testing.T) {
	t.Parallel()
	o := organization(t)
	for _, query := range []string{"select Anything from Empty where Any > 5", "select Last_Name from Contacts where Owner.name = 'x'"} {
		if a := o.Respond(body(t, query), coql.Rules{}); a.Status != 204 {
			t.Errorf("%s: %d %s", query, a.Status, a.Body)
		}
	}
	checkError(t, o.Respond(body(t, "select id from Contacts where Any > 5"), coql.Rules{}),
		`INVALID_QUERY {"column_name":"Any"} column given seems to be invalid`)
}

// All queries of a walk by key have the walk in common, and each says where it goes on.
func TestWalk(t *testing.T) {
	t.Parallel()
	const start, tail = "select id, Stage from Deals where ", " order by id asc limit 2000"
	walk, after := coql.Walk(body(t, start+"(Stage = 'a' or id > 5)"+tail))
	if after != "" {
		t.Errorf("the first query is after %q", after)
	}
	if same, after := coql.Walk(body(t, start+"(Stage = 'a' or id > 5) and id > 77 order by id asc limit 9")); same != walk || after != "77" {
		t.Errorf("%q after %q, want %q after 77", same, after, walk)
	}
	for _, other := range []string{
		body(t, start+"(Stage = 'b' or id > 5)"+tail), body(t, "select id from Deals where (Stage = 'a' or id > 5)"),
		body(t, "select id, Stage from Leads where (Stage = 'a' or id > 5)"), body(t, start+"(Stage = 'a' or id > 5) order by id desc"), "x",
	} {
		if got, after := coql.Walk(other); got == walk || after != "" {
			t.Errorf("%s: %q after %q", other, got, after)
		}
	}
}

func TestWalkFindsAll(t *testing.T) {
	t.Parallel()
	o := coql.Organization{"Deals": coql.MadeUp("Deals", 7_000)}
	var rows []int
	last, total := "", 0
	for more := true; more; {
		where := "where (Stage = 'Closed Won')"
		if last != "" {
			where += " and id > " + last
		}
		a := o.Respond(body(t, "select id from Deals "+where+" order by id asc limit 2000"), coql.Rules{})
		rows, last, more, total = append(rows, a.Rows), a.Last, a.More, total+a.Rows
	}
	if !slices.Equal(rows, []int{2000, 2000, 667}) || total != 4667 || last != coql.RecordID("Deals", 6999) {
		t.Errorf("pages of %v, %d rows, the last %s", rows, total, last)
	}
}
