package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
)

// withDataSources puts data sources in the place of a provider's own.
func withDataSources(p provider.Provider, sources ...datasource.DataSource) provider.Provider {
	changed := changedProvider{Provider: p}
	for _, source := range sources {
		changed.constructors = append(changed.constructors, func() datasource.DataSource { return source })
	}
	return changed
}

type changedProvider struct {
	provider.Provider
	constructors []func() datasource.DataSource
}

func (p changedProvider) DataSources(context.Context) []func() datasource.DataSource {
	return p.constructors
}

// NewObserved returns a New that calls f at the end of each read, before the framework goes on.
func NewObserved(f func()) func(string, ...Option) func() provider.Provider {
	return func(version string, options ...Option) func() provider.Provider {
		return func() provider.Provider {
			var observed []datasource.DataSource
			for _, s := range sources() {
				observed = append(observed, &observedDataSource{dataSource{source: s}, f})
			}
			return withDataSources(New(version, options...)(), observed...)
		}
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
