package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
)

// dataSource is a source whose result Terraform keeps in the state.
type dataSource struct {
	source
	session *session
}

func (s source) newDataSource() datasource.DataSource {
	return &dataSource{source: s}
}

func (d *dataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + d.name
}

func (d *dataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = d.schema(ctx)
}

func (d *dataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	opened, diags := sessionOf(req.ProviderData)
	resp.Diagnostics.Append(diags...)
	d.session = opened
}

func (d *dataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	if req.ClientCapabilities.DeferralAllowed && d.session.waitsForSettings() {
		resp.Deferred = &datasource.Deferred{Reason: datasource.DeferredReasonProviderConfigUnknown}
		resp.State.Raw = unknownObject(ctx, resp.State.Schema)
		return
	}
	resp.Diagnostics.Append(d.read(ctx, d.session, req.Config)...)
}
