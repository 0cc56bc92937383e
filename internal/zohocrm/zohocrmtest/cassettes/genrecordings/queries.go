package main

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// response is one to a COQL query.
type response struct {
	status int
	body   string
}

// query is a recording of COQL: what a walk by key asks for, one query after the other.
type query struct {
	title     string
	source    string
	note      string
	responses []response
	after     string // the last id of the first response; the second query goes on from it, the third asks for the highest id
}

const (
	coqlPage = "Zoho CRM API v7, Get Records through COQL Query (Sample\n# Response)"
	coqlOAS  = "Zoho CRM's OpenAPI file of June 2025, coql.json, and its\n# rewrite, executeCOQLQuery"
)

func coqlError(title, body string) query {
	return query{title, coqlOAS, "the body is the documents', to the letter", []response{{http.StatusBadRequest, body}}, ""}
}

// queries are the recordings of COQL by name.
var queries = map[string]query{
	"query-sample": {
		title: "COQL: the documented sample, one lead.", source: coqlPage, note: "the body is the page's sample to the letter",
		responses: []response{{
			http.StatusOK, `{"data":[{"Last_Name":"TestLead","id":"4413054000000682520"}],"info":{"count":1,"more_records":false}}`,
		}},
	},
	"query-empty-204": {
		title: "COQL: nothing is found.", source: coqlOAS, note: "no body, as the documents have it",
		responses: []response{{http.StatusNoContent, ""}},
	},
	"query-promise-not-kept": {
		title:  "COQL: a short page that promises more, and no more come.",
		source: coqlPage, note: "a sample of the page has count 1 and more_records true\n# where limit is 2; the rows are made up",
		after: "4413054000000682520",
		responses: []response{
			{http.StatusOK, `{"data":[{"Last_Name":"TestLead","id":"4413054000000682520"}],"info":{"count":1,"more_records":true}}`},
			{http.StatusNoContent, ""},
			{http.StatusOK, `{"data":[{"id":"4413054000000682520"}],"info":{"count":1,"more_records":false}}`},
		},
	},
	"query-error-missing-clause": coqlError("COQL: SYNTAX_ERROR, a clause is missing.",
		`{"code":"SYNTAX_ERROR","details":{"clause":"where"},"message":"missing clause","status":"error"}`),
	"query-error-unexpected-token": coqlError("COQL: SYNTAX_ERROR, a word is out of place.",
		`{"code":"SYNTAX_ERROR","details":{"line":1,"column":15,"near":"FROM"},"message":"unexpected token","status":"error"}`),
	"query-error-parsing": coqlError("COQL: SYNTAX_ERROR, the condition is none.",
		`{"code":"SYNTAX_ERROR","details":{"near":"where"},"message":"error occured while parsing the query","status":"error"}`),
	"query-error-operator-not-supported": coqlError("COQL: SYNTAX_ERROR, there is no such operator.",
		`{"code":"SYNTAX_ERROR","details":{"operator":"not"},"message":"operator not supported","status":"error"}`),
	"query-error-invalid-column": coqlError("COQL: INVALID_QUERY, there is no such column.",
		`{"code":"INVALID_QUERY","details":{"column_name":"Testing"},"message":"column given seems to be invalid","status":"error"}`),
	"query-error-unsupported-column": coqlError("COQL: INVALID_QUERY, a column that COQL does not support.",
		`{"code":"INVALID_QUERY","details":{"column_name":"Last_Name"},"message":"unsupported column","status":"error"}`),
	"query-error-invalid-operator": coqlError("COQL: INVALID_QUERY, an operator that does not suit the column.",
		`{"code":"INVALID_QUERY","details":{"reason":"invalid operator found","column_name":"First_Name","operator":">"},"message":`+
			`"Invalid query formed","status":"error"}`),
	"query-error-invalid-value": coqlError("COQL: INVALID_QUERY, a value that does not suit the column.",
		`{"code":"INVALID_QUERY","details":{"expected_data_type":"bigint","column_name":"id"},"message":"value given seems to be invalid for `+
			`the column","status":"error"}`),
	"query-error-invalid-limit": coqlError("COQL: INVALID_QUERY, a limit that is no number.",
		`{"code":"INVALID_QUERY","details":{"limit":"s"},"message":"limit given seems to be invalid","status":"error"}`),
	"query-error-unsupported-criteria": coqlError("COQL: INVALID_QUERY, a column that conditions do not support.",
		`{"code":"INVALID_QUERY","details":{"cv_criteria":false,"column_name":"Participants","value":"${EMPTY}","operator":"!="},"message":`+
			`"unsupported column in criteria","status":"error"}`),
	"query-error-invalid-module": coqlError("COQL: INVALID_MODULE, a module that COQL does not know.",
		`{"code":"INVALID_MODULE","details":{},"message":"the given module is not supported in api","status":"error"}`),
	"query-error-duplicate-data": coqlError("COQL: DUPLICATE_DATA, a column twice.",
		`{"code":"DUPLICATE_DATA","details":{"column_name":"First_Name"},"message":"duplicate select column","status":"error"}`),
	"query-error-limit-exceeded": coqlError("COQL: LIMIT_EXCEEDED, more records than there may be.",
		`{"code":"LIMIT_EXCEEDED","details":{"limit":10000},"message":"max records limit exceeded","status":"error"}`),
	"query-error-limit-0": coqlError("COQL: INVALID_DATA, a limit of 0.",
		`{"code":"INVALID_DATA","details":{},"message":"limit should be greater than 0","status":"error"}`),
	"query-error-mandatory-not-found": coqlError("COQL: MANDATORY_NOT_FOUND, a body without a query.",
		`{"code":"MANDATORY_NOT_FOUND","details":{"api_name":"select_query"},"message":"mandatory key not found","status":"error"}`),
	"query-error-oauth-scope-mismatch": {
		title: "COQL: OAUTH_SCOPE_MISMATCH, the token lacks ZohoCRM.coql.READ.", source: coqlPage, note: "the message is that of other pages",
		responses: []response{{
			http.StatusUnauthorized,
			`{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}`,
		}},
	},
}

