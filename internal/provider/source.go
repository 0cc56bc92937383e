package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// source is a type of block that reads: a data source, and by the same schema and the same read its ephemeral twin, whose
// result Terraform keeps in no plan and no state.
type source struct {
	name      string // of the type, after the provider's
	schema    func(context.Context) schema.Schema
	ephemeral string // the twin's description, in Markdown
	model     func() model
	fields    []string                     // that are asked for where none are named
	scopes    func(module string) []string // of OAuth, that a read requires
}

// sources are the provider's.
func sources() []source {
	return []source{recordAttachmentsSource(), attachmentsSource(), recordsSource()}
}

// model is the configuration of a source, which the framework fills in.
type model interface {
	// resolve returns the fields to ask for and the time that the read may take.
	resolve(ctx context.Context) (fields []string, timeout time.Duration, diags diag.Diagnostics)

	// read returns the attributes that hold the source's result, whole, or why there is none.
	read(ctx context.Context, client *zohocrm.Client, options readOptions) (map[string]encoded, warnings, *problem)
}

// readOptions are what the read of every source has.
type readOptions struct {
	fields  []string
	timeout time.Duration // of the context, for messages
	size    *resultSize   // of the result
}

// warnings are what a read that succeeds has to say all the same.
type warnings interface{ diagnostics() diag.Diagnostics }

// read puts what a configuration asks for into the context's result. The session is nil where there is none.
func (s source) read(ctx context.Context, opened *session, config tfsdk.Config) diag.Diagnostics {
	result, err := resultOf(ctx)
	if err != nil {
		return diag.Diagnostics{unexpected(err).diagnostic()}
	}
	m := s.model()
	diags := config.Get(ctx, m)
	if diags.HasError() {
		return diags
	}
	fields, timeout, diags := m.resolve(ctx)
	if diags.HasError() {
		return diags
	}
	if p := opened.notReady(); p != nil {
		return diag.Diagnostics{p.diagnostic()}
	}

	if fields == nil {
		fields = s.fields
	}
	result.size.limit = opened.maxResult
	ctx, cancel := context.WithTimeout(opened.masked(ctx), timeout)
	defer cancel()
	attributes, told, p := m.read(ctx, opened.client, readOptions{fields, timeout, &result.size})
	if p != nil {
		return diag.Diagnostics{opened.complete(p).diagnostic()}
	}
	if err := result.size.whole(attributes); err != nil {
		return diag.Diagnostics{wholeResultProblem(err).diagnostic()}
	}
	result.attributes = attributes
	return told.diagnostics()
}
