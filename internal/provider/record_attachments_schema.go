package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func recordAttachmentsSchema(ctx context.Context) schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Reads all attachments of a Zoho CRM record, files and links, however many there are.",
		Attributes: map[string]schema.Attribute{
			"module": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "API name of the record's module, such as `Deals`, `Price_Books` or the API name of a custom module.",
				Validators:          []validator.String{moduleRule()},
			},
			"record_id": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Id of the record: 1 to 20 digits, as the last part of the record's address in the web app shows it.",
				Validators:          []validator.String{recordIDRule()},
			},
			"fields": schema.SetAttribute{
				ElementType: types.StringType,
				Optional:    true,
				MarkdownDescription: "API names of the fields to ask for, 1 to 50, as Zoho writes them (`File_Name`, `$file_id`). Zoho always adds `id`; what is not asked for is null. " +
					"Left out, these are asked for: `" + strings.Join(defaultFields(), "`, `") + "`.",
				Validators: []validator.Set{fieldsRule{}},
			},
			"timeouts": timeoutsAttribute(ctx),
			attachmentsName: newAttachmentsAttribute("The attachments of the record, all of them, the highest id (the newest) first. The list is empty, never null, where the record has none. " +
				"A key that Zoho's answer does not hold, or holds as null, is null."),
		},
	}
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

// attachmentAttributes is the schema of an attachment, by the table of its columns.
func attachmentAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute)
	for _, c := range columns() {
		attributes[c.name()] = c.kind.attribute(c.description)
	}
	attributes[additionalFields] = schema.MapAttribute{
		ElementType: types.StringType,
		Computed:    true,
		MarkdownDescription: "Every other key of the answer by its own name, its value as compact JSON with sorted keys (`jsondecode` reads it); keys whose value is null are left out. " +
			"A value of an unexpected type stands here too, under its key. The map is empty, never null, where there is nothing.",
	}
	return attributes
}
