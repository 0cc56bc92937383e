package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// rawValue is a value that stays Terraform's own. The framework has every value of a state made, only to compare it with
// that of the configuration, which is null for a result: as values of its own it would make and check hundreds for each
// attachment.
type rawValue struct {
	typ   attr.Type
	value tftypes.Value
}

// newRawValue holds a value of a type; null where there is none.
func newRawValue(ctx context.Context, typ attr.Type, value tftypes.Value) (rawValue, error) {
	own := typ.TerraformType(ctx)
	if value.Type() == nil {
		value = tftypes.NewValue(own, nil)
	}
	if !value.Type().Equal(own) {
		return rawValue{}, fmt.Errorf("%s stands where %s belongs", value.Type(), own)
	}
	return rawValue{typ, value}, nil
}

func (v *rawValue) Type(context.Context) attr.Type                          { return v.typ }
func (v *rawValue) ToTerraformValue(context.Context) (tftypes.Value, error) { return v.value, nil }

func (v *rawValue) IsNull() bool { return v.value.IsNull() }

func (v *rawValue) IsUnknown() bool { return !v.value.IsKnown() }

func (v *rawValue) String() string { return v.value.String() }

// Equal compares by reference first: the framework asks whether a value has become another, and it never has.
func (v *rawValue) Equal(other attr.Value) bool {
	holder, ok := other.(interface{ raw() *rawValue })
	if !ok {
		return false
	}
	o := holder.raw()
	return v == o || v.typ.Equal(o.typ) && v.value.Equal(o.value)
}

func (v *rawValue) raw() *rawValue { return v }
