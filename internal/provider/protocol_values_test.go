package provider_test

import (
	"math/big"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// dynamic encodes a block as Terraform sends it.
func dynamic(tb testing.TB, typ tftypes.Type, config block) *tfprotov6.DynamicValue {
	tb.Helper()
	value, err := tfprotov6.NewDynamicValue(typ, typed(typ, map[string]any(config)))
	if err != nil {
		tb.Fatal(err)
	}
	return &value
}

// typed makes a Go value one of a Terraform type.
func typed(typ tftypes.Type, value any) tftypes.Value {
	if value == nil {
		if _, isObject := typ.(tftypes.Object); !isObject {
			return tftypes.NewValue(typ, nil)
		}
	}
	switch t := typ.(type) {
	case tftypes.Object:
		given, ok := value.(map[string]any)
		if b, isBlock := value.(block); isBlock {
			given, ok = b, true
		}
		if !ok {
			return tftypes.NewValue(typ, value)
		}
		attributes := make(map[string]tftypes.Value)
		for name, attribute := range t.AttributeTypes {
			if _, isSet := given[name]; isSet {
				attributes[name] = typed(attribute, given[name])
			} else {
				attributes[name] = tftypes.NewValue(attribute, nil)
			}
		}
		return tftypes.NewValue(typ, attributes)
	case tftypes.Set:
		return typedElements(typ, t.ElementType, value)
	case tftypes.List:
		return typedElements(typ, t.ElementType, value)
	default:
		return tftypes.NewValue(typ, value)
	}
}

func typedElements(typ, elementType tftypes.Type, value any) tftypes.Value {
	items, ok := value.([]any)
	if !ok {
		return tftypes.NewValue(typ, value)
	}
	values := make([]tftypes.Value, len(items))
	for i, item := range items {
		values[i] = typed(elementType, item)
	}
	return tftypes.NewValue(typ, values)
}

// plain makes a Terraform value a Go value: nil, unknown, string, int64, bool, []any or map[string]any.
func plain(tb testing.TB, value tftypes.Value) any {
	tb.Helper()
	if value.IsNull() {
		return nil
	}
	if !value.IsKnown() {
		return unknown
	}
	var err error
	var out any
	switch typ := value.Type(); {
	case typ.Is(tftypes.String):
		var s string
		err = value.As(&s)
		out = s
	case typ.Is(tftypes.Bool):
		var b bool
		err = value.As(&b)
		out = b
	case typ.Is(tftypes.Number):
		var n big.Float
		err = value.As(&n)
		i, _ := n.Int64()
		out = i
	case typ.Is(tftypes.List{}), typ.Is(tftypes.Set{}):
		var items []tftypes.Value
		err = value.As(&items)
		list := make([]any, len(items))
		for i, item := range items {
			list[i] = plain(tb, item)
		}
		out = list
	default:
		var members map[string]tftypes.Value
		err = value.As(&members)
		object := make(map[string]any, len(members))
		for name, member := range members {
			object[name] = plain(tb, member)
		}
		out = object
	}
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// fields makes a list of names a set in a block.
func fields(names ...string) []any {
	set := make([]any, len(names))
	for i, name := range names {
		set[i] = name
	}
	return set
}
