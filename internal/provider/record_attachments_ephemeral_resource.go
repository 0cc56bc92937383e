package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
)

// recordAttachmentsEphemeralResource is the data source's twin, whose result Terraform keeps in no plan and no state.
type recordAttachmentsEphemeralResource struct {
	session *session
}

func newRecordAttachmentsEphemeralResource() ephemeral.EphemeralResource {
	return &recordAttachmentsEphemeralResource{}
}

func (r *recordAttachmentsEphemeralResource) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_record_attachments"
}

// Schema is that of the data source. Its attributes fit as they are: an attribute of either schema package is whatever
// has the framework's methods of an attribute.
func (r *recordAttachmentsEphemeralResource) Schema(ctx context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads all attachments of a Zoho CRM record, files and links, however many there are, and leaves no trace of them in the state or in a saved plan. " +
			"It takes and returns what the data source of the same name does.",
		Attributes: make(map[string]schema.Attribute),
	}
	for name, attribute := range recordAttachmentsSchema(ctx).Attributes {
		resp.Schema.Attributes[name] = attribute
	}
}

func (r *recordAttachmentsEphemeralResource) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	opened, diags := sessionOf(req.ProviderData)
	resp.Diagnostics.Append(diags...)
	r.session = opened
}

func (r *recordAttachmentsEphemeralResource) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	result, diags := r.session.readRecordAttachments(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if !resp.Diagnostics.HasError() {
		resp.Result.Raw = result
	}
}
