package provider_test

import (
	"context"
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
)

// The types of the blocks that read.
const (
	recordAttachments = "zohocrm_record_attachments"
	manyAttachments   = "zohocrm_attachments"
)

// unknown is a configured value that is not known yet.
var unknown = tftypes.UnknownValue

// block is a block of configuration: a missing attribute is null.
type block map[string]any

// with returns the block with more attributes.
func (b block) with(more block) block {
	merged := maps.Clone(b)
	maps.Copy(merged, more)
	return merged
}

// protocol drives a provider as Terraform does, with no CLI.
type protocol struct {
	tb       testing.TB
	server   tfprotov6.ProviderServer
	schema   *tfprotov6.GetProviderSchemaResponse
	source   source // that read and validate are about
	typeName string // likewise
}

// newProtocol serves a provider that sees the environment variables given, and no others.
func newProtocol(tb testing.TB, environment map[string]string, options ...provider.Option) *protocol {
	tb.Helper()
	return newProtocolOf(tb, ownServer, environment, options...)
}

func newProtocolOf(tb testing.TB, newServer newServer, environment map[string]string, options ...provider.Option) *protocol {
	tb.Helper()
	options = append([]provider.Option{
		provider.WithEnvironment(environment), provider.WithTokenCacheDir(tb.TempDir()), provider.WithClock(new(instantClock)),
	}, options...)
	server := newServer(options...)
	schema, err := server.GetProviderSchema(tb.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		tb.Fatal(err)
	}
	return &protocol{tb, server, schema, dataSource, recordAttachments}
}

// connected serves a provider that is configured for a mock.
func connected(tb testing.TB, server interface{ URL() string }) *protocol {
	tb.Helper()
	return connectedOf(tb, ownServer, server)
}

func connectedOf(tb testing.TB, newServer newServer, server interface{ URL() string }) *protocol {
	tb.Helper()
	p := newProtocolOf(tb, newServer, environmentFor(server))
	wantNone(tb, p.configure(nil))
	return p
}

func (p *protocol) configure(config block) []*tfprotov6.Diagnostic {
	p.tb.Helper()
	value := dynamic(p.tb, p.schema.Provider.ValueType(), config)
	resp, err := p.server.ConfigureProvider(p.tb.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.11.4", Config: value})
	if err != nil {
		p.tb.Fatal(err)
	}
	return resp.Diagnostics
}

func (p *protocol) validateProvider(config block) []*tfprotov6.Diagnostic {
	p.tb.Helper()
	value := dynamic(p.tb, p.schema.Provider.ValueType(), config)
	resp, err := p.server.ValidateProviderConfig(p.tb.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: value})
	if err != nil {
		p.tb.Fatal(err)
	}
	return resp.Diagnostics
}

func (p *protocol) validate(config block) []*tfprotov6.Diagnostic {
	p.tb.Helper()
	diags, err := p.source.validate(p.tb.Context(), p.server, p.typeName, dynamic(p.tb, p.sourceType(), config))
	if err != nil {
		p.tb.Fatal(err)
	}
	return diags
}

// read reads the data source, or whatever the source is. The state is nil where it is null.
func (p *protocol) read(ctx context.Context, config block) (map[string]any, []*tfprotov6.Diagnostic) {
	p.tb.Helper()
	result, diags, err := p.source.read(ctx, p.server, p.typeName, dynamic(p.tb, p.sourceType(), config))
	if err != nil {
		p.tb.Fatal(err)
	}
	if result == nil {
		return nil, diags
	}
	state, err := result.Unmarshal(p.sourceType())
	if err != nil {
		p.tb.Fatal(err)
	}
	object, _ := plain(p.tb, state).(map[string]any)
	return object, diags
}

// mustRead returns the attachments of a read that has no diagnostics.
func (p *protocol) mustRead(config block) []map[string]any {
	p.tb.Helper()
	state, diags := p.read(p.tb.Context(), config)
	wantNone(p.tb, diags)
	return attachmentsOf(p.tb, state)
}

func (p *protocol) sourceType() tftypes.Type {
	return p.source.schemas(p.schema)[p.typeName].ValueType()
}

func attachmentsOf(tb testing.TB, state map[string]any) []map[string]any {
	tb.Helper()
	list, ok := state["attachments"].([]any)
	if !ok {
		tb.Fatalf("attachments is %#v, want a list", state["attachments"])
	}
	attachments := make([]map[string]any, len(list))
	for i, item := range list {
		attachments[i] = item.(map[string]any)
	}
	return attachments
}
