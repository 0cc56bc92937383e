package coql

import (
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// expression is one condition or a pair: a third condition needs parentheses, but for [Rules.FlatConditions].
func (p *parser) expression() (expression, *wire.Response) {
	left, errResponse := p.operand()
	for before := ""; errResponse == nil; {
		t := p.peek()
		operator := strings.ToLower(t.text)
		switch {
		case !p.accept("and") && !p.accept("or"):
			return left, nil
		case before != "" && (!p.rules.FlatConditions || before != operator):
			return nil, unparsable(t.text)
		}
		before = operator
		var right expression
		right, errResponse = p.operand()
		left = pair{operator, left, right}
	}
	return nil, errResponse
}

func (p *parser) operand() (expression, *wire.Response) {
	if !p.accept("(") {
		return p.condition()
	}
	e, errResponse := p.expression()
	if errResponse == nil && !p.accept(")") {
		return nil, unparsable(nearby(p.peek()))
	}
	return e, errResponse
}

func (p *parser) condition() (expression, *wire.Response) {
	if p.accept("not") {
		return nil, unsupportedOperator("not")
	}
	t := p.take()
	if !isName(t) {
		return nil, unparsable(nearby(t))
	}
	c := condition{column: t.text}
	operator := p.peek()
	for _, o := range operators {
		if p.accept(strings.Fields(o)...) {
			c.operator = o
			break
		}
	}
	var errResponse *wire.Response
	switch c.operator {
	case "":
		if operator.kind == word && isName(operator) || strings.EqualFold(operator.text, "not") {
			return nil, unsupportedOperator(operator.text)
		}
		return nil, unparsable(nearby(operator))
	case "is null", "is not null":
	case "in", "not in":
		c.values, errResponse = p.list()
	default:
		c.values = make([]literal, 1)
		c.values[0], errResponse = p.literal()
	}
	return c, errResponse
}

// operators are the operators, each before those that it begins with.
var operators = []string{"!=", "<=", ">=", "=", "<", ">", "is not null", "is null", "not in", "in", "not like", "like"}

func (p *parser) list() (values []literal, errResponse *wire.Response) {
	if !p.accept("(") {
		return nil, unparsable(nearby(p.peek()))
	}
	for {
		v, errResponse := p.literal()
		if errResponse != nil {
			return nil, errResponse
		}
		values = append(values, v)
		if p.accept(")") {
			break
		}
		if !p.accept(",") {
			return nil, unparsable(nearby(p.peek()))
		}
	}
	if len(values) > maxValues {
		return nil, tooMany(maxValues)
	}
	return values, nil
}

func (p *parser) literal() (literal, *wire.Response) {
	t := p.take()
	boolean := t.kind == word && (strings.EqualFold(t.text, "true") || strings.EqualFold(t.text, "false"))
	if t.kind != quoted && t.kind != number && !boolean {
		return literal{}, unparsable(nearby(t))
	}
	return literal{t.kind, t.text}, nil
}

// nearby is what an error calls a token.
func nearby(t token) string {
	if t.kind == end {
		return "where"
	}
	return t.text
}
