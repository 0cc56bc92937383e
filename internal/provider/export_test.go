package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// changedProvider is a provider with other sources in the place of its own.
type changedProvider struct {
	provider.Provider
	dataSource        func(source) datasource.DataSource
	ephemeralResource func(source) ephemeral.EphemeralResource
}

func (p changedProvider) DataSources(context.Context) []func() datasource.DataSource {
	var constructors []func() datasource.DataSource
	for _, s := range sources() {
		constructors = append(constructors, func() datasource.DataSource { return p.dataSource(s) })
	}
	return constructors
}

func (p changedProvider) EphemeralResources(ctx context.Context) []func() ephemeral.EphemeralResource {
	if p.ephemeralResource == nil {
		return p.Provider.(provider.ProviderWithEphemeralResources).EphemeralResources(ctx)
	}
	var constructors []func() ephemeral.EphemeralResource
	for _, s := range sources() {
		constructors = append(constructors, func() ephemeral.EphemeralResource { return p.ephemeralResource(s) })
	}
	return constructors
}

// NewObserved returns a function that serves a provider which calls f at the end of each read, before the framework goes on.
func NewObserved(f func()) func(...Option) tfprotov6.ProviderServer {
	return func(options ...Option) tfprotov6.ProviderServer {
		return NewServer(func() provider.Provider {
			return changedProvider{
				Provider:   New("test", options...)(),
				dataSource: func(s source) datasource.DataSource { return &observedDataSource{dataSource{source: s}, f} },
			}
		})()
	}
}

type observedDataSource struct {
	dataSource
	atEnd func()
}

func (d *observedDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	d.dataSource.Read(ctx, req, resp)
	d.atEnd()
}

// Summaries are the summaries of all diagnostics.
func Summaries() []string {
	var all []string
	for s := range summaryCount {
		all = append(all, s.String())
	}
	return all
}

// MaxResult is the largest object of a block, in bytes.
const MaxResult = maxResult

// WithMaxResult lowers it.
func WithMaxResult(bytes int64) Option {
	return func(p *zohocrmProvider) { p.maxResult = bytes }
}
