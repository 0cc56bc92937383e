package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// recordAttachmentsSource reads the attachments of one record.
func recordAttachmentsSource() source {
	return source{
		name:   "record_attachments",
		schema: recordAttachmentsSchema,
		ephemeral: "Reads all attachments of a Zoho CRM record, files and links, however many there are, and leaves no trace of them in the state or in a saved plan. " +
			"It takes and returns what the data source of the same name does.",
		model:  func() model { return new(recordAttachmentsModel) },
		scopes: zohocrm.RequiredScopes,
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
		MarkdownDescription: "Reads all attachments of a Zoho CRM record, files and links, however many there are.",
		Attributes: withInputs(ctx, map[string]schema.Attribute{
			"record_id": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Id of the record: 1 to 20 digits, as the last part of the record's address in the web app shows it.",
				Validators:          []validator.String{recordIDRule()},
			},
			attachmentsName: attachmentsAttribute("The attachments of the record, all of them, the highest id (the newest) first. The list is empty, never null, where the record has none. " +
				"A key that Zoho's answer does not hold, or holds as null, is null."),
		}),
	}
}

func (m *recordAttachmentsModel) read(ctx context.Context, client *zohocrm.Client, fields []string, timeout time.Duration) (map[string]encoded, warnings, *problem) {
	request := zohocrm.Request{Module: m.Module.ValueString(), RecordID: m.RecordID.ValueString(), Fields: fields}
	found := newAttachmentRows()
	for attachment, err := range client.Attachments(ctx, request) {
		if err != nil {
			return nil, nil, diagnose(err, readTarget{request: request, timeout: timeout})
		}
		if err := found.add(&attachment); err != nil {
			return nil, nil, unexpected(err)
		}
	}
	list, err := found.list()
	if err != nil {
		return nil, nil, unexpected(err)
	}
	return map[string]encoded{attachmentsName: list}, found.mismatches, nil
}
