package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
)

// ephemeralResource is a source whose result Terraform keeps nowhere.
type ephemeralResource struct {
	source
	session *session
}

func (s source) newEphemeralResource() ephemeral.EphemeralResource {
	return &ephemeralResource{source: s}
}

func (r *ephemeralResource) Metadata(_ context.Context, req ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + r.name
}

// Schema is that of the data source. Its attributes fit as they are: an attribute of either schema package is whatever
// has the framework's methods of an attribute.
func (r *ephemeralResource) Schema(ctx context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: r.ephemeral,
		Attributes:          make(map[string]schema.Attribute),
	}
	for name, attribute := range r.schema(ctx).Attributes {
		resp.Schema.Attributes[name] = attribute
	}
}

func (r *ephemeralResource) Configure(_ context.Context, req ephemeral.ConfigureRequest, resp *ephemeral.ConfigureResponse) {
	opened, diags := sessionOf(req.ProviderData)
	resp.Diagnostics.Append(diags...)
	r.session = opened
}

func (r *ephemeralResource) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	if req.ClientCapabilities.DeferralAllowed && r.session.waitsForSettings() {
		resp.Deferred = &ephemeral.Deferred{Reason: ephemeral.DeferredReasonProviderConfigUnknown}
		resp.Result.Raw = unknownObject(ctx, resp.Result.Schema)
		return
	}
	resp.Diagnostics.Append(r.read(ctx, r.session, req.Config)...)
}
