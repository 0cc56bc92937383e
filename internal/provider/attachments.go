package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
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
		ephemeral: "Reads all attachments of many Zoho CRM records of a module at once, and leaves no trace of them in the state or in a saved plan. " +
			"It takes and returns what the data source of the same name does.",
		model:  func() model { return new(attachmentsModel) },
		scopes: zohocrm.RequiredScopes,
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
		MarkdownDescription: "Reads all attachments of many Zoho CRM records of a module at once, side by side within the provider's `max_concurrent_requests`.",
		Attributes: withInputs(ctx, map[string]schema.Attribute{
			"record_ids": schema.ListAttribute{
				ElementType: types.StringType,
				Required:    true,
				MarkdownDescription: "Ids of the records, up to 10,000, each of 1 to 20 digits. A record that is named twice is read once; where there are none, nothing is read. " +
					"Their order does not matter.",
				Validators: []validator.List{recordIDsRule{}},
			},
			"on_error": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "What becomes of the read where a record cannot be read: with `fail` the first such record fails it, with `collect` the record's `error` tells why, and the others are read all the same. " +
					"What is no record's fault (credentials, scopes, limits, the module, no connection) fails the read either way, and so do failures of the first 20 records, whatever they are, where none was read. Defaults to `fail`.",
				Validators: []validator.String{onErrorRule()},
			},
			recordsName: schema.MapNestedAttribute{
				Computed:            true,
				MarkdownDescription: "What was read, by the id of the record: an element for each of `record_ids`.",
				NestedObject:        schema.NestedAttributeObject{Attributes: resultAttributes()},
			},
		}),
	}
}

// resultAttributes is the schema of what a record comes to.
func resultAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		attachmentsName: attachmentsAttribute("The attachments of the record, all of them, the highest id (the newest) first. The list is empty where the record has none, and null where `error` is not. " +
			"A key that Zoho's answer does not hold, or holds as null, is null."),
		errorName: schema.SingleNestedAttribute{
			Computed:            true,
			MarkdownDescription: "Why the record could not be read. Null where it was; always null unless `on_error` is `collect`.",
			Attributes:          failureAttributes(),
		},
	}
}

func failureAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"code":    schema.StringAttribute{Computed: true, MarkdownDescription: "Zoho's code, such as `INVALID_DATA` for a record that does not exist. Null where the answer was not an error of Zoho's own form."},
		"message": schema.StringAttribute{Computed: true, MarkdownDescription: "Zoho's message, or the provider's where Zoho gave none. Never null."},
		"status":  schema.Int64Attribute{Computed: true, MarkdownDescription: "HTTP status of the answer. Null where the fault is in the pages as a whole, and not in one answer."},
	}
}
