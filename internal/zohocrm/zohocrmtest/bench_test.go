package zohocrmtest_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// BenchmarkFirstPage is the making of a page that was not asked for before.
func BenchmarkFirstPage(b *testing.B) {
	m := zohocrmtest.StartMock(b)
	for i := 0; b.Loop(); i++ {
		id := strconv.Itoa(i)
		m.SetRecord("Deals", id, rows.Attachments(200))
		if got := get(b, m, attachmentsURI("Deals", id, everyField)); got.Code != http.StatusOK {
			b.Fatal(got.Body)
		}
	}
}

// BenchmarkSamePage is a page that was asked for before, the usual case.
func BenchmarkSamePage(b *testing.B) {
	m := zohocrmtest.StartMock(b, zohocrmtest.WithRecord("Deals", record, rows.Attachments(200)))
	for b.Loop() {
		if got := get(b, m, attachmentsURI("Deals", record, everyField)); got.Code != http.StatusOK {
			b.Fatal(got.Body)
		}
	}
}

// BenchmarkNewReplay is the start of a replay of all recordings.
func BenchmarkNewReplay(b *testing.B) {
	for b.Loop() {
		p, err := zohocrmtest.NewReplay()
		if err != nil {
			b.Fatal(err)
		}
		p.Close()
	}
}
