package provider

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
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

// attribute returns the schema of a column of a kind.
func (k kind) attribute(description string) schema.Attribute {
	switch k {
	case integer:
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	case boolean:
		return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
	case user:
		return schema.SingleNestedAttribute{Computed: true, MarkdownDescription: description, Attributes: userAttributes()}
	case record:
		return schema.SingleNestedAttribute{Computed: true, MarkdownDescription: description, Attributes: recordAttributes()}
	default:
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
}

func userAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":    schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the user: digits. Null where Zoho does not send it."},
		"name":  schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the user as Zoho shows it. Null where Zoho does not send it."},
		"email": schema.StringAttribute{Computed: true, MarkdownDescription: "E-mail address of the user. Null where Zoho does not send it."},
	}
}

func recordAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":   schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the record: digits. Null where Zoho does not send it."},
		"name": schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the record. Null where Zoho does not send it."},
	}
}

// objectType returns the type of an object that has these attributes.
func objectType(attributes map[string]schema.Attribute) types.ObjectType {
	attributeTypes := make(map[string]attr.Type, len(attributes))
	for name, attribute := range attributes {
		attributeTypes[name] = attribute.GetType()
	}
	return types.ObjectType{AttrTypes: attributeTypes}
}

// The types of Terraform's that values are made of, worked out once from the schema.
var (
	userType           = sync.OnceValue(func() tftypes.Type { return terraformType(userAttributes()) })
	referenceType      = sync.OnceValue(func() tftypes.Type { return terraformType(recordAttributes()) })
	attachmentType     = sync.OnceValue(func() tftypes.Type { return terraformType(attachmentAttributes()) })
	attachmentListType = sync.OnceValue(func() tftypes.Type { return tftypes.List{ElementType: attachmentType()} })
	failureType        = sync.OnceValue(func() tftypes.Type { return terraformType(failureAttributes()) })
	recordResultType   = sync.OnceValue(func() tftypes.Type { return terraformType(resultAttributes()) })
	recordMapType      = sync.OnceValue(func() tftypes.Type { return tftypes.Map{ElementType: recordResultType()} })
)

func terraformType(attributes map[string]schema.Attribute) tftypes.Type {
	return objectType(attributes).TerraformType(context.Background())
}
