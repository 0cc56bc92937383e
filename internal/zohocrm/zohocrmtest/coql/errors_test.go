package coql_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
)

// refused are queries, each with what is wrong of it below.
const refused = `
update Deals
SYNTAX_ERROR {"line":1,"column":0,"near":"update"} unexpected token

select from Deals
SYNTAX_ERROR {"line":1,"column":7,"near":"from"} unexpected token

select * from Deals
SYNTAX_ERROR {"line":1,"column":7,"near":"*"} unexpected token

select COUNT(id) from Deals
SYNTAX_ERROR {"line":1,"column":12,"near":"("} unexpected token

select id, id from Deals where id > 0
DUPLICATE_DATA {"column_name":"id"} duplicate select column

select id
SYNTAX_ERROR {"clause":"from"} missing clause

select id from Deals
SYNTAX_ERROR {"clause":"where"} missing clause

select id from Dealz limit 5
SYNTAX_ERROR {"clause":"where"} missing clause

select id from Deals#12 where id > 0
SYNTAX_ERROR {"line":1,"column":20,"near":"#"} unexpected token

select id from Dealz where id > 0
INVALID_MODULE {} the given module is not supported in api

select id from Deals where
SYNTAX_ERROR {"near":"where"} error occured while parsing the query

select id from Deals where Stage
SYNTAX_ERROR {"near":"where"} error occured while parsing the query

select id from Deals where Stage = Won
SYNTAX_ERROR {"near":"Won"} error occured while parsing the query

select id from Deals where Stage = 'a
SYNTAX_ERROR {"near":"'a"} error occured while parsing the query

select id from Deals where Deal_Name = 'O\'Brien'
SYNTAX_ERROR {"line":1,"column":43,"near":"Brien"} unexpected token

select id from Deals where (Stage = 'a'
SYNTAX_ERROR {"near":"where"} error occured while parsing the query

select id from Deals where Stage in ()
SYNTAX_ERROR {"near":")"} error occured while parsing the query

select id from Deals where Stage in 'a'
SYNTAX_ERROR {"near":"a"} error occured while parsing the query

select id from Deals where (id > 0) and
SYNTAX_ERROR {"near":"where"} error occured while parsing the query

select id from Deals where id > 0 and id > 1 and id > 2
SYNTAX_ERROR {"near":"and"} error occured while parsing the query

select id from Deals where id > 0 and id > 1 or id > 2
SYNTAX_ERROR {"near":"or"} error occured while parsing the query

select id from Deals where not (id > 0)
SYNTAX_ERROR {"operator":"not"} operator not supported

select id from Deals where Amount between 1 and 2
SYNTAX_ERROR {"operator":"between"} operator not supported

select id from Deals where id > 0 order by Deal_Name
SYNTAX_ERROR {"line":1,"column":43,"near":"Deal_Name"} unexpected token

select id from Deals where id > 0 group by Stage
SYNTAX_ERROR {"line":1,"column":34,"near":"group"} unexpected token

select id from Deals where id > 0; select id from Deals
SYNTAX_ERROR {"line":1,"column":33,"near":";"} unexpected token

select id from Deals where id > 0 limit s
INVALID_QUERY {"limit":"s"} limit given seems to be invalid

select id from Deals where id > 0 limit -1
INVALID_QUERY {"limit":"-1"} limit given seems to be invalid

select id from Deals where id > 0 limit 0
INVALID_DATA {} limit should be greater than 0

select id from Deals where id > 0 limit 2001
LIMIT_EXCEEDED {"limit":2000} max records limit exceeded

select id from Deals where id > 0 limit 1 offset 100000
LIMIT_EXCEEDED {"limit":100000} max records limit exceeded

select id from Deals where Testing = 'a'
INVALID_QUERY {"column_name":"Testing"} column given seems to be invalid

select Testing from Deals where id > 0
INVALID_QUERY {"column_name":"Testing"} column given seems to be invalid

select Stage.Name from Deals where id > 0
INVALID_QUERY {"column_name":"Stage.Name"} column given seems to be invalid

select Testing.Name from Deals where id > 0
INVALID_QUERY {"column_name":"Testing.Name"} column given seems to be invalid

select Account_Name.Testing from Deals where id > 0
INVALID_QUERY {"column_name":"Account_Name.Testing"} column given seems to be invalid

select Participants from Deals where id > 0
INVALID_QUERY {"column_name":"Participants"} unsupported column

select id from Deals where id = 'x'
INVALID_QUERY {"expected_data_type":"bigint","column_name":"id"} value given seems to be invalid for the column

select id from Deals where Owner = 'Boyle'
INVALID_QUERY {"expected_data_type":"bigint","column_name":"Owner"} value given seems to be invalid for the column

select id from Deals where Amount > 'much'
INVALID_QUERY {"expected_data_type":"double","column_name":"Amount"} value given seems to be invalid for the column

select id from Deals where Urgent = 'yes'
INVALID_QUERY {"expected_data_type":"boolean","column_name":"Urgent"} value given seems to be invalid for the column

select id from Deals where Stage = 5
INVALID_QUERY {"expected_data_type":"text","column_name":"Stage"} value given seems to be invalid for the column

select id from Deals where Closing_Date > '2026-13-01'
INVALID_QUERY {"expected_data_type":"date","column_name":"Closing_Date"} value given seems to be invalid for the column

select id from Deals where Modified_Time > '2026-01-01'
INVALID_QUERY {"expected_data_type":"datetime","column_name":"Modified_Time"} value given seems to be invalid for the column

select id from Deals where Modified_Time > '2026-01-01T00:00:00Z'
INVALID_QUERY {"expected_data_type":"datetime","column_name":"Modified_Time"} value given seems to be invalid for the column

select id from Deals where Modified_Time > '2026-01-01T00:00:00.000+00:00'
INVALID_QUERY {"expected_data_type":"datetime","column_name":"Modified_Time"} value given seems to be invalid for the column
`

