package provider

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// Problems of the condition of a query. The condition itself is in none of them: it may hold a value that is sensitive or ephemeral,
// which the protocol does not tell the provider, and Terraform masks nothing in the text of a diagnostic. What is quoted is what
// Zoho points at, shortened; what is found in the condition is told by examples. Which block of a for_each it is, Terraform says.

// conditionForm is what to do where the cause is not known.
const conditionForm = "Check the condition. Text, dates and times must be in single quotes, as the function coql_literal writes them. " +
	"Group three or more conditions in pairs, as in (a and b) and c."

const (
	dateTimeAdvice = "Put a date and time in quotes, with a UTC offset at its end: '2026-01-31T09:00:00+00:00'."
	textAdvice     = "Put text in single quotes, and double a quote inside it: 'O''Brien'. The function coql_literal does both."
)

// mistakeAdvice says what to do about a mistake.
var mistakeAdvice = map[catalog.ConditionMistake]string{
	catalog.MistakeWhere:        "Leave out the word where: the provider adds it.",
	catalog.MistakeEqualSigns:   "Write = instead of ==.",
	catalog.MistakeUnequal:      "Write != instead of <>.",
	catalog.MistakeLogic:        "Write \"and\" instead of &&, and \"or\" instead of ||.",
	catalog.MistakeSemicolon:    "Remove the semicolon.",
	catalog.MistakeNull:         "Write \"is null\" instead of = null, and \"is not null\" instead of != null.",
	catalog.MistakeDateUnquoted: "Put dates in quotes: '2026-01-31'.",
	catalog.MistakeTextUnquoted: textAdvice,
	catalog.MistakeChain:        "Group conditions in pairs: write \"(a and b) and c\" instead of \"a and b and c\".",
	catalog.MistakeZulu:         "Write +00:00 instead of Z at the end of a date and time: '2026-01-31T09:00:00+00:00'.",
	catalog.MistakeFraction:     "Remove the fraction of a second from a date and time.",
	catalog.MistakeOffset:       "Add a UTC offset, such as +00:00, to a date and time: '2026-01-31T09:00:00+00:00'.",
}

// adviceOn joins what to do about mistakes; it is empty where there are none.
func adviceOn(mistakes []catalog.ConditionMistake) string {
	var advice []string
	for _, mistake := range mistakes {
		advice = append(advice, mistakeAdvice[mistake])
	}
	return strings.Join(advice, " ")
}

func syntaxProblem(e *api.Error, query *zohocrm.Query) *problem {
	p := &problem{
		summary: summaryConditionNotUnderstood,
		why:     "Zoho CRM does not understand the query that contains the condition",
		advice:  cmp.Or(adviceOn(catalog.ConditionMistakes(query.Where)), conditionForm),
		at:      path.Root(whereName),
	}
	if query.Where == "" {
		p.why = "Zoho CRM does not understand the query for records of " + query.Module
	}
	switch d := e.Details; {
	case d.Near != "":
		p.why += fmt.Sprintf(": the error is near %s", quoted(d.Near))
	case d.Operator != "":
		p.why += fmt.Sprintf(": there is no operator %s", quoted(d.Operator))
		p.advice = cmp.Or(adviceOn(catalog.ConditionMistakes(query.Where)), operatorAdvice)
	case d.Clause != "":
		p.why += fmt.Sprintf(": the clause %s is missing", quoted(d.Clause))
	}
	p.why += "."
	switch {
	case query.Where != "":
	case len(query.Fields) > 0:
		p.at = path.Root("fields")
		p.advice = "There is no condition, so the name of a field is probably a reserved word of the query language. Leave this field out."
	default:
		p.advice = "There is no condition that could be the cause. Please open an issue with this message."
	}
	return p
}

// operatorAdvice says which operators there are.
const operatorAdvice = "Text takes the operators =, !=, like, not like, in, not in, is null and is not null. " +
	"Numbers, dates and times also take <, <=, > and >=, but not like."

