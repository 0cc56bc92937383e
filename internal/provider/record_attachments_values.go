package provider

import (
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// kind is the form of a column's values.
type kind int

const (
	text kind = iota
	integer
	boolean
	user
	record
)

// attributeType returns the Terraform type of a kind.
func (k kind) attributeType() attr.Type {
	switch k {
	case integer:
		return types.Int64Type
	case boolean:
		return types.BoolType
	case user:
		return types.ObjectType{AttrTypes: userTypes}
	case record:
		return types.ObjectType{AttrTypes: recordTypes}
	default:
		return types.StringType
	}
}

// attribute returns the schema of a column of a kind.
func (k kind) attribute(description string) schema.Attribute {
	switch k {
	case integer:
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	case boolean:
		return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
	case user:
		return schema.SingleNestedAttribute{Computed: true, MarkdownDescription: description, Attributes: map[string]schema.Attribute{
			"id":    schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the user: digits. Null where Zoho does not send it."},
			"name":  schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the user as Zoho shows it. Null where Zoho does not send it."},
			"email": schema.StringAttribute{Computed: true, MarkdownDescription: "E-mail address of the user. Null where Zoho does not send it."},
		}}
	case record:
		return schema.SingleNestedAttribute{Computed: true, MarkdownDescription: description, Attributes: map[string]schema.Attribute{
			"id":   schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the record: digits. Null where Zoho does not send it."},
			"name": schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the record. Null where Zoho does not send it."},
		}}
	default:
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
}

var (
	userTypes   = map[string]attr.Type{"id": types.StringType, "name": types.StringType, "email": types.StringType}
	recordTypes = map[string]attr.Type{"id": types.StringType, "name": types.StringType}
)

// attachmentTypes are the Terraform types of an attachment's attributes.
var attachmentTypes = sync.OnceValue(func() map[string]attr.Type {
	attributes := map[string]attr.Type{additionalFields: types.MapType{ElemType: types.StringType}}
	for _, c := range columns() {
		attributes[c.name()] = c.kind.attributeType()
	}
	return attributes
})

// attachmentType is the Terraform type of an attachment.
func attachmentType() types.ObjectType {
	return types.ObjectType{AttrTypes: attachmentTypes()}
}

// table are the columns, made once.
var table = sync.OnceValue(columns)

// attachmentValue makes an attachment a Terraform value.
func attachmentValue(attachment *zohocrm.Attachment) attr.Value {
	values := make(map[string]attr.Value, len(attachmentTypes()))
	for _, c := range table() {
		values[c.name()] = c.value(attachment)
	}
	additional := make(map[string]attr.Value, len(attachment.Additional))
	for key, value := range attachment.Additional {
		additional[key] = types.StringValue(value)
	}
	values[additionalFields] = types.MapValueMust(types.StringType, additional)
	return types.ObjectValueMust(attachmentTypes(), values)
}

func textValue(s *string) attr.Value   { return types.StringPointerValue(s) }
func integerValue(n *int64) attr.Value { return types.Int64PointerValue(n) }
func booleanValue(b *bool) attr.Value  { return types.BoolPointerValue(b) }

func userValue(u *zohocrm.User) attr.Value {
	if u == nil {
		return types.ObjectNull(userTypes)
	}
	return types.ObjectValueMust(userTypes, map[string]attr.Value{
		"id":    textValue(u.ID),
		"name":  textValue(u.Name),
		"email": textValue(u.Email),
	})
}

func recordValue(r *zohocrm.Record) attr.Value {
	if r == nil {
		return types.ObjectNull(recordTypes)
	}
	return types.ObjectValueMust(recordTypes, map[string]attr.Value{
		"id":   textValue(r.ID),
		"name": textValue(r.Name),
	})
}
