package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// recordsName is the attribute that holds the records by their ids.
const recordsName = "records"

// recordsAttribute is a map of nested objects that finds what lies inside it by its type, as [attachmentsAttribute] does.
type recordsAttribute struct {
	schema.MapNestedAttribute
}

func newRecordsAttribute(description string) recordsAttribute {
	return recordsAttribute{schema.MapNestedAttribute{
		Computed:            true,
		MarkdownDescription: description,
		CustomType:          recordsType{types.MapType{ElemType: objectType(resultAttributes())}},
		NestedObject:        schema.NestedAttributeObject{Attributes: resultAttributes()},
	}}
}

// ApplyTerraform5AttributePathStep returns the type of an element.
func (a recordsAttribute) ApplyTerraform5AttributePathStep(step tftypes.AttributePathStep) (any, error) {
	return a.CustomType.ApplyTerraform5AttributePathStep(step)
}

// recordsType is the type of the map of records, whose values are raw.
type recordsType struct {
	types.MapType
}

var _ basetypes.MapTypable = recordsType{}

// Equal reports whether the other type is a map of the same results.
func (t recordsType) Equal(other attr.Type) bool {
	o, ok := other.(recordsType)
	return ok && t.MapType.Equal(o.MapType)
}

// TerraformType returns the one type, which is not worked out anew each time.
func (recordsType) TerraformType(context.Context) tftypes.Type {
	return recordMapType()
}

// ValueFromTerraform returns a value that holds the one given; null where none is.
func (t recordsType) ValueFromTerraform(ctx context.Context, value tftypes.Value) (attr.Value, error) {
	raw, err := newRawValue(ctx, t, value)
	if err != nil {
		return nil, err
	}
	return &records{raw}, nil
}

// ValueFromMap returns a value that holds the elements of a map.
func (t recordsType) ValueFromMap(ctx context.Context, m types.Map) (basetypes.MapValuable, diag.Diagnostics) {
	value, err := m.ToTerraformValue(ctx)
	if err != nil {
		return nil, diag.Diagnostics{unexpected(err).diagnostic()}
	}
	return &records{rawValue{t, value}}, nil
}

// ValueType returns an empty value.
func (t recordsType) ValueType(context.Context) attr.Value {
	return &records{rawValue{typ: t}}
}

// records is a value of recordsType.
type records struct{ rawValue }

var _ basetypes.MapValuable = (*records)(nil)

// ToMapValue returns the framework's own map, its elements made of the value.
func (r *records) ToMapValue(ctx context.Context) (types.Map, diag.Diagnostics) {
	typ, _ := r.typ.(recordsType)
	value, err := typ.MapType.ValueFromTerraform(ctx, r.value)
	if err != nil {
		return types.MapUnknown(typ.ElemType), diag.Diagnostics{unexpected(err).diagnostic()}
	}
	m, _ := value.(types.Map)
	return m, nil
}
