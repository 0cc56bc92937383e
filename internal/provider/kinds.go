package provider

import "github.com/hashicorp/terraform-plugin-framework/datasource/schema"

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
		"id":    schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the user: digits."},
		"name":  schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the user."},
		"email": schema.StringAttribute{Computed: true, MarkdownDescription: "E-mail address of the user."},
	}
}

func recordAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":   schema.StringAttribute{Computed: true, MarkdownDescription: "Id of the record: digits."},
		"name": schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the record."},
	}
}
