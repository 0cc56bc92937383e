package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
)

// withDataSource puts a data source in the place of a provider's own.
func withDataSource(p provider.Provider, source datasource.DataSource) provider.Provider {
	return changedProvider{p, source}
}

type changedProvider struct {
	provider.Provider
	source datasource.DataSource
}

func (p changedProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return p.source }}
}

// NewObserved returns a New that calls f at the end of each read, before the framework goes on.
func NewObserved(f func()) func(string, ...Option) func() provider.Provider {
	return func(version string, options ...Option) func() provider.Provider {
		return func() provider.Provider {
			return withDataSource(New(version, options...)(), &observedDataSource{atEnd: f})
		}
	}
}

type observedDataSource struct {
	recordAttachmentsDataSource
	atEnd func()
}

func (d *observedDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	d.recordAttachmentsDataSource.Read(ctx, req, resp)
	d.atEnd()
}
