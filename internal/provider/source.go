package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// source is a type of block that reads: a data source, and by the same schema and the same read its ephemeral twin, whose
// result Terraform keeps in no plan and no state.
type source struct {
	name      string // of the type, after the provider's
	schema    func(context.Context) schema.Schema
	ephemeral string // the twin's description, in Markdown

	// read returns the configuration with what was read in it. The session is nil where there is none.
	read func(ctx context.Context, s *session, config tfsdk.Config) (tftypes.Value, diag.Diagnostics)
}

// sources are the provider's.
func sources() []source {
	return []source{recordAttachmentsSource(), attachmentsSource()}
}
