package provider_test

import (
	"math/big"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// callWith calls a function as Terraform does, a dynamic parameter with the type of its value.
func (p *protocol) callWith(name string, arguments ...tftypes.Value) (any, *tfprotov6.FunctionError) {
	p.tb.Helper()
	f := p.schema.Functions[name]
	var encoded []*tfprotov6.DynamicValue
	for i, argument := range arguments {
		parameter := f.VariadicParameter
		if i < len(f.Parameters) {
			parameter = f.Parameters[i]
		}
		value, err := tfprotov6.NewDynamicValue(parameter.Type, argument)
		if err != nil {
			p.tb.Fatal(err)
		}
		encoded = append(encoded, &value)
	}
	resp, err := p.server.CallFunction(p.tb.Context(), &tfprotov6.CallFunctionRequest{Name: name, Arguments: encoded})
	if err != nil {
		p.tb.Fatal(err)
	}
	if resp.Error != nil {
		return nil, resp.Error
	}
	result, err := resp.Result.Unmarshal(f.Return.Type)
	if err != nil {
		p.tb.Fatal(err)
	}
	return plain(p.tb, result), nil
}

func textValue(s string) tftypes.Value { return tftypes.NewValue(tftypes.String, s) }

func numberValue(text string) tftypes.Value {
	f, _, err := big.ParseFloat(text, 10, 512, big.ToNearestEven)
	if err != nil {
		panic(err)
	}
	return tftypes.NewValue(tftypes.Number, f)
}

func listOf(typ tftypes.Type, values ...tftypes.Value) tftypes.Value {
	return tftypes.NewValue(tftypes.List{ElementType: typ}, values)
}

func tupleOf(values ...tftypes.Value) tftypes.Value {
	var types []tftypes.Type
	for _, v := range values {
		types = append(types, v.Type())
	}
	return tftypes.NewValue(tftypes.Tuple{ElementTypes: types}, values)
}

func TestCOQLLiteral(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	text := textValue
	truth := tftypes.NewValue(tftypes.Bool, true)
	for _, test := range []struct {
		value tftypes.Value
		want  string
	}{
		{text("Closed Won"), "'Closed Won'"},
		{text(""), "''"},
		{text("O'Brien's"), "'O''Brien''s'"},
		{text("' or id > 0 or 'a' = '"), "''' or id > 0 or ''a'' = '''"},
		{text("a \"b\" \\ 東京\n"), "'a \"b\" \\ 東京\n'"},
		{truth, "'true'"},
		{tftypes.NewValue(tftypes.Bool, false), "'false'"},
		{numberValue("0"), "0"},
		{numberValue("-1.50"), "-1.5"},
		{numberValue("1e21"), "1000000000000000000000"},
		{numberValue("4876876000000376008"), "4876876000000376008"},
		{numberValue("0.1"), "0.1"},
		{listOf(tftypes.String, text("a"), text("b'c")), "('a', 'b''c')"},
		{tftypes.NewValue(tftypes.Set{ElementType: tftypes.Number}, []tftypes.Value{numberValue("5")}), "(5)"},
		{tupleOf(text("a"), numberValue("1"), truth), "('a', 1, 'true')"},
	} {
		if got, err := p.callWith("coql_literal", test.value); err != nil || got != test.want {
			t.Errorf("%s: %v, %v, want %s", test.value, got, err, test.want)
		}
	}
}

// TestCOQLLiteralRefuses holds the wording of every refusal. Terraform adds the full stop.
func TestCOQLLiteralRefuses(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	const isNull = `null cannot be a value in a condition. Write "is null" or "is not null" in the condition instead`
	const nested = "a list inside a list cannot be a value in a condition. Use the function flatten"
	const empty = "an empty list cannot be a value in a condition. With in, no record would meet it: omit the whole block, with count = 0. " +
		"With not in, every record would: omit the condition"
	const other = "this cannot be a value in a condition. A string, number or boolean can, and a list, tuple or set of these"
	object := tftypes.NewValue(
		tftypes.Object{AttributeTypes: map[string]tftypes.Type{"a": tftypes.String}}, map[string]tftypes.Value{"a": textValue("b")},
	)
	for _, test := range []struct {
		value tftypes.Value
		want  string
	}{
		{tftypes.NewValue(tftypes.DynamicPseudoType, nil), isNull},
		{tftypes.NewValue(tftypes.String, nil), isNull},
		{listOf(tftypes.String, textValue("a"), tftypes.NewValue(tftypes.String, nil)), isNull},
		{listOf(tftypes.String), empty},
		{tupleOf(), empty},
		{tupleOf(textValue("a"), tupleOf(textValue("b"))), nested},
		{tupleOf(tupleOf()), nested},
		{object, other},
		{tupleOf(object), other},
		{tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, map[string]tftypes.Value{"a": textValue("b")}), other},
		{tftypes.NewValue(tftypes.Number, new(big.Float).SetInf(false)), "an infinite number cannot be a value in a condition"},
	} {
		got, err := p.callWith("coql_literal", test.value)
		if got != nil {
			t.Errorf("%s: got %v", test.value, got)
		}
		wantArgumentError(t, err, test.want)
	}
}
