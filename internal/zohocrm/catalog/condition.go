package catalog

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// A ConditionProblem is why a text is more or less than one COQL condition.
type ConditionProblem int

// The problems of conditions.
const (
	// ConditionEmpty is a condition of nothing but blanks.
	ConditionEmpty ConditionProblem = iota + 1
	// ConditionQuoteOpen is a quote that does not close.
	ConditionQuoteOpen
	// ConditionParenthesisOpen is a parenthesis that does not close.
	ConditionParenthesisOpen
	// ConditionParenthesisClosed is a closing parenthesis that none opens.
	ConditionParenthesisClosed
	// ConditionClause is another clause of a query, outside quotes.
	ConditionClause
	// ConditionControlCharacter is a control character other than a line break or a tab.
	ConditionControlCharacter
)

// ConditionError tells why a text is not a condition.
type ConditionError struct {
	Problem ConditionProblem
	Text    string // the clause or the character
}

func (e *ConditionError) Error() string {
	return fmt.Sprintf("zohocrm: not a condition: problem %d %q", e.Problem, e.Text)
}

// QuotedText writes a text as a condition has it: in single quotes, those inside it twice.
func QuotedText(text string) string {
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

// otherClause finds the clauses that may follow a condition. A word is what a column's name can be, paths included.
var otherClause = regexp.MustCompile(`(?i)(?:^|[^\w$.])(order\s+by|group\s+by|limit|offset)(?:[^\w$.]|$)`)

// CheckCondition returns nil for a text that is exactly one condition, as far as its quotes, parentheses and words tell,
// else a [*ConditionError]. Whether it is one that Zoho understands, only Zoho knows. Texts inside quotes, single or
// double, are not looked into, but for control characters; a quote is written twice inside them.
func CheckCondition(condition string) error {
	_, err := ConditionOnOneLine(condition)
	return err
}

// ConditionOnOneLine checks a condition and turns its line breaks and tabs outside quotes into blanks.
func ConditionOnOneLine(condition string) (string, error) {
	problem := func(p ConditionProblem, text string) (string, error) { return "", &ConditionError{p, text} }
	var line, outside strings.Builder // the condition, and what of it stands outside quotes
	var quote rune                    // the one that is open
	depth := 0
	for _, r := range condition {
		isBreak := r == '\n' || r == '\r' || r == '\t'
		if unicode.IsControl(r) && !isBreak {
			return problem(ConditionControlCharacter, string(r))
		}
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
			line.WriteRune(r)
			continue
		case r == '\'' || r == '"':
			quote = r
		case r == '(':
			depth++
		case r == ')':
			depth--
		case isBreak:
			r = ' '
		}
		if depth < 0 {
			return problem(ConditionParenthesisClosed, "")
		}
		line.WriteRune(r)
		outside.WriteRune(r)
	}
	switch clause := otherClause.FindStringSubmatch(outside.String()); {
	case strings.TrimSpace(condition) == "":
		return problem(ConditionEmpty, "")
	case quote != 0:
		return problem(ConditionQuoteOpen, string(quote))
	case depth > 0:
		return problem(ConditionParenthesisOpen, "")
	case clause != nil:
		return problem(ConditionClause, strings.Join(strings.Fields(clause[1]), " "))
	}
	return strings.TrimSpace(line.String()), nil
}
