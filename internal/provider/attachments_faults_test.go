package provider_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestRecordsFaultTable has every fault strike the first, second and last page of one of three records, once and for ever,
// with collect: that record comes whole or with an error in its place, the others come whole, or the whole read fails.
func TestRecordsFaultTable(t *testing.T) {
	t.Parallel()
	const pages, count = 3, 3*pageRows - 1
	for _, f := range faultTable() {
		for at := 1; at <= pages; at++ {
			for _, times := range []int{1, 0} {
				if f.believed(pages, at, times) {
					continue
				}
				t.Run(fmt.Sprintf("%s on page %d, %d times", f.kind, at, times), func(t *testing.T) {
					t.Parallel()
					on := faults.NthPage(at).Record("Deals", "2")
					if times > 0 {
						on = on.Times(times)
					}
					mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(count)), zohocrmtest.WithPageRows(pageRows),
						zohocrmtest.WithFaults(faults.Fault{On: on, Kind: f.kind}))
					var state map[string]any
					var diags []*tfprotov6.Diagnostic
					withMock(t, mock, f.slow, func(t *testing.T, p *protocol) {
						state, diags = p.of(manyAttachments).read(t.Context(), deals(ids(1, 2, 3)).with(collecting))
					})
					if len(diags) > 0 {
						if len(diags) > 1 || diags[0].Severity != tfprotov6.DiagnosticSeverityError || state["records"] != nil {
							t.Errorf("got %v and %v", summaries(diags), state["records"])
						}
						return
					}
					for id, result := range recordsOf(t, state) {
						list, isList := result["attachments"].([]any)
						switch failed := result["error"] != nil; {
						case failed == isList:
							t.Errorf("record %s has both or neither of attachments and an error: %v", id, result)
						case failed && (id != "2" || f.class == passes && times > 0):
							t.Errorf("record %s: %v", id, result["error"])
						case isList && len(list) != count:
							t.Errorf("record %s: %d attachments of %d", id, len(list), count)
						case isList && id == "2" && f.class == ends:
							t.Error("no error")
						}
					}
				})
			}
		}
	}
}
