package catalog_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

var conditions = map[string]catalog.ConditionProblem{
	"Stage = 'Closed Won' and Closing_Date >= '2026-01-01'": 0,
	"((A = 1 and B = 2) or C in ('x', 'y'))":                0,
	"\n\tStage = 'Closed Won'\r\n\tand Amount > 5\n":        0,
	"Name = 'O''Brien'":                                     0,
	`Name = "a 'b' (c" and X = ')'`:                         0,
	"Name = 'order by limit 5 offset'":                      0,
	"Name = 'two\nlines'":                                   0,
	"Credit_Limit > 5 and Account.Limit = 1 and $limit = 2": 0,
	"Order = 5 and Group_By = 1 and by = 2":                 0,
	"'Limit' > 5":                                           0,
	"Name = '東京' and Größe = 1":                             0,
	`Path = 'C:\'`:                                          0,
	"":                                                      catalog.ConditionEmpty,
	" \n\t":                                                 catalog.ConditionEmpty,
	"Name = 'O'Brien'":                                      catalog.ConditionQuoteOpen,
	`Name = "x`:                                             catalog.ConditionQuoteOpen,
	"(A = 1":                                                catalog.ConditionParenthesisOpen,
	"A = 1)":                                                catalog.ConditionParenthesisClosed,
	"A = 1) or (B = 2":                                      catalog.ConditionParenthesisClosed,
	"A = 1 order by id":                                     catalog.ConditionClause,
	"A = 1 ORDER\n BY id":                                   catalog.ConditionClause,
	"A = 1 Group  By B":                                     catalog.ConditionClause,
	"A = 1 limit 5":                                         catalog.ConditionClause,
	"A in ('x')limit 5":                                     catalog.ConditionClause,
	"A = 'x'offset 5":                                       catalog.ConditionClause,
	"limit":                                                 catalog.ConditionClause,
	"A = \x00":                                              catalog.ConditionControlCharacter,
	"A = 'x\x1b[31m'":                                       catalog.ConditionControlCharacter,
	"A = 1\u0085":                                           catalog.ConditionControlCharacter,
	"A = 1 and (B = 'it is (not', really') and C = '))' order by": catalog.ConditionParenthesisClosed,
}

func TestCheckCondition(t *testing.T) {
	t.Parallel()
	for condition, want := range conditions {
		err := catalog.CheckCondition(condition)
		found, _ := errors.AsType[*catalog.ConditionError](err)
		if want == 0 && err != nil || want != 0 && (found == nil || found.Problem != want) {
			t.Errorf("%q: got %v, want problem %d", condition, err, want)
		}
	}
}

func TestQuotedText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"": "''", "a": "'a'", "O'Brien": "'O''Brien'", "''": "''''''", `a"\`: `'a"\'`} {
		if got := catalog.QuotedText(text); got != want {
			t.Errorf("%q becomes %s, want %s", text, got, want)
		}
	}
}

// Of what is accepted no text gets out of the parentheses that it is put in, and no quoted text gets out of its quotes.
func FuzzCondition(f *testing.F) {
	for condition := range conditions {
		f.Add(condition)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }) {
			return
		}
		if err := catalog.CheckCondition("Name = " + catalog.QuotedText(text)); err != nil && strings.ToValidUTF8(text, "") == text &&
			!strings.ContainsFunc(text, func(r rune) bool { return 0x7f <= r && r <= 0x9f }) {
			t.Errorf("%q quoted: %v", text, err)
		}
		if catalog.CheckCondition(text) != nil {
			return
		}
		if catalog.CheckCondition("("+text+") and id > 5") != nil {
			t.Errorf("%q is no condition in parentheses", text)
		}
		if catalog.CheckCondition(text+")") == nil || catalog.CheckCondition(text+"'") == nil || catalog.CheckCondition(text+" limit 1") == nil {
			t.Errorf("%q hides what follows it", text)
		}
	})
}
