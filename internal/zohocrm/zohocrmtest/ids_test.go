package zohocrmtest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// ids are a filter: its rows alone, in their order, counted and led through like all others.
func TestMockIDs(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", record, rows.Attachments(450)))
	var all []string
	for i := range 300 {
		all = append(all, rows.AttachmentID(i))
	}
	first := decodePage(t, do(t, m.URL(), attachmentsURI("Deals", record, "Size", "ids", strings.Join(all, ","))).body)
	last := decodePage(
		t, do(t, m.URL(), attachmentsURI("Deals", record, "Size", "ids", strings.Join(all, ","), "page_token", first.token())).body,
	)
	if got := append(first.ids(), last.ids()...); len(first.ids()) != 200 || len(got) != 300 || got[0] != all[299] || got[299] != all[0] {
		t.Errorf("%d and %d rows, from %s to %s", len(first.ids()), len(last.ids()), got[0], got[len(got)-1])
	}
	for name, tc := range map[string]struct {
		ids    string
		status int
		want   []string
	}{
		"one":           {all[7], 200, all[7:8]},
		"one unknown":   {all[7] + ",1", 200, all[7:8]},
		"all unknown":   {"1,2", 204, nil},
		"in any order":  {all[7] + "," + all[9], 200, []string{all[9], all[7]}},
		"a part of one": {all[7][:5], 204, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := do(t, m.URL(), attachmentsURI("Deals", record, "Size", "ids", tc.ids))
			if got.status != tc.status {
				t.Fatalf("got %d %s", got.status, got.body)
			}
			if tc.want != nil && !slices.Equal(decodePage(t, got.body).ids(), tc.want) {
				t.Errorf("got %s, want %q", got.body, tc.want)
			}
		})
	}
	if got := do(t, m.URL(), attachmentsURI("Deals", record, "Size", "page_token", first.token())); got.status != 400 {
		t.Errorf("a page token without its ids: %d", got.status)
	}
}
