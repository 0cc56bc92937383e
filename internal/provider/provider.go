// Package provider is Terraform's side of the provider: schema, settings, values and the words of its messages. What it
// knows of Zoho CRM comes through package zohocrm, which is its only way out.
package provider

import (
	"context"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/throttle"
)

// Address is the provider's address in the registry.
const Address = "registry.terraform.io/terraform-zohocrm/zohocrm"

// typePrefix begins the name of every type of block.
const typePrefix = "zohocrm_"

// An Option changes the provider's surroundings.
type Option func(*zohocrmProvider)

// WithEnvironment replaces the environment variables that settings are read from.
func WithEnvironment(variables map[string]string) Option {
	return func(p *zohocrmProvider) {
		p.lookupEnv = func(name string) (string, bool) {
			value, isSet := variables[name]
			return value, isSet
		}
	}
}

// WithTransport replaces the transport that requests go through.
func WithTransport(transport zohocrm.Transport) Option {
	return func(p *zohocrmProvider) { p.transport = transport }
}

// WithClock replaces the time that waits between tries go by.
func WithClock(clock throttle.Clock) Option {
	return func(p *zohocrmProvider) { p.clock = clock }
}

// WithTokenCacheDir replaces the folder in which access tokens are kept.
func WithTokenCacheDir(dir string) Option {
	return func(p *zohocrmProvider) { p.cacheDir = dir }
}

// New returns a function that makes the provider, as provider servers want it. The version stands in the User-Agent.
func New(version string, options ...Option) func() provider.Provider {
	return func() provider.Provider {
		p := &zohocrmProvider{version: version, lookupEnv: os.LookupEnv, maxResult: maxResult}
		for _, option := range options {
			option(p)
		}
		return p
	}
}

type zohocrmProvider struct {
	version   string
	lookupEnv func(string) (string, bool)
	transport zohocrm.Transport
	clock     throttle.Clock
	cacheDir  string // empty for the one of the user
	maxResult int64  // bytes of the object of a block
	log       debugLog
}

func (p *zohocrmProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = strings.TrimSuffix(typePrefix, "_")
	resp.Version = p.version
}

func (p *zohocrmProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Finds records of Zoho CRM and reads their attachments, complete and typed.",
		Attributes:          settingAttributes(),
	}
}

func (p *zohocrmProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	values, diags := resolveSettings(ctx, req.Config, p.lookupEnv)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	session, diags := p.open(values, req.TerraformVersion)
	resp.Diagnostics.Append(diags...)
	resp.DataSourceData = session
	resp.EphemeralResourceData = session
}

func (p *zohocrmProvider) DataSources(context.Context) []func() datasource.DataSource {
	var constructors []func() datasource.DataSource
	for _, s := range sources() {
		constructors = append(constructors, s.newDataSource)
	}
	return constructors
}

func (p *zohocrmProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	var constructors []func() ephemeral.EphemeralResource
	for _, s := range sources() {
		constructors = append(constructors, s.newEphemeralResource)
	}
	return constructors
}

func (p *zohocrmProvider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{newParseRecordURLFunction, newRequiredScopesFunction, newCOQLLiteralFunction}
}

func (p *zohocrmProvider) Resources(context.Context) []func() resource.Resource {
	return nil
}
