package provider_test

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// benchFields are the sets of fields that are asked for, in the order of the request.
var benchFields = []struct {
	name  string
	names []string
}{
	{"all", defaultFields},
	{"12", []string{
		"$editable", "$file_id", "$type", "Created_By", "Created_Time", "File_Name", "Modified_By", "Modified_Time", "Owner",
		"Parent_Id", "Size", "id",
	}},
}

// benchRows are the numbers of attachments that are read, of one record.
var benchRows = []int{200, 2_000, 10_000}

// kept holds what the last read returned, as the caller of a provider does.
var kept []byte

// BenchmarkRead reads a record of a mock on a loopback port, which serves pages that were made before, compressed.
// Beside the provider's way stand the floor, a bare program that keeps every key of every row; the same with Go structs,
// which keep the keys that they know; and the provider with Go structs that the framework reads by reflection. All go
// through the same transport.
func BenchmarkRead(b *testing.B) {
	for _, set := range benchFields {
		for _, rows := range benchRows {
			mock := startBenchMock(b, rows, set.names)
			ways := []struct {
				name string
				read func(b *testing.B) func() []byte
			}{
				{"floor", func(b *testing.B) func() []byte { return bareRead(b, mock, set.names, readBare[map[string]any]) }},
				{"structs", func(b *testing.B) func() []byte { return bareRead(b, mock, set.names, readBare[bareRow]) }},
				{"provider", func(b *testing.B) func() []byte { return protocolRead(b, mock, set.names, ownServer) }},
				{"reflection", func(b *testing.B) func() []byte { return protocolRead(b, mock, set.names, provider.NewReflective) }},
			}
			for _, way := range ways {
				b.Run(fmt.Sprintf("fields=%s/rows=%d/way=%s", set.name, rows, way.name), func(b *testing.B) {
					read := way.read(b)
					kept = nil
					runtime.GC()
					b.ReportAllocs()
					began := processorTime()
					for b.Loop() {
						kept = read()
					}
					if spent := processorTime() - began; spent > 0 {
						b.ReportMetric(float64(spent.Nanoseconds())/float64(b.N), "cpu-ns/op")
					}
				})
			}
		}
	}
}

// BenchmarkMemory tells what the process holds of memory, the mock and all: at the end of the provider's own part of a
// read, and the maximum, the framework's passes included.
func BenchmarkMemory(b *testing.B) {
	for _, set := range benchFields {
		for _, rows := range benchRows {
			b.Run(fmt.Sprintf("fields=%s/rows=%d", set.name, rows), func(b *testing.B) {
				var atEnd, highest uint64
				mock := startBenchMock(b, rows, set.names)
				read := protocolRead(b, mock, set.names, provider.NewObserved(func() { atEnd = max(atEnd, memoryHeld()) }))
				for b.Loop() {
					kept = nil
					debug.FreeOSMemory()
					highest = max(highest, watchMemory(func() { kept = read() }))
				}
				b.ReportMetric(float64(atEnd), "read-end-B")
				b.ReportMetric(float64(highest), "peak-B")
			})
		}
	}
}

// startBenchMock starts a mock that has made its pages.
func startBenchMock(b *testing.B, n int, names []string) *zohocrmtest.Mock {
	b.Helper()
	mock := zohocrmtest.StartMock(b, zohocrmtest.WithGzip(), zohocrmtest.WithAnyRecord(rows.Attachments(n, rows.LinkEvery(10))))
	bareRead(b, mock, names, readBare[map[string]any])()
	return mock
}

// bareRead returns a read by a bare program, of the rows encoded.
func bareRead(
	b *testing.B, server interface{ URL() string }, names []string,
	read func(context.Context, *http.Client, string, []string) ([]byte, error),
) func() []byte {
	b.Helper()
	transport := transport.New()
	b.Cleanup(transport.CloseIdleConnections)
	client := &http.Client{Transport: transport}
	return func() []byte {
		encoded, err := read(b.Context(), client, server.URL(), names)
		if err != nil {
			b.Fatal(err)
		}
		return encoded
	}
}

// memoryHeld is what the process holds of memory: what it had from the system and did not give back.
func memoryHeld() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}

// watchMemory looks at the memory while f runs, and returns the most that it saw.
func watchMemory(f func()) (highest uint64) {
	done := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		ticker := time.NewTicker(time.Millisecond)
		defer ticker.Stop()
		for {
			highest = max(highest, memoryHeld())
			select {
			case <-done:
				return
			case <-ticker.C:
			}
		}
	})
	f()
	close(done)
	watching.Wait()
	return max(highest, memoryHeld())
}
