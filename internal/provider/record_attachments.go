package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// recordAttachmentsSource reads the attachments of one record.
func recordAttachmentsSource() source {
	return source{
		name:   "record_attachments",
		schema: recordAttachmentsSchema,
		ephemeral: "Reads all attachments of a Zoho CRM record, files and links, and stores none of them in the state or in a saved plan. " +
			"Its attributes are those of the data source of the same name.",
		model:  func() model { return new(recordAttachmentsModel) },
		fields: defaultFields(),
		scopes: catalog.RequiredScopes,
	}
}

// recordAttachmentsModel is the configuration of a read.
type recordAttachmentsModel struct {
	inputs
	RecordID    types.String `tfsdk:"record_id"`
	Attachments types.List   `tfsdk:"attachments"`
}

func recordAttachmentsSchema(ctx context.Context) schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Reads all attachments of a Zoho CRM record, files and links.",
		Attributes: withInputs(ctx, attachmentFields(), map[string]schema.Attribute{
			"record_id": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Id of the record, 1 to 20 digits: the last part of the record's URL in the web app.",
				Validators:          []validator.String{recordIDRule()},
			},
			attachmentsName: attachmentsAttribute("All attachments of the record, the highest id (the newest) first. Empty, never null, " +
				"if it has none. " + whenNull),
		}),
	}
}

func (m *recordAttachmentsModel) read(
	ctx context.Context, client *zohocrm.Client, options readOptions,
) (map[string]encoded, warnings, *problem) {
	request := zohocrm.Request{Module: m.Module.ValueString(), RecordID: m.RecordID.ValueString(), Fields: options.fields}
	target := readTarget{request: request, timeout: options.timeout}
	found := newAttachmentRows(options.size)
	switch ended, failed := found.addAll(client.Attachments(ctx, request)); {
	case ended != nil:
		return nil, nil, diagnose(ended, target)
	case failed != nil:
		return nil, nil, rowProblem(failed, target)
	}
	list, err := found.list()
	if err != nil {
		return nil, nil, unexpected(err)
	}
	return map[string]encoded{attachmentsName: list}, found.mismatches, nil
}
