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

// attachmentsName is the attribute that holds the attachments of a record.
const attachmentsName = "attachments"

// attachmentsAttribute is a list of nested objects that finds what lies inside it by its type, which is made once. The
// framework looks every null of a state up in the schema, several times; by way of the nested objects each look copies the
// map of their attributes and makes their types anew.
type attachmentsAttribute struct {
	schema.ListNestedAttribute
}

func newAttachmentsAttribute(description string) attachmentsAttribute {
	return attachmentsAttribute{schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: description,
		CustomType:          attachmentsType{types.ListType{ElemType: objectType(attachmentAttributes())}},
		NestedObject:        schema.NestedAttributeObject{Attributes: attachmentAttributes()},
	}}
}

// ApplyTerraform5AttributePathStep returns the type of an element.
func (a attachmentsAttribute) ApplyTerraform5AttributePathStep(step tftypes.AttributePathStep) (any, error) {
	return a.CustomType.ApplyTerraform5AttributePathStep(step)
}

// attachmentsType is the type of the list of attachments, whose values are raw.
type attachmentsType struct {
	types.ListType
}

var _ basetypes.ListTypable = attachmentsType{}

// Equal reports whether the other type is a list of the same attachments.
func (t attachmentsType) Equal(other attr.Type) bool {
	o, ok := other.(attachmentsType)
	return ok && t.ListType.Equal(o.ListType)
}

// TerraformType returns the one type, which is not worked out anew each time.
func (attachmentsType) TerraformType(context.Context) tftypes.Type {
	return attachmentListType()
}

// ValueFromTerraform returns a value that holds the one given; null where none is.
func (t attachmentsType) ValueFromTerraform(ctx context.Context, value tftypes.Value) (attr.Value, error) {
	raw, err := newRawValue(ctx, t, value)
	if err != nil {
		return nil, err
	}
	return &attachments{raw}, nil
}

// ValueFromList returns a value that holds the elements of a list.
func (t attachmentsType) ValueFromList(ctx context.Context, list types.List) (basetypes.ListValuable, diag.Diagnostics) {
	value, err := list.ToTerraformValue(ctx)
	if err != nil {
		return nil, diag.Diagnostics{unexpected(err).diagnostic()}
	}
	return &attachments{rawValue{t, value}}, nil
}

// ValueType returns an empty value.
func (t attachmentsType) ValueType(context.Context) attr.Value {
	return &attachments{rawValue{typ: t}}
}

// attachments is a value of attachmentsType.
type attachments struct{ rawValue }

var _ basetypes.ListValuable = (*attachments)(nil)

// ToListValue returns the framework's own list, its elements made of the value.
func (a *attachments) ToListValue(ctx context.Context) (types.List, diag.Diagnostics) {
	typ, _ := a.typ.(attachmentsType)
	value, err := typ.ListType.ValueFromTerraform(ctx, a.value)
	if err != nil {
		return types.ListUnknown(typ.ElemType), diag.Diagnostics{unexpected(err).diagnostic()}
	}
	list, _ := value.(types.List)
	return list, nil
}
