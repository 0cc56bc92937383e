package provider_test

import (
	"runtime"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// defaultFields are the fields that are asked for by default, in the order of the request.
var defaultFields = []string{
	"$editable", "$file_id", "$link_url", "$se_module", "$sharing_permission", "$state", "$type", "Created_By", "Created_Time",
	"File_Name", "Modified_By", "Modified_Time", "Owner", "Parent_Id", "Size", "id",
}

// newServer serves a provider: ours, or what stands in its place.
type newServer = func(options ...provider.Option) tfprotov6.ProviderServer

// ownServer serves the provider as it is.
func ownServer(options ...provider.Option) tfprotov6.ProviderServer {
	return provider.NewServer(provider.New("test", options...))()
}

// measured is a provider's protocol server with nothing between it and a mock that a test would not want to pay for.
type measured struct {
	tb      testing.TB
	server  tfprotov6.ProviderServer
	schemas map[string]*tfprotov6.Schema
}

// measure serves a provider that is configured for a server.
func measure(tb testing.TB, server interface{ URL() string }, newServer newServer) *measured {
	tb.Helper()
	transport := transport.New()
	tb.Cleanup(transport.CloseIdleConnections)
	options := []provider.Option{
		provider.WithTransport(transport),
		provider.WithEnvironment(map[string]string{"ZOHOCRM_API_DOMAIN": server.URL(), "ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token}),
	}
	served := newServer(options...)
	schema, err := served.GetProviderSchema(tb.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		tb.Fatal(err)
	}
	configured, err := served.ConfigureProvider(
		tb.Context(), &tfprotov6.ConfigureProviderRequest{Config: dynamic(tb, schema.Provider.ValueType(), nil)},
	)
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
func protocolRead(tb testing.TB, server interface{ URL() string }, names []string, newServer newServer) func() []byte {
	tb.Helper()
	return measure(tb, server, newServer).reading(recordAttachments, lead.with(block{"fields": fields(names...)}))
}

// TestCost holds what one more attachment allocates, all that is done with it from the page to Terraform's answer: in one
// record, and in one more record. What a read costs whatever it finds does not count. The numbers are those of the whole
// process, the mock's among them, so no test runs beside it.
func TestCost(t *testing.T) {
	const most, mostBytes = 40, 8_000
	type cost struct{ allocations, bytes float64 }
	spent := func(read func() []byte) cost {
		read() // opens the connection, makes the mock's pages
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		read()
		runtime.ReadMemStats(&after)
		return cost{float64(after.Mallocs - before.Mallocs), float64(after.TotalAlloc - before.TotalAlloc)}
	}
	record := func(n int) cost {
		mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(n)))
		return spent(protocolRead(t, mock, defaultFields, ownServer))
	}
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(200)))
	records := func(count int) cost {
		return spent(measure(t, mock, ownServer).reading(manyAttachments, block{"module": "Deals", "record_ids": idsUpTo(count)}))
	}
	for name, test := range map[string]struct {
		few, many cost
		more      float64
	}{
		"of one record":   {record(200), record(1000), 800},
		"of many records": {records(2), records(12), 2000},
	} {
		allocations, bytes := (test.many.allocations-test.few.allocations)/test.more, (test.many.bytes-test.few.bytes)/test.more
		if allocations > most || bytes > mostBytes {
			t.Errorf("one more attachment %s costs %.1f allocations and %.0f bytes, at most %d and %d are meant",
				name, allocations, bytes, most, mostBytes)
		}
		t.Logf("one more attachment %s: %.1f allocations, %.0f bytes", name, allocations, bytes)
	}
}
