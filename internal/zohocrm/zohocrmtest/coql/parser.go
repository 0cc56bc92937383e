package coql

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// Zoho's limits of a query.
const (
	defaultLimit  = 200
	maxLimit      = 2_000
	maxOffset     = 100_000 // of offset and limit together
	maxColumns    = 50      // of v7; v8 may take more
	maxConditions = 25
	maxValues     = 100 // of in and not in
)

// selectQuery is the query that the body of a request holds.
func selectQuery(body string) (text string, errResponse *wire.Response) {
	var request map[string]json.RawMessage
	if json.Unmarshal([]byte(body), &request) != nil {
		return "", notAText
	}
	raw, ok := request["select_query"]
	switch {
	case !ok:
		return "", noSelectQuery
	case raw[0] != '"' || json.Unmarshal(raw, &text) != nil:
		return "", notAText
	}
	return text, nil
}

type parser struct {
	text   string
	tokens []token
	rules  Rules
}

func parse(text string, rules Rules) (q query, errResponse *wire.Response) {
	p := &parser{text, lex(text), rules}
	q.limit = defaultLimit
	for _, clause := range []func(*query) *wire.Response{p.selected, p.from, p.where, p.order, p.limit} {
		if errResponse := clause(&q); errResponse != nil {
			return q, errResponse
		}
	}
	if t := p.peek(); t.kind != end {
		return q, unexpected(text, t)
	}
	return q, nil
}

func (p *parser) peek() token { return p.tokens[0] }

func (p *parser) take() token {
	t := p.tokens[0]
	if t.kind != end {
		p.tokens = p.tokens[1:]
	}
	return t
}

// accept takes keywords, in any case, or a symbol, where they come next.
func (p *parser) accept(texts ...string) bool {
	for i, text := range texts {
		t := p.tokens[min(i, len(p.tokens)-1)]
		if (t.kind != word && t.kind != symbol) || !strings.EqualFold(t.text, text) {
			return false
		}
	}
	p.tokens = p.tokens[len(texts):]
	return true
}

var keywords = strings.Fields("select from where group by order limit offset and or not in like is null")

func isName(t token) bool {
	return t.kind == word && !slices.Contains(keywords, strings.ToLower(t.text)) && !strings.HasSuffix(t.text, ".") &&
		!strings.Contains(t.text, "..")
}

func (p *parser) selected(q *query) *wire.Response {
	if !p.accept("select") {
		return unexpected(p.text, p.peek())
	}
	for {
		t := p.take()
		if !isName(t) {
			return unexpected(p.text, t)
		}
		if slices.Contains(q.columns, t.text) {
			return duplicateColumn(t.text)
		}
		q.columns = append(q.columns, t.text)
		if !p.accept(",") {
			break
		}
	}
	if len(q.columns) > maxColumns {
		return tooMany(maxColumns)
	}
	return nil
}

func (p *parser) from(q *query) *wire.Response {
	if p.peek().kind == end {
		return missingClause("from")
	}
	if !p.accept("from") {
		return unexpected(p.text, p.peek())
	}
	t := p.take()
	if !isName(t) || strings.Contains(t.text, ".") {
		return unexpected(p.text, t)
	}
	q.module = t.text
	return nil
}

func (p *parser) where(q *query) (errResponse *wire.Response) {
	t := p.peek()
	if t.kind == end || p.accept("order", "by") || p.accept("limit") || p.accept("group", "by") {
		return missingClause("where")
	}
	if !p.accept("where") {
		return unexpected(p.text, t)
	}
	if q.where, errResponse = p.expression(); errResponse != nil {
		return errResponse
	}
	if conditions(q.where) > maxConditions {
		return tooMany(maxConditions)
	}
	return nil
}

func (p *parser) order(q *query) *wire.Response {
	if !p.accept("order", "by") {
		return nil
	}
	if t := p.take(); t.text != idColumn {
		return unexpected(p.text, t)
	}
	q.descending = p.accept("desc")
	if !q.descending {
		p.accept("asc")
	}
	return nil
}

func (p *parser) limit(q *query) (errResponse *wire.Response) {
	if !p.accept("limit") {
		return nil
	}
	if q.limit, errResponse = p.count(); errResponse != nil {
		return errResponse
	}
	if p.accept("offset") {
		q.offset, errResponse = p.count()
	} else if p.accept(",") {
		q.offset = q.limit
		q.limit, errResponse = p.count()
	}
	switch {
	case errResponse != nil:
		return errResponse
	case q.limit == 0:
		return zeroLimit
	case q.limit > maxLimit:
		return tooMany(maxLimit)
	case q.offset > maxOffset-q.limit:
		return tooMany(maxOffset)
	}
	return nil
}

func (p *parser) count() (int, *wire.Response) {
	t := p.take()
	n, err := strconv.Atoi(t.text)
	if err != nil || n < 0 {
		return 0, invalidLimit(t.text)
	}
	return n, nil
}
