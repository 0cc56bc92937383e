package zohocrmtest_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// Small pages make a long walk of few rows, by token and by number, and say
// how small they are.
func TestWithPageRows(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]zohocrmtest.MockOption{
		"by token":  nil,
		"by number": {zohocrmtest.WithoutTokens()},
		"of old":    {zohocrmtest.WithoutTokenKeys()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, append(opts,
				zohocrmtest.WithRecord("Deals", record, rows.Attachments(7)), zohocrmtest.WithPageRows(3))...)
			pages := walk(t, m.URL(), "Deals", record, "id", "200")
			var ids, told []string
			for _, p := range pages {
				ids = append(ids, p.ids()...)
				told = append(told, fmt.Sprint(p.Info["per_page"], " ", p.Info["count"], " ", p.more()))
			}
			if want := []string{"3 3 true", "3 3 true", "3 1 false"}; !slices.Equal(told, want) {
				t.Errorf("per_page, count and more_records are %q, want %q", told, want)
			}
			for i, id := range ids {
				if want := rows.AttachmentID(6 - i); id != want {
					t.Errorf("row %d is %s, want %s", i, id, want)
				}
			}
			if len(ids) != 7 {
				t.Errorf("%d rows, want 7", len(ids))
			}
			for i, r := range m.Requests() {
				if r.Page != i+1 || r.Status != http.StatusOK {
					t.Errorf("call %d is logged as page %d, status %d", i+1, r.Page, r.Status)
				}
			}
		})
	}
}

// Who asks for less gets less.
func TestWithPageRowsAboveWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", record, rows.Attachments(7)), zohocrmtest.WithPageRows(5))
	p := decodePage(t, do(t, m.URL(), attachmentsURI("Deals", record, "id", "per_page", "2")).body)
	if got := fmt.Sprint(len(p.Data), " ", p.Info["per_page"]); got != "2 2" {
		t.Errorf("rows and per_page are %s, want 2 2", got)
	}
	if got := do(t, m.URL(), attachmentsURI("Deals", record, "id", "per_page", "201")); got.status != http.StatusBadRequest {
		t.Errorf("per_page=201 gets %d, want 400 as ever", got.status)
	}
}

func TestWithPageRowsOutOfRange(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{
		0:   "zohocrmtest: WithPageRows(0): want 1 to 200",
		201: "zohocrmtest: WithPageRows(201): want 1 to 200",
	} {
		if m, err := zohocrmtest.NewMock(zohocrmtest.WithPageRows(n)); err == nil || err.Error() != want {
			t.Errorf("%d: %v, %v; want %q", n, m, err, want)
		}
	}
}
