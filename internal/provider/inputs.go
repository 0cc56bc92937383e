package provider

import (
	"context"
	"maps"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// defaultReadTimeout bounds the whole read where the configuration does not.
const defaultReadTimeout = 10 * time.Minute

// inputs are the attributes that every source has besides the records to read. Which fields may be named is the source's.
type inputs struct {
	Module   types.String   `tfsdk:"module"`
	Fields   types.Set      `tfsdk:"fields"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// withInputs adds the attributes of the inputs to those of a source.
func withInputs(ctx context.Context, fields schema.SetAttribute, attributes map[string]schema.Attribute) map[string]schema.Attribute {
	maps.Copy(attributes, map[string]schema.Attribute{
		"module": schema.StringAttribute{
			Required:            true,
			MarkdownDescription: "API name of the module, such as `Deals`, `Price_Books`, or that of a custom module.",
			Validators:          []validator.String{moduleRule()},
		},
		"fields":   fields,
		"timeouts": timeoutsAttribute(ctx),
	})
	return attributes
}

// attachmentFields is the attribute of the fields of attachments.
func attachmentFields() schema.SetAttribute {
	return schema.SetAttribute{
		ElementType: types.StringType,
		Optional:    true,
		MarkdownDescription: "API names of the fields to request, 1 to 50; `id` is always added. " +
			"Defaults to `" + strings.Join(defaultFields(), "`, `") + "`.",
		Validators: []validator.Set{fieldsRule{}},
	}
}

// timeoutsAttribute is that of the timeouts package, with a rule of ours in the place of the package's: that one passes a timeout which
// leaves no time, and recommends "-1.5h" for one that is no duration.
func timeoutsAttribute(ctx context.Context) schema.Attribute {
	attribute, ok := timeouts.AttributesWithOpts(ctx, timeouts.Opts{
		ReadDescription: "Timeout of the whole read, retries included, such as `90s` or `5m`. Defaults to `10m`.",
	}).(schema.SingleNestedAttribute)
	if !ok {
		return timeouts.Attributes(ctx)
	}
	attribute.MarkdownDescription = "Timeouts of the block."
	if read, ok := attribute.Attributes["read"].(schema.StringAttribute); ok {
		read.MarkdownDescription = read.Description
		read.Validators = []validator.String{timeoutRule()}
		attribute.Attributes["read"] = read
	}
	return attribute
}

// resolve returns no fields where none are named.
func (i inputs) resolve(ctx context.Context) (fields []string, timeout time.Duration, diags diag.Diagnostics) {
	timeout, diags = i.Timeouts.Read(ctx, defaultReadTimeout)
	if !i.Fields.IsNull() {
		diags.Append(i.Fields.ElementsAs(ctx, &fields, false)...)
	}
	return fields, timeout, diags
}
