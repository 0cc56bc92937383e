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

// inputs are what every source is told besides the records to read.
type inputs struct {
	Module   types.String   `tfsdk:"module"`
	Fields   types.Set      `tfsdk:"fields"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// withInputs returns the attributes of a source, those of its inputs among them.
func withInputs(ctx context.Context, attributes map[string]schema.Attribute) map[string]schema.Attribute {
	maps.Copy(attributes, map[string]schema.Attribute{
		"module": schema.StringAttribute{
			Required:            true,
			MarkdownDescription: "API name of the module, such as `Deals`, `Price_Books` or the API name of a custom module.",
			Validators:          []validator.String{moduleRule()},
		},
		"fields": schema.SetAttribute{
			ElementType: types.StringType,
			Optional:    true,
			MarkdownDescription: "API names of the fields to ask for, 1 to 50, as Zoho writes them (`File_Name`, `$file_id`). Zoho always adds `id`; what is not asked for is null. " +
				"Left out, these are asked for: `" + strings.Join(defaultFields(), "`, `") + "`.",
			Validators: []validator.Set{fieldsRule{}},
		},
		"timeouts": timeoutsAttribute(ctx),
	})
	return attributes
}

// timeoutsAttribute is the one of the timeouts package, with a rule of our own: a read that has no time cannot succeed.
func timeoutsAttribute(ctx context.Context) schema.Attribute {
	attribute, ok := timeouts.AttributesWithOpts(ctx, timeouts.Opts{
		ReadDescription: "Time that the whole read may take, all pages and all tries, as a duration such as `90s` or `5m`; more than zero. Defaults to `10m`.",
	}).(schema.SingleNestedAttribute)
	if !ok {
		return timeouts.Attributes(ctx)
	}
	attribute.MarkdownDescription = "Bounds on the time that the read may take."
	if read, ok := attribute.Attributes["read"].(schema.StringAttribute); ok {
		read.MarkdownDescription = read.Description
		read.Validators = append(read.Validators, positiveDurationRule())
		attribute.Attributes["read"] = read
	}
	return attribute
}

func (i inputs) resolve(ctx context.Context) (fields []string, timeout time.Duration, diags diag.Diagnostics) {
	timeout, diags = i.Timeouts.Read(ctx, defaultReadTimeout)
	if i.Fields.IsNull() {
		return defaultFields(), timeout, diags
	}
	diags.Append(i.Fields.ElementsAs(ctx, &fields, false)...)
	return fields, timeout, diags
}
