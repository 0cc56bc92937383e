// Package coql responds to COQL queries as Zoho CRM does: it parses what a client may send, evaluates it on records that a test
// server holds, and says what is wrong in Zoho's words.
//
// The language is a part of COQL, taken from Zoho's pages "Get Records through COQL Query" and "COQL Limitations":
//
//	select COLUMN, … from MODULE where CONDITION [order by id asc|desc] [limit N [offset M] | limit M, N]
//
// A condition compares a column, which may be a lookup's path, by = != < <= > >= in, not in, like, not like, is null and is
// not null. Conditions are joined by and and or in pairs, with parentheses around all but one pair, as Zoho's FAQ on COQL has
// it. Everything else is a SYNTAX_ERROR, aggregates and between among it.
package coql

import (
	"strconv"
	"strings"
)

// query is a parsed query.
type query struct {
	columns       []string
	module        string
	where         expression
	descending    bool
	limit, offset int
}

// expression is a condition or a pair of expressions.
type expression interface{ String() string }

type pair struct {
	operator    string // and, or
	left, right expression
}

type condition struct {
	column   string
	operator string // in lower case, words separated by one blank
	values   []literal
}

// literal is a value of a condition: a text in quotes, a number or a bare word, true or false.
type literal struct {
	kind tokenKind
	text string
}

func (p pair) String() string {
	return "(" + p.left.String() + " " + p.operator + " " + p.right.String() + ")"
}

func (c condition) String() string {
	values := make([]string, len(c.values))
	for i, v := range c.values {
		values[i] = v.text
		if v.kind == quoted {
			values[i] = strconv.Quote(v.text)
		}
	}
	return c.column + " " + c.operator + " " + strings.Join(values, ",")
}

// conditions counts the conditions of an expression.
func conditions(e expression) int {
	if p, ok := e.(pair); ok {
		return conditions(p.left) + conditions(p.right)
	}
	return 1
}

// names tells whether an expression has a condition on a column.
func names(e expression, column string) bool {
	switch e := e.(type) {
	case pair:
		return names(e.left, column) || names(e.right, column)
	case condition:
		return strings.EqualFold(e.column, column)
	}
	return false
}

// split takes a last condition id > N off an expression: what a walk by key adds to the condition that it walks. Where
// there is none, after is "".
func split(e expression) (rest expression, after string) {
	p, ok := e.(pair)
	if !ok || p.operator != "and" {
		return e, ""
	}
	c, ok := p.right.(condition)
	if !ok || c.column != idColumn || c.operator != ">" || !isDigits(c.values[0].text) {
		return e, ""
	}
	return p.left, c.values[0].text
}

// Walk is the walk by key that a request's body belongs to, whatever its place in it, and the id after which the rows that
// it asks for begin: "" for those from the first on. A body that holds no query is a walk of its own.
func Walk(body string) (walk, after string) {
	text, _ := selectQuery(body)
	q, errResponse := parse(text, Rules{FlatConditions: true})
	if errResponse != nil {
		return body, ""
	}
	rest, after := split(q.where)
	order := ""
	if q.descending {
		order = " descending"
	}
	return strings.Join(q.columns, ",") + " from " + q.module + " where " + rest.String() + order, after
}

// Module is the module that the query in a request's body asks for; ok is false where the body holds no query.
func Module(body string) (module string, ok bool) {
	text, _ := selectQuery(body)
	q, errResponse := parse(text, Rules{FlatConditions: true})
	return q.module, errResponse == nil
}

const idColumn = "id"

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// compareIDs compares two numbers of any length by value.
func compareIDs(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
