package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
)

type recordAttachmentsDataSource struct {
	session *session
}

func newRecordAttachmentsDataSource() datasource.DataSource {
	return &recordAttachmentsDataSource{}
}

func (d *recordAttachmentsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_record_attachments"
}

func (d *recordAttachmentsDataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = recordAttachmentsSchema(ctx)
}

func (d *recordAttachmentsDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	opened, diags := sessionOf(req.ProviderData)
	resp.Diagnostics.Append(diags...)
	d.session = opened
}

func (d *recordAttachmentsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	state, diags := d.session.readRecordAttachments(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if !resp.Diagnostics.HasError() {
		resp.State.Raw = state
	}
}
