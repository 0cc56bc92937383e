package catalog

import (
	"regexp"
	"slices"
	"strings"
)

// A ConditionMistake is what is likely to be wrong with a condition that Zoho does not accept.
type ConditionMistake int

// The mistakes of conditions, those of other languages among them.
const (
	// MistakeWhere is the word where before the condition.
	MistakeWhere ConditionMistake = iota + 1
	// MistakeEqualSigns is == in place of =.
	MistakeEqualSigns
	// MistakeUnequal is <> in place of !=.
	MistakeUnequal
	// MistakeLogic is && or || in place of and, or.
	MistakeLogic
	// MistakeSemicolon is a semicolon.
	MistakeSemicolon
	// MistakeNull is a comparison with null by = or !=.
	MistakeNull
	// MistakeDateUnquoted is a date without quotes.
	MistakeDateUnquoted
	// MistakeTextUnquoted is a text without quotes.
	MistakeTextUnquoted
	// MistakeChain is three conditions or more that do not nest in pairs.
	MistakeChain
	// MistakeZulu is a date and time that ends with Z in place of an offset.
	MistakeZulu
	// MistakeFraction is a date and time with a fraction of a second.
	MistakeFraction
	// MistakeOffset is a date and time without an offset.
	MistakeOffset
)

// isOfValue reports whether a mistake is in a value, which Zoho parses before it looks at it.
func (m ConditionMistake) isOfValue() bool { return m >= MistakeZulu }

var (
	conditionToken = regexp.MustCompile(`'(?:[^']|'')*'|"(?:[^"]|"")*"|[=<>!&|]+|[(),;]|[^\s=<>!&|(),;'"]+`)
	// dateTimeForm has the fraction, and what stands in the place of an offset.
	dateTimeForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2})?(\.\d+)?([Zz]|[+-]\d{2}:?\d{2})?$`)
	dateForm     = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}(?:[Tt]|$)`)
	wordForm     = regexp.MustCompile(`^\p{L}`)

	operatorMistakes = map[string]ConditionMistake{
		"==": MistakeEqualSigns, "===": MistakeEqualSigns, "<>": MistakeUnequal, "&&": MistakeLogic, "||": MistakeLogic, ";": MistakeSemicolon,
	}
)

// ConditionMistakes returns what is likely to be wrong with the form of a condition that passes [CheckCondition], each mistake once.
// A condition that Zoho does not understand may have none of them, and one that Zoho accepts may seem to have one.
func ConditionMistakes(condition string) []ConditionMistake {
	return conditionMistakes(condition, func(m ConditionMistake, _ string) bool { return !m.isOfValue() })
}

// ConditionValueMistakes returns what is likely to be wrong with the values that a condition compares a column with; with any column
// where it is empty.
func ConditionValueMistakes(condition, column string) []ConditionMistake {
	return conditionMistakes(condition, func(m ConditionMistake, of string) bool {
		isForm := m == MistakeNull || m == MistakeDateUnquoted || m == MistakeTextUnquoted
		return (m.isOfValue() || isForm) && (column == "" || of == column || strings.HasSuffix(of, "."+column))
	})
}

// IsDateTime reports whether a text is a date with a time.
func IsDateTime(text string) bool { return dateTimeForm.MatchString(text) }

func conditionMistakes(condition string, wanted func(m ConditionMistake, column string) bool) []ConditionMistake {
	var found []ConditionMistake
	r := conditionReader{chain: []int{0}, report: func(m ConditionMistake, column string) {
		if wanted(m, column) && !slices.Contains(found, m) {
			found = append(found, m)
		}
	}}
	for i, token := range conditionToken.FindAllString(condition, -1) {
		if i == 0 && strings.EqualFold(token, "where") {
			r.report(MistakeWhere, "")
			continue
		}
		r.read(token)
	}
	return found
}

// conditionReader goes over the words and signs of a condition.
type conditionReader struct {
	report func(m ConditionMistake, column string)

	last     string // the token before
	column   string // that is compared
	operator string // in lower case, of the comparison whose value is expected; empty where none is
	chain    []int  // how many times and and or stand in each parenthesis that is open
	between  bool   // whether an and belongs to between
}

func (r *conditionReader) read(token string) {
	word := strings.ToLower(token)
	if m, ok := operatorMistakes[token]; ok {
		r.report(m, "")
	}
	switch {
	case token == ";", token == "&&", token == "||":
		r.operator = ""
	case strings.ContainsAny(token[:1], "=<>!&|"), word == "like", word == "in":
		r.compare(word)
	case word == "between":
		r.compare(word)
		r.between = true
	case word == "and" && r.between:
		r.between = false
	case word == "and", word == "or":
		r.operator = ""
		if r.chain[len(r.chain)-1]++; r.chain[len(r.chain)-1] == 2 {
			r.report(MistakeChain, "")
		}
	case token == "(":
		r.chain = append(r.chain, 0)
	case token == ")":
		r.chain, r.operator = r.chain[:max(1, len(r.chain)-1)], ""
	case token == ",", word == "not", word == "is":
	case r.operator != "":
		r.value(token)
	default:
		if dateForm.MatchString(token) {
			r.report(MistakeDateUnquoted, r.column)
		}
		r.last = token
	}
}

// compare begins a comparison of the column that stands before the operator.
func (r *conditionReader) compare(operator string) {
	r.column, r.operator = r.last, operator
}

// value is a value that a column is compared with. One alone is the end of the comparison; in and between have several.
func (r *conditionReader) value(token string) {
	isQuoted := token[0] == '\'' || token[0] == '"'
	word := strings.ToLower(token)
	switch {
	case isQuoted:
		r.quoted(token[1 : len(token)-1])
	case dateForm.MatchString(token):
		r.report(MistakeDateUnquoted, r.column)
	case word == "null":
		r.report(MistakeNull, r.column)
	case word != "true" && word != "false" && wordForm.MatchString(token):
		r.report(MistakeTextUnquoted, r.column)
	}
	if r.operator != "in" && r.operator != "between" {
		r.operator = ""
	}
}

// quoted is a value in quotes.
func (r *conditionReader) quoted(text string) {
	parts := dateTimeForm.FindStringSubmatch(text)
	if parts == nil {
		return
	}
	if parts[1] != "" {
		r.report(MistakeFraction, r.column)
	}
	switch {
	case parts[2] == "":
		r.report(MistakeOffset, r.column)
	case strings.EqualFold(parts[2], "Z"):
		r.report(MistakeZulu, r.column)
	}
}
