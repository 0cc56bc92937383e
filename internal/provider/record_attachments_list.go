package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// attachmentsName is the attribute that holds the attachments.
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

// attachmentsType is the type of the list of attachments, whose values stay Terraform's own. The framework has every
// value of a state made, only to compare it with that of the configuration, which is null here: as a list of its own it
// would make and check hundreds of values for each attachment.
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
	return listType()
}

// ValueFromTerraform returns a value that holds the one given; null where none is.
func (t attachmentsType) ValueFromTerraform(_ context.Context, value tftypes.Value) (attr.Value, error) {
	if value.Type() == nil {
		value = tftypes.NewValue(listType(), nil)
	}
	if !value.Type().Equal(listType()) {
		return nil, fmt.Errorf("%s is no list of attachments", value.Type())
	}
	return &attachments{t, value}, nil
}

// ValueFromList returns a value that holds the elements of a list.
func (t attachmentsType) ValueFromList(ctx context.Context, list types.List) (basetypes.ListValuable, diag.Diagnostics) {
	value, err := list.ToTerraformValue(ctx)
	if err != nil {
		return nil, diag.Diagnostics{unexpected(err).diagnostic()}
	}
	return &attachments{t, value}, nil
}

// ValueType returns an empty value.
func (t attachmentsType) ValueType(context.Context) attr.Value {
	return &attachments{typ: t}
}

// attachments is a value of attachmentsType. Values are compared by reference first: the framework asks whether one has
// become another, and it never has.
type attachments struct {
	typ   attachmentsType
	value tftypes.Value
}

var _ basetypes.ListValuable = (*attachments)(nil)

func (a *attachments) Type(context.Context) attr.Type                          { return a.typ }
func (a *attachments) ToTerraformValue(context.Context) (tftypes.Value, error) { return a.value, nil }

func (a *attachments) IsNull() bool { return a.value.IsNull() }

func (a *attachments) IsUnknown() bool { return !a.value.IsKnown() }

func (a *attachments) String() string { return a.value.String() }

func (a *attachments) Equal(other attr.Value) bool {
	o, ok := other.(*attachments)
	return ok && (a == o || a.value.Equal(o.value))
}

// ToListValue returns the framework's own list, its elements made of the value.
func (a *attachments) ToListValue(ctx context.Context) (types.List, diag.Diagnostics) {
	value, err := a.typ.ListType.ValueFromTerraform(ctx, a.value)
	if err != nil {
		return types.ListUnknown(a.typ.ElemType), diag.Diagnostics{unexpected(err).diagnostic()}
	}
	list, _ := value.(types.List)
	return list, nil
}
