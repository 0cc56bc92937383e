package provider

import (
	"context"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// source is a type of block that reads: a data source, and by the same schema and the same read its ephemeral twin, whose
// result Terraform keeps in no plan and no state.
type source struct {
	name      string // of the type, after the provider's
	schema    func(context.Context) schema.Schema
	ephemeral string // the twin's description, in Markdown
	result    string // the attribute for what was read
	model     func() model
}

// sources are the provider's.
func sources() []source {
	return []source{recordAttachmentsSource(), attachmentsSource()}
}

// model is the configuration of a source, which the framework fills in.
type model interface {
	// resolve returns the fields to ask for and the time that the read may take.
	resolve(ctx context.Context) (fields []string, timeout time.Duration, diags diag.Diagnostics)

	// read returns the source's result, whole, or why there is none.
	read(ctx context.Context, client *zohocrm.Client, fields []string, timeout time.Duration) (tftypes.Value, misfits, *problem)
}

// read returns the configuration with the result in it. The session is nil where there is none.
func (s source) read(ctx context.Context, opened *session, config tfsdk.Config) (tftypes.Value, diag.Diagnostics) {
	var none tftypes.Value
	m := s.model()
	diags := config.Get(ctx, m)
	if diags.HasError() {
		return none, diags
	}
	fields, timeout, diags := m.resolve(ctx)
	if diags.HasError() {
		return none, diags
	}
	if p := opened.notReady(); p != nil {
		return none, diag.Diagnostics{p.diagnostic()}
	}

	ctx, cancel := context.WithTimeout(opened.masked(ctx), timeout)
	defer cancel()
	result, misfits, p := m.read(ctx, opened.client, fields, timeout)
	if p != nil {
		return none, diag.Diagnostics{p.diagnostic()}
	}
	state, err := withResult(config.Raw, s.result, result)
	if err != nil {
		return none, diag.Diagnostics{unexpected(err).diagnostic()}
	}
	return state, misfits.diagnostics()
}

// withResult returns a configuration with a result in the place of its own, which is null.
func withResult(config tftypes.Value, name string, result tftypes.Value) (tftypes.Value, error) {
	var attributes map[string]tftypes.Value
	if err := config.As(&attributes); err != nil {
		return tftypes.Value{}, err
	}
	attributes = maps.Clone(attributes) // As hands out the map of the configuration itself
	attributes[name] = result
	return tftypes.NewValue(config.Type(), attributes), nil
}