const queryComment = `# Title: %s
# Source: %s.
# Note: written by genrecordings from Zoho's documents, not recorded: %s.
# The query is a client's own that looks for the recording's name.
---
version: 2
interactions:
`

const queryInteraction = `    - id: %d
      request:
        proto: HTTP/1.1
        proto_major: 1
        proto_minor: 1
        content_length: %d
        host: www.zohoapis.com
        body: %s
        url: https://www.zohoapis.com/crm/v8/coql
        method: POST
      response:
        proto: HTTP/1.1
        proto_major: 1
        proto_minor: 1
        content_length: %d
        body: %s
        headers:%s
        status: %s
        code: %d
        duration: 0s
`

const queryHeaders = `
            Content-Length:
                - "%d"
            Content-Type:
                - "application/json;charset=UTF-8"`

func (q query) cassette(name string) string {
	var s strings.Builder
	fmt.Fprintf(&s, queryComment, q.title, q.source, q.note)
	from := "from Leads where (Last_Name = '" + name + "')"
	texts := []string{
		"select id, Last_Name " + from + " order by id asc limit 2000",
		"select id, Last_Name " + from + " and id > " + q.after + " order by id asc limit 2000",
		"select id " + from + " order by id desc limit 1",
	}
	for i, a := range q.responses {
		body := `{"select_query":` + strconv.Quote(texts[i]) + `}`
		headers := " {}"
		if a.status != http.StatusNoContent {
			headers = fmt.Sprintf(queryHeaders, len(a.body))
		}
		fmt.Fprintf(&s, queryInteraction, i, len(body), single(body), len(a.body), single(a.body), headers,
			strconv.Itoa(a.status)+" "+http.StatusText(a.status), a.status)
	}
	return s.String()
}

// single is a text in YAML's single quotes.
func single(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
