package provider_test

import (
	"runtime"
	"testing"

	framework "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// defaultFields are the fields that are asked for by default, in the order of the request.
var defaultFields = []string{
	"$editable", "$file_id", "$link_url", "$se_module", "$sharing_permission", "$state", "$type", "Created_By", "Created_Time",
	"File_Name", "Modified_By", "Modified_Time", "Owner", "Parent_Id", "Size", "id",
}

// newProvider is [provider.New] or what stands in its place.
type newProvider = func(version string, options ...provider.Option) func() framework.Provider

// measured is a provider's protocol server with nothing between it and a mock that a test would not want to pay for.
type measured struct {
	tb      testing.TB
	server  tfprotov6.ProviderServer
	schemas map[string]*tfprotov6.Schema
}

// measure serves a provider that is configured for a server.
func measure(tb testing.TB, server interface{ URL() string }, newProvider newProvider) *measured {
	tb.Helper()
	transport := zohocrm.NewTransport()
	tb.Cleanup(transport.CloseIdleConnections)
	options := []provider.Option{
		provider.WithTransport(transport),
		provider.WithEnvironment(map[string]string{"ZOHOCRM_API_DOMAIN": server.URL(), "ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token}),
	}
	served := providerserver.NewProtocol6(newProvider("test", options...)())()
	schema, err := served.GetProviderSchema(tb.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		tb.Fatal(err)
	}
	configured, err := served.ConfigureProvider(tb.Context(), &tfprotov6.ConfigureProviderRequest{Config: dynamic(tb, schema.Provider.ValueType(), nil)})
	if err != nil {
		tb.Fatal(err)
	}
	wantNone(tb, configured.Diagnostics)
	return &measured{tb, served, schema.DataSourceSchemas}
}

// reading returns a read of what Terraform is sent as the state. The configuration is encoded before.
func (m *measured) reading(typeName string, config block) func() []byte {
	m.tb.Helper()
	encoded := dynamic(m.tb, m.schemas[typeName].ValueType(), config)
	return func() []byte {
		resp, err := m.server.ReadDataSource(m.tb.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: typeName, Config: encoded})
		if err != nil {
			m.tb.Error(err)
			return nil
		}
		for _, d := range resp.Diagnostics {
			m.tb.Errorf("%s: %s", d.Summary, d.Detail)
		}
		return resp.State.MsgPack
	}
}

// protocolRead returns a read of a record with these fields.
func protocolRead(tb testing.TB, server interface{ URL() string }, names []string, newProvider newProvider) func() []byte {
	tb.Helper()
	return measure(tb, server, newProvider).reading(recordAttachments, lead.with(block{"fields": fields(names...)}))
}

// TestCost holds what a read allocates, all that the framework does included: at most so much of what the same read
// allocates with Go structs and reflection, and for each attachment the same of few and of many. It counts what the
// process allocates, so no test runs beside it. The bounds are a little above what was measured.
func TestCost(t *testing.T) {
	const most, mostBytes, flat, manyRecords = 0.30, 0.22, 1.1, 1.25
	cost := func(attachments int, read func() []byte) (allocations, bytes float64) {
		read() // opens the connection, makes the mock's pages
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		read()
		runtime.ReadMemStats(&after)
		return float64(after.Mallocs-before.Mallocs) / float64(attachments), float64(after.TotalAlloc-before.TotalAlloc) / float64(attachments)
	}
	mock := func(n int) *zohocrmtest.Mock {
		return zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(n)))
	}
	allocations, bytes := cost(100, protocolRead(t, mock(100), defaultFields, provider.New))
	reflectedAllocations, reflectedBytes := cost(100, protocolRead(t, mock(100), defaultFields, provider.NewReflective))
	if allocations > most*reflectedAllocations || bytes > mostBytes*reflectedBytes {
		t.Errorf("an attachment costs %.0f allocations and %.0f bytes; by reflection it costs %.0f and %.0f, and at most %.2f and %.2f of that are meant",
			allocations, bytes, reflectedAllocations, reflectedBytes, most, mostBytes)
	}
	if many, manyBytes := cost(500, protocolRead(t, mock(500), defaultFields, provider.New)); many > flat*allocations || manyBytes > flat*bytes {
		t.Errorf("an attachment of 500 costs %.0f allocations and %.0f bytes, one of 100 %.0f and %.0f", many, manyBytes, allocations, bytes)
	}
	tenRecords := measure(t, mock(100), provider.New).reading(manyAttachments, block{"module": "Deals", "record_ids": idsUpTo(10)})
	if many, manyBytes := cost(1000, tenRecords); many > manyRecords*allocations || manyBytes > manyRecords*bytes {
		t.Errorf("an attachment of ten records costs %.0f allocations and %.0f bytes, one of one record %.0f and %.0f", many, manyBytes, allocations, bytes)
	}
}

// TestReadAsByReflection holds that Terraform is sent the same either way.
func TestReadAsByReflection(t *testing.T) {
	t.Parallel()
	for name, list := range map[string]rows.Rows{
		"none": rows.Attachments(0), "two pages": rows.Attachments(250, rows.LinkEvery(3), rows.Shuffled(1)),
		"every key": rows.Verbatim(`{}`, fullRow, `{"id":"x"}`, `{"id":"5","Owner":{},"Parent_Id":{"name":""},"Size":0,"Tags":[]}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(list))
			var states []tftypes.Value
			for _, newProvider := range []newProvider{provider.New, provider.NewReflective} {
				encoded := tfprotov6.DynamicValue{MsgPack: protocolRead(t, mock, defaultFields, newProvider)()}
				state, err := encoded.Unmarshal(newProtocol(t, nil).schema.DataSourceSchemas[recordAttachments].ValueType())
				if err != nil {
					t.Fatal(err)
				}
				states = append(states, state)
			}
			if !states[0].Equal(states[1]) {
				differences, err := states[0].Diff(states[1])
				t.Errorf("%d differences: %v, %v", len(differences), differences, err)
			}
		})
	}
}
