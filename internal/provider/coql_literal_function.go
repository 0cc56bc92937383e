package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// coqlLiteralFunction writes a value of Terraform's as one of COQL.
type coqlLiteralFunction struct{}

func newCOQLLiteralFunction() function.Function { return coqlLiteralFunction{} }

func (coqlLiteralFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "coql_literal"
}

func (coqlLiteralFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "A value in the form of Zoho's query language COQL",
		MarkdownDescription: "Writes a value for use in the condition `where` of `zohocrm_records`. A string is put in single quotes and the " +
			"quotes inside it are doubled, so that no text can change the condition around it. A number is written in decimal, and a boolean as " +
			"`'true'` or `'false'`. A list, tuple or set of these is put in parentheses, for `in` and `not in`. " +
			"Null and an empty list cannot be written and are errors. " +
			"The function sends no request and requires no credentials.",
		Parameters: []function.Parameter{function.DynamicParameter{
			Name:                "value",
			AllowNullValue:      true,
			MarkdownDescription: "String, number or boolean, or a list, tuple or set of these.",
		}},
		Return: function.StringReturn{},
	}
}

func (coqlLiteralFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var value types.Dynamic
	if resp.Error = req.Arguments.Get(ctx, &value); resp.Error != nil {
		return
	}
	literal, why := coqlLiteral(value.UnderlyingValue(), true)
	if why != literalWritten {
		resp.Error = function.NewArgumentFuncError(0, badLiteral(why))
		return
	}
	resp.Error = resp.Result.Set(ctx, literal)
}

// literalProblem is why a value has no form in COQL.
type literalProblem int

const (
	literalWritten literalProblem = iota
	literalNull
	literalEmptyList
	literalNestedList
	literalInfinite
	literalOther
)

// coqlLiteral writes a value; a list only where lists are allowed.
func coqlLiteral(value attr.Value, lists bool) (string, literalProblem) {
	if value == nil || value.IsNull() {
		return "", literalNull
	}
	switch value := value.(type) {
	case types.Dynamic:
		return coqlLiteral(value.UnderlyingValue(), lists)
	case types.String:
		return catalog.QuotedText(value.ValueString()), literalWritten
	case types.Bool:
		return catalog.QuotedText(value.String()), literalWritten
	case types.Number:
		if value.ValueBigFloat().IsInf() {
			return "", literalInfinite
		}
		return value.ValueBigFloat().Text('f', -1), literalWritten
	case interface{ Elements() []attr.Value }: // a list, a tuple or a set
		if !lists {
			return "", literalNestedList
		}
		return coqlLiterals(value.Elements())
	default:
		return "", literalOther
	}
}

func coqlLiterals(elements []attr.Value) (string, literalProblem) {
	if len(elements) == 0 {
		return "", literalEmptyList
	}
	literals := make([]string, len(elements))
	for i, element := range elements {
		literal, why := coqlLiteral(element, false)
		if why != literalWritten {
			return "", why
		}
		literals[i] = literal
	}
	return "(" + strings.Join(literals, ", ") + ")", literalWritten
}
