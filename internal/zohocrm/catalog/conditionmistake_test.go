package catalog_test

import (
	"slices"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

func TestConditionMistakes(t *testing.T) {
	t.Parallel()
	type mistakes = []catalog.ConditionMistake
	for condition, want := range map[string]mistakes{
		"Stage = 'Closed Won' and Closing_Date >= '2026-01-01'":               nil,
		"((A = 1 and B = 'x') or C in ('x', 'y')) and D is not null":          nil,
		"A between 1 and 2 and B = 1":                                         nil,
		"(A = 1 and B = 2) and (C = 3 or D = 4)":                              nil,
		"Name = 'a == b; 2026-01-01 && <>' and B = \"x and y and z or null\"": nil,
		"Name = 'it''s == and and and' and B = -1.5":                          nil,
		"Converted = true and A != FALSE":                                     nil,
		"Where_Name = 'x' and A.Where = 'y'":                                  nil,
		"A not in ('x') and B not like '%y'":                                  nil,
		"A = '2026-01-01T00:00:00Z'":                                          nil, // a mistake of the value
		"":                                                                    nil,
		"where Stage = 'Lost'":                                                {catalog.MistakeWhere},
		"Stage == 'Lost'":                                                     {catalog.MistakeEqualSigns},
		"Stage=='Lost'":                                                       {catalog.MistakeEqualSigns},
		"Stage <> 'Lost'":                                                     {catalog.MistakeUnequal},
		"A = 1 && B = 2":                                                      {catalog.MistakeLogic},
		"A = 1 || B = 2":                                                      {catalog.MistakeLogic},
		"Stage = 'Lost';":                                                     {catalog.MistakeSemicolon},
		"Stage = null":                                                        {catalog.MistakeNull},
		"Stage != NULL":                                                       {catalog.MistakeNull},
		"Closing_Date >= 2026-01-01":                                          {catalog.MistakeDateUnquoted},
		"A >= 2026-01-01T00:00:00+02:00":                                      {catalog.MistakeDateUnquoted},
		"A in (2026-01-01, 2026-01-02)":                                       {catalog.MistakeDateUnquoted},
		"Stage = Won":                                                         {catalog.MistakeTextUnquoted},
		"Stage = Closed Won":                                                  {catalog.MistakeTextUnquoted},
		"Stage in (Won, 'Lost')":                                              {catalog.MistakeTextUnquoted},
		"Stage like Größe%":                                                   {catalog.MistakeTextUnquoted},
		"A = 1 and B = 2 and C = 3":                                           {catalog.MistakeChain},
		"A = 1 or (B = 2 or C = 3) OR D = 4":                                  {catalog.MistakeChain},
		"(A = 1 and B = 2 and C = 3) and D = 4":                               {catalog.MistakeChain},
		"A == 1 and (B == 2 or C >= 2026-01-01);": {
			catalog.MistakeEqualSigns, catalog.MistakeDateUnquoted, catalog.MistakeSemicolon,
		},
	} {
		if got := catalog.ConditionMistakes(condition); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", condition, got, want)
		}
	}
}

func TestConditionValueMistakes(t *testing.T) {
	t.Parallel()
	const condition = "((A = '2026-01-01T00:00:00Z' or A = '2026-01-01T00:00:00.000+00:00') and B.C >= '2026-01-01T00:00:00') " +
		"and (D = '2026-01-01T00:00:00+02:00' or E in (2026-01-01, x)) and F = '2026-01-01'"
	for column, want := range map[string][]catalog.ConditionMistake{
		"A":   {catalog.MistakeZulu, catalog.MistakeFraction},
		"B.C": {catalog.MistakeOffset},
		"C":   {catalog.MistakeOffset},
		"D":   nil,
		"E":   {catalog.MistakeDateUnquoted, catalog.MistakeTextUnquoted},
		"F":   nil,
		"G":   nil,
		"": {
			catalog.MistakeZulu, catalog.MistakeFraction, catalog.MistakeOffset, catalog.MistakeDateUnquoted, catalog.MistakeTextUnquoted,
		},
	} {
		if got := catalog.ConditionValueMistakes(condition, column); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", column, got, want)
		}
	}
}

// FuzzConditionMistakes holds that any condition can be looked at.
func FuzzConditionMistakes(f *testing.F) {
	for condition := range conditions {
		f.Add(condition)
	}
	f.Fuzz(func(_ *testing.T, condition string) {
		catalog.ConditionMistakes(condition)
		catalog.ConditionValueMistakes(condition, "A")
	})
}
