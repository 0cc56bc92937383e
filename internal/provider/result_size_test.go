package provider_test

import (
	"fmt"
	"go/build"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// limited serves a provider whose results are bounded, for a mock.
func limited(t *testing.T, mock *zohocrmtest.Mock, s source, typeName string, bytes int64) *protocol {
	t.Helper()
	p := newProtocol(t, environmentFor(mock), provider.WithMaxResult(bytes)).by(s).of(typeName)
	wantNone(t, p.configure(block{"max_concurrent_requests": 1}))
	return p
}

// TestResultAtItsLimit holds that a result may be as large as its limit to the byte, the configuration's own part and what
// stands around the rows counted, and no larger.
func TestResultAtItsLimit(t *testing.T) {
	t.Parallel()
	few := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(3)))
	none := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(0)), zohocrmtest.WithFaults(deleted("13")))
	for name, test := range map[string]struct {
		typeName  string
		config    block
		mock      *zohocrmtest.Mock
		attribute string // empty where the bytes that are too many stand around the rows
	}{
		"one record":               {recordAttachments, lead.with(block{"timeouts": block{"read": "5m"}}), few, "fields"},
		"one record without any":   {recordAttachments, lead.with(block{"timeouts": nil}), none, ""},
		"many records":             {manyAttachments, deals(idsUpTo(40)), few, ""},
		"many records without any": {manyAttachments, deals(idsUpTo(12)), none, ""},
		"many, one failed":         {manyAttachments, deals(ids(13, 1)).with(collecting), none, ""},
	} {
		for _, s := range sources {
			t.Run(name+"/"+s.name, func(t *testing.T) {
				t.Parallel()
				p := limited(t, test.mock, s, test.typeName, provider.MaxResult)
				config := dynamic(t, p.sourceType(), test.config)
				result, diags, err := s.read(t.Context(), p.server, test.typeName, config)
				if err != nil {
					t.Fatal(err)
				}
				wantNone(t, diags)
				size := int64(len(result.MsgPack))
				_, diags = limited(t, test.mock, s, test.typeName, size).read(t.Context(), test.config)
				wantNone(t, diags)
				state, diags := limited(t, test.mock, s, test.typeName, size-1).read(t.Context(), test.config)
				wantError(t, diags, test.attribute, "Result Too Large", "at most 256 MiB", grouped(size)+" bytes", "fewer fields")
				if state["attachments"] != nil || state["records"] != nil {
					t.Errorf("a part of the result is returned: %v", state)
				}
			})
		}
	}
}

// grouped writes a number with its digits in groups.
func grouped(n int64) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return grouped(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

// TestResultTooLarge holds that a read which can only fail ends before it has paid for every call, and says of what it was,
// how much was read, and what to do.
func TestResultTooLarge(t *testing.T) {
	t.Parallel()
	long := `{"id":"%d","File_Name":"` + strings.Repeat("x", 10_000) + `"}`
	var page []string
	for id := range 20 {
		page = append(page, fmt.Sprintf(long, id+1))
	}
	large, walk := zohocrmtest.WithAnyRecord(rows.Verbatim(page...)), zohocrmtest.WithAnyRecord(rows.Attachments(2_000))
	for name, test := range map[string]struct {
		typeName  string
		config    block
		records   zohocrmtest.MockOption
		limit     int64
		attribute string
		words     []string
		calls     int // at most; of a whole read there are more
	}{
		"one record": {
			recordAttachments, lead, walk, 300_000, "fields",
			[]string{"the attachments of Leads 4876876000000376008 are larger", "The read stopped at ", "several blocks, each with some"},
			5,
		},
		"many records": {
			manyAttachments, deals(idsUpTo(40)), large, 1_000_000, "record_ids",
			[]string{
				"the attachments of 40 records of Deals are larger", "The read stopped at 9", "records were complete",
				"for i, ids in chunklist(var.ids, 1000)",
			},
			10,
		},
		"many records, collected": {
			manyAttachments, deals(idsUpTo(40)).with(collecting), large, 1_000_000, "record_ids", []string{"of 40 records of Deals"}, 10,
		},
		"found records": {
			foundRecords, won, zohocrmtest.WithRecords("Deals", coql.MadeUp("Deals", 9_000)), 100_000, "fields",
			[]string{"the records of Deals are larger", "The read stopped at ", " records, ", "narrower condition in where"},
			1,
		},
		"the first row": {recordAttachments, lead, walk, 10, "fields", []string{"The read stopped at 1 attachment, "}, 1},
	} {
		for _, s := range sources {
			t.Run(name+"/"+s.name, func(t *testing.T) {
				t.Parallel()
				mock := zohocrmtest.StartMock(t, test.records)
				state, diags := limited(t, mock, s, test.typeName, test.limit).read(t.Context(), test.config)
				wantError(t, diags, test.attribute, "Result Too Large", append(test.words, "at most 256 MiB", "fewer fields")...)
				if state["attachments"] != nil || state["records"] != nil {
					t.Errorf("a part of the result is returned: %v", state)
				}
				if calls := len(mock.Requests()); calls > test.calls {
					t.Errorf("%d calls were made, want at most %d", calls, test.calls)
				}
			})
		}
	}
}

// TestMaxResult holds that the limit is that of terraform-plugin-go, with room for what surrounds the object.
func TestMaxResult(t *testing.T) {
	t.Parallel()
	server, err := build.Import("github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server", ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join(server.Dir, "server.go"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(source), "grpcMaxMessageSize = 256 << 20\n") {
		t.Error("terraform-plugin-go has another limit than 256 MiB")
	}
	if room := 256<<20 - provider.MaxResult; room < 32<<10 || room > 1<<20 {
		t.Errorf("%d bytes are left for diagnostics and framing", room)
	}
}