// What is no query is told in Zoho's words.
func TestErrors(t *testing.T) {
	t.Parallel()
	o := organization(t)
	many := func(n int, one, between string) string {
		return strings.TrimSuffix(strings.Repeat(one+between, n), between)
	}
	names := make([]string, 51)
	for i := range names {
		names[i] = "F" + strconv.Itoa(i)
	}
	nested := "id > 0"
	for range 25 {
		nested = "(" + nested + ") and id > 0"
	}
	queries := map[string]string{
		"select id\nFROM FROM": `SYNTAX_ERROR {"line":2,"column":5,"near":"FROM"} unexpected token`,
		"select " + strings.Join(names, ",") + " from Deals where id > 0": `LIMIT_EXCEEDED {"limit":50} max records limit exceeded`,
		"select id from Deals where " + nested:                            `LIMIT_EXCEEDED {"limit":25} max records limit exceeded`,
		"select id from Deals where id in (" + many(101, "1", ",") + ")":  `LIMIT_EXCEEDED {"limit":100} max records limit exceeded`,
	}
	for entry := range strings.SplitSeq(refused, "\n\n") {
		query, want, _ := strings.Cut(strings.TrimSpace(entry), "\n")
		queries[query] = want
	}
	for query, want := range queries {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			checkError(t, o.Respond(body(t, query), coql.Rules{}), want)
		})
	}
}

func checkError(t *testing.T, a coql.Response, want string) {
	t.Helper()
	var said struct {
		Code, Message, Status string
		Details               json.RawMessage
	}
	if err := json.Unmarshal([]byte(a.Body), &said); err != nil || said.Status != "error" || a.Status != 400 || a.Rows != 0 {
		t.Fatalf("%+v: %v", a, err)
	}
	if got := said.Code + " " + string(said.Details) + " " + said.Message; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestBodies(t *testing.T) {
	t.Parallel()
	o := organization(t)
	for request, want := range map[string]string{
		``:                    `INVALID_DATA {"expected_data_type":"string","api_name":"select_query"} invalid data`,
		`[]`:                  `INVALID_DATA {"expected_data_type":"string","api_name":"select_query"} invalid data`,
		`{"select_query":5}`:  `INVALID_DATA {"expected_data_type":"string","api_name":"select_query"} invalid data`,
		`{"query":"select"}`:  `MANDATORY_NOT_FOUND {"api_name":"select_query"} mandatory key not found`,
		`{"select_query":""}`: `SYNTAX_ERROR {"line":1,"column":0,"near":""} unexpected token`,
	} {
		checkError(t, o.Respond(request, coql.Rules{}), want)
	}
}