// invalidQueryProblem is a query whose words Zoho does not accept. An unknown field and one that the user may not read
// have the same response.
func invalidQueryProblem(e *api.Error, query *zohocrm.Query) *problem {
	d := e.Details
	switch {
	case d.Operator != "" || d.Value != "" || d.ExpectedType != "":
		return comparisonProblem(e, query)
	case d.Column == "":
		return &problem{
			summary: summaryConditionNotAccepted,
			why:     fmt.Sprintf("Zoho CRM does not accept the query of %s.", query.Module),
			advice: cmp.Or(
				adviceOn(append(catalog.ConditionMistakes(query.Where), catalog.ConditionValueMistakes(query.Where, "")...)), conditionForm,
			),
			at: path.Root(whereName),
		}
	}
	p := &problem{
		summary: summaryUnknownField,
		why: fmt.Sprintf("Zoho CRM does not accept the field %s in a query of %s: the module has no such field, the user of the "+
			"access token cannot read it, or queries do not support it.", quoted(d.Column), query.Module),
		advice: "Use API names, such as Deal_Name: Zoho CRM lists them under Setup > Developer Hub > APIs & SDKs > API Names.",
		at:     path.Root(whereName),
	}
	if slices.ContainsFunc(query.Fields, func(field string) bool {
		return field == d.Column || strings.HasSuffix(field, "."+d.Column)
	}) {
		p.at = path.Root("fields")
	}
	return p
}

// comparisonProblem is a comparison that Zoho does not accept: for its value, its operator, or because the field takes none.
func comparisonProblem(e *api.Error, query *zohocrm.Query) *problem {
	d := e.Details
	p := &problem{
		summary: summaryConditionNotAccepted,
		why:     "Zoho CRM does not accept a comparison in the condition",
		advice:  valueAdvice(d, query),
		at:      path.Root(whereName),
	}
	if d.Column != "" {
		p.why = fmt.Sprintf("Zoho CRM does not accept the condition on the field %s", quoted(d.Column))
	}
	var with []string
	if d.Operator != "" {
		with = append(with, "the operator "+quoted(d.Operator))
	}
	if d.Value != "" {
		with = append(with, "the value "+quoted(d.Value))
	}
	if len(with) > 0 {
		p.why += " with " + listed("and", with...)
	}
	if d.ExpectedType != "" {
		p.why += ": the value must be of the type " + d.ExpectedType
	}
	p.why += "."
	if strings.Contains(e.Message, "unsupported column") {
		p.advice = "Queries cannot filter by this field, or not with this operator. Use another field or operator."
	}
	return p
}

// valueAdvice says how a value is written that a field is compared with: by the field's type, where Zoho tells it, else by the value.
func valueAdvice(d api.Details, query *zohocrm.Query) string {
	mistakes := catalog.ConditionValueMistakes(query.Where, d.Column)
	onMistakes := adviceOn(mistakes)
	isType := func(words ...string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(strings.ToLower(d.ExpectedType), word) })
	}
	switch {
	case isType("time"):
		return cmp.Or(onMistakes, dateTimeAdvice)
	case isType("date"):
		return "Put a date in quotes, without a time: '2026-01-31'."
	case isType("bool"):
		return "Write true or false."
	case isType("int", "long", "double", "float", "decimal", "number", "numeric", "currency", "percent"):
		return "Write a number in digits, such as 2000. Compare a lookup, such as Owner, with the id of a record."
	case isType("text", "string", "char"):
		return textAdvice
	case d.ExpectedType != "":
		return cmp.Or(onMistakes, conditionForm)
	case d.Value == "":
		return operatorAdvice
	case onMistakes != "":
		return onMistakes
	case catalog.IsDateTime(d.Value):
		return "If the field is a date, leave out the time: '2026-01-31'."
	default:
		return conditionForm
	}
}

// badCondition is a condition that is refused as written.
func badCondition(err error) *problem {
	condition, ok := errors.AsType[*catalog.ConditionError](err)
	if !ok {
		return unexpected(err)
	}
	p := &problem{summary: summaryMalformedCondition, at: path.Root(whereName)}
	const oneCondition = "Write a single, complete condition: the provider puts parentheses around it."
	switch condition.Problem {
	case catalog.ConditionEmpty:
		p.why = "where is empty."
		p.advice = "Omit it to find every record of the module."
	case catalog.ConditionQuoteOpen:
		p.why = fmt.Sprintf("A quote (%s) in where is not closed.", condition.Text)
		p.advice = "Write a quote inside a text twice: 'O''Brien'. The function coql_literal does that."
	case catalog.ConditionParenthesisOpen:
		p.why = "A parenthesis in where is not closed."
		p.advice = oneCondition
	case catalog.ConditionParenthesisClosed:
		p.why = "where closes a parenthesis that it has not opened."
		p.advice = oneCondition
	case catalog.ConditionClause:
		p.why = fmt.Sprintf("where contains %q, which is not part of a condition.", condition.Text)
		p.advice = oneCondition + " The provider sets the order and the pages itself, and max_records limits the number of records. " +
			"Put text that contains such words in quotes."
	default:
		p.why = fmt.Sprintf("where contains the control character %+q.", condition.Text)
		p.advice = "Remove it. Line breaks and tabs are fine."
	}
	return p
}
