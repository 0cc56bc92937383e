package provider_test

import (
	"context"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// source is a kind of block that reads, by the calls that Terraform makes for a type of it.
type source struct {
	name     string
	schemas  func(*tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema
	validate func(ctx context.Context, server tfprotov6.ProviderServer, typeName string, config *tfprotov6.DynamicValue) ([]*tfprotov6.Diagnostic, error)
	read     func(ctx context.Context, server tfprotov6.ProviderServer, typeName string, config *tfprotov6.DynamicValue) (*tfprotov6.DynamicValue, []*tfprotov6.Diagnostic, error)
}

var dataSource = source{
	name: "data source",
	schemas: func(schemas *tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema {
		return schemas.DataSourceSchemas
	},
	validate: func(ctx context.Context, server tfprotov6.ProviderServer, typeName string, config *tfprotov6.DynamicValue) ([]*tfprotov6.Diagnostic, error) {
		resp, err := server.ValidateDataResourceConfig(ctx, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: typeName, Config: config})
		if err != nil {
			return nil, err
		}
		return resp.Diagnostics, nil
	},
	read: func(ctx context.Context, server tfprotov6.ProviderServer, typeName string, config *tfprotov6.DynamicValue) (*tfprotov6.DynamicValue, []*tfprotov6.Diagnostic, error) {
		resp, err := server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: typeName, Config: config})
		if err != nil {
			return nil, nil, err
		}
		return resp.State, resp.Diagnostics, nil
	},
}

var ephemeralResource = source{
	name: "ephemeral resource",
	schemas: func(schemas *tfprotov6.GetProviderSchemaResponse) map[string]*tfprotov6.Schema {
		return schemas.EphemeralResourceSchemas
	},
	validate: func(ctx context.Context, server tfprotov6.ProviderServer, typeName string, config *tfprotov6.DynamicValue) ([]*tfprotov6.Diagnostic, error) {
		resp, err := server.ValidateEphemeralResourceConfig(ctx, &tfprotov6.ValidateEphemeralResourceConfigRequest{TypeName: typeName, Config: config})
		if err != nil {
			return nil, err
		}
		return resp.Diagnostics, nil
	},
	read: func(ctx context.Context, server tfprotov6.ProviderServer, typeName string, config *tfprotov6.DynamicValue) (*tfprotov6.DynamicValue, []*tfprotov6.Diagnostic, error) {
		resp, err := server.OpenEphemeralResource(ctx, &tfprotov6.OpenEphemeralResourceRequest{TypeName: typeName, Config: config})
		if err != nil {
			return nil, nil, err
		}
		return resp.Result, resp.Diagnostics, nil
	},
}

var sources = []source{dataSource, ephemeralResource}

// by turns the protocol to a source.
func (p *protocol) by(s source) *protocol {
	turned := *p
	turned.source = s
	return &turned
}

// of turns the protocol to a type of block.
func (p *protocol) of(typeName string) *protocol {
	turned := *p
	turned.typeName = typeName
	return &turned
}

// connect is [connected], for one source or the other.
type connect func(tb testing.TB, server interface{ URL() string }) *protocol

// bySource runs a test for every source: whatever one takes, returns or refuses, the other does.
func bySource(t *testing.T, test func(t *testing.T, connected connect)) {
	t.Helper()
	t.Parallel()
	for _, s := range sources {
		t.Run(s.name, func(t *testing.T) {
			if !*update { // both would write the same golden file
				t.Parallel()
			}
			test(t, func(tb testing.TB, server interface{ URL() string }) *protocol {
				tb.Helper()
				return connected(tb, server).by(s)
			})
		})
	}
}

// TestSourcesAgree holds that the sources have the same attributes, descriptions and all.
func TestSourcesAgree(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	for name := range p.schema.DataSourceSchemas {
		if p.schema.EphemeralResourceSchemas[name] == nil {
			t.Fatalf("the data source %s has no ephemeral twin", name)
		}
		data, ephemeral := p.schema.DataSourceSchemas[name].Block, p.schema.EphemeralResourceSchemas[name].Block
		if !reflect.DeepEqual(data.Attributes, ephemeral.Attributes) {
			t.Errorf("the attributes of %s are not the same:\n%v\n%v", name, describeAttributes(data.Attributes), describeAttributes(ephemeral.Attributes))
		}
	}
}

// TestEphemeralResourceKeepsNothing holds that an ephemeral read leaves nothing behind that Terraform would have to keep,
// renew or close.
func TestEphemeralResourceKeepsNothing(t *testing.T) {
	t.Parallel()
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	p := connected(t, mock).by(ephemeralResource)
	resp, err := p.server.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{
		TypeName: recordAttachments, Config: dynamic(t, p.sourceType(), lead),
	})
	if err != nil {
		t.Fatal(err)
	}
	wantNone(t, resp.Diagnostics)
	if len(resp.Private) > 0 || !resp.RenewAt.IsZero() || resp.Deferred != nil {
		t.Errorf("private is %q, to be renewed at %s, deferred %v; want nothing of it", resp.Private, resp.RenewAt, resp.Deferred)
	}
}
