package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

const (
	// maxRecords is how many records one block may read: as many as fit the default timeout at Zoho's usual pace.
	maxRecords = 10_000

	onErrorFail    = "fail"
	onErrorCollect = "collect"

	// recordsName is the attribute that holds the records by their ids.
	recordsName = "records"

	// errorName is the attribute that tells why a record could not be read.
	errorName = "error"
)

// attachmentsSource reads the attachments of many records.
func attachmentsSource() source {
	return source{
		name:   "attachments",
		schema: attachmentsSchema,
		ephemeral: "Reads all attachments of many Zoho CRM records of a module, several at once, and stores none of them in the state or in a " +
			"saved plan. Its attributes are those of the data source of the same name.",
		model:  func() model { return new(attachmentsModel) },
		fields: defaultFields(),
		scopes: catalog.RequiredScopes,
	}
}

// attachmentsModel is the configuration of a read of many records.
type attachmentsModel struct {
	inputs
	RecordIDs types.List   `tfsdk:"record_ids"`
	OnError   types.String `tfsdk:"on_error"`
	Records   types.Map    `tfsdk:"records"`
}

func attachmentsSchema(ctx context.Context) schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Reads all attachments of many Zoho CRM records of a module, several at once.",
		Attributes: withInputs(ctx, attachmentFields(), map[string]schema.Attribute{
			"record_ids": schema.ListAttribute{
				ElementType: types.StringType,
				Required:    true,
				MarkdownDescription: "Ids of the records, up to 10,000, each of 1 to 20 digits, in any order. An id that is listed twice is read " +
					"once. With an empty list, nothing is read.",
				Validators: []validator.List{recordIDsRule{}},
			},
			"on_error": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "What happens when a record cannot be read. With `fail`, the default, the read fails. With `collect`, " +
					"the record gets an `error`, and the others are read. A problem that does not concern a single record, such as rejected " +
					"credentials, always fails the read. A read of 20 records or more also fails if none of the first 20 can be read.",
				Validators: []validator.String{onErrorRule()},
			},
			recordsName: schema.MapNestedAttribute{
				Computed:            true,
				MarkdownDescription: "What was read: an element for each record, with the id of the record as key.",
				NestedObject:        schema.NestedAttributeObject{Attributes: resultAttributes()},
			},
		}),
	}
}

// resultAttributes is the schema of what a record comes to.
func resultAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		attachmentsName: attachmentsAttribute("All attachments of the record, the highest id (the newest) first. Empty if it has none, " +
			"null if `error` is set. " + whenNull),
		errorName: schema.SingleNestedAttribute{
			Computed:            true,
			MarkdownDescription: "Why the record could not be read. Null if it was read, and always null with `fail`.",
			Attributes:          failureAttributes(),
		},
	}
}

func failureAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"code": schema.StringAttribute{
			Computed: true,
			MarkdownDescription: "Zoho's error code, such as `INVALID_DATA` for a record that does not exist. " +
				"Null if the response was not an error from Zoho.",
		},
		"message": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "What happened and why, followed by the server's response. Never null.",
		},
		"status": schema.Int64Attribute{
			Computed:            true,
			MarkdownDescription: "HTTP status of the response. Null if the cause is not a single response.",
		},
	}
}
