package coql

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// predicate tells whether a record meets a condition.
type predicate func(row) bool

// predicate compiles an expression for the records of a module.
func (m module) predicate(e expression) (predicate, *wire.Response) {
	if c, ok := e.(condition); ok {
		return m.condition(c)
	}
	p, _ := e.(pair)
	left, errResponse := m.predicate(p.left)
	if errResponse != nil {
		return nil, errResponse
	}
	right, errResponse := m.predicate(p.right)
	if errResponse != nil {
		return nil, errResponse
	}
	if p.operator == "or" {
		return func(r row) bool { return left(r) || right(r) }, nil
	}
	return func(r row) bool { return left(r) && right(r) }, nil
}

// condition compiles a condition. A record without a value meets none but is null, as in SQL: how Zoho takes != there is
// not documented.
func (m module) condition(c condition) (predicate, *wire.Response) {
	value, kind, errResponse := m.column(c.column)
	if errResponse != nil {
		return nil, errResponse
	}
	if !slices.Contains(allowed[kind], c.operator) {
		return nil, invalidOperator(c)
	}
	isNull := func(r row) bool { raw := value(r); return raw == "" || raw == "null" }
	switch c.operator {
	case "is null":
		return isNull, nil
	case "is not null":
		return func(r row) bool { return !isNull(r) }, nil
	}
	for _, v := range c.values {
		if !fits(kind, v) {
			return nil, invalidValue(c.column, dataType[kind])
		}
	}
	meets := comparison(kind, c)
	return func(r row) bool { return !isNull(r) && meets(value(r)) }, nil
}

var (
	equality = []string{"=", "!=", "in", "not in", "is null", "is not null"}
	ordered  = slices.Concat(equality, []string{"<", "<=", ">", ">="})
	// allowed are the operators of each kind; a picklist has those of a text, since nothing tells them apart.
	allowed = map[kind][]string{
		anything: slices.Concat(ordered, []string{"like", "not like"}),
		text:     slices.Concat(equality, []string{"like", "not like"}),
		boolean:  {"=", "!=", "is null", "is not null"},
		lookup:   equality, list: equality,
		bigint: ordered, decimal: ordered, date: ordered, datetime: ordered,
	}
)

// fits tells whether a literal is a value of a kind.
func fits(k kind, v literal) bool {
	switch k {
	case bigint, lookup:
		return isDigits(v.text)
	case decimal:
		_, ok := float(v.text)
		return ok && v.kind != word
	case boolean:
		return strings.EqualFold(v.text, "true") || strings.EqualFold(v.text, "false")
	case date:
		_, err := time.Parse(time.DateOnly, v.text)
		return v.kind == quoted && err == nil
	case datetime:
		_, err := time.Parse(time.RFC3339, v.text)
		return v.kind == quoted && err == nil && datetimePattern.MatchString(v.text)
	case text, list:
		return v.kind == quoted
	}
	return true
}

// comparison compiles what a value, raw JSON, has to meet.
func comparison(k kind, c condition) func(raw string) bool {
	order := comparer(k)
	some := func(raw string, meets func(int) bool) bool {
		return slices.ContainsFunc(c.values, func(v literal) bool { return meets(order(raw, v.text)) })
	}
	equal := func(n int) bool { return n == 0 }
	switch c.operator {
	case "=", "in":
		return func(raw string) bool { return some(raw, equal) }
	case "!=", "not in":
		return func(raw string) bool { return !some(raw, equal) }
	case "<":
		return func(raw string) bool { return some(raw, func(n int) bool { return n < 0 }) }
	case "<=":
		return func(raw string) bool { return some(raw, func(n int) bool { return n <= 0 }) }
	case ">":
		return func(raw string) bool { return some(raw, func(n int) bool { return n > 0 }) }
	case ">=":
		return func(raw string) bool { return some(raw, func(n int) bool { return n >= 0 }) }
	case "not like":
		return func(raw string) bool { return !like(unquoted(raw), c.values[0].text) }
	}
	return func(raw string) bool { return like(unquoted(raw), c.values[0].text) }
}

// comparer orders a value of a kind, raw JSON, and a literal that fits it. That texts are compared to the letter is assumed.
func comparer(k kind) func(raw, literal string) int {
	switch k {
	case bigint:
		return func(raw, literal string) int { return compareIDs(unquoted(raw), literal) }
	case lookup:
		return func(raw, literal string) int { return compareIDs(unquoted(member(raw, idColumn)), literal) }
	case decimal:
		return func(raw, literal string) int {
			a, _ := float(unquoted(raw))
			b, _ := float(literal)
			return cmp.Compare(a, b)
		}
	case boolean:
		return func(raw, literal string) int { return cmp.Compare(raw, strings.ToLower(literal)) }
	case datetime:
		return func(raw, literal string) int {
			a, _ := time.Parse(time.RFC3339, unquoted(raw))
			b, _ := time.Parse(time.RFC3339, literal)
			return a.Compare(b)
		}
	case list:
		return func(raw, literal string) int { return cmp.Compare(words(raw), literal) }
	}
	return func(raw, literal string) int { return cmp.Compare(unquoted(raw), literal) }
}

// like matches a text and a pattern with a percent sign at its beginning, its end or both; one elsewhere stands for itself.
func like(s, pattern string) bool {
	head, tail := strings.HasPrefix(pattern, "%"), strings.HasSuffix(pattern, "%")
	switch part := strings.Trim(pattern, "%"); {
	case head && tail:
		return strings.Contains(s, part)
	case head:
		return strings.HasSuffix(s, part)
	case tail:
		return strings.HasPrefix(s, part)
	default:
		return s == part
	}
}
