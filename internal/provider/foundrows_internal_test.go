package provider

import (
	"strings"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// TestFoundRowsTooLarge holds that records which Terraform would not take end the read early, with an error that tells how
// many were found.
func TestFoundRowsTooLarge(t *testing.T) {
	t.Parallel()
	query := zohocrm.Query{Module: "Deals"}
	name := strings.Repeat("x", 40)
	rows := newFoundRows(&resultSize{limit: 99}, []string{"Name"})
	record := zohocrm.FoundRecord{ID: "1", Values: map[string]*string{"Name": &name}}
	if err := rows.add(&record); err != nil {
		t.Fatal(err)
	}
	record.ID = "2"
	err := rows.add(&record)
	if err == nil {
		t.Fatal("no error")
	}
	p := rowProblem(err, readTarget{query: &query, timeout: time.Hour})
	if p.summary != summaryResultTooLarge || p.at.String() != "fields" || !strings.Contains(p.why, "the records of Deals are more. The read ended at 2 records, ") {
		t.Errorf("got %s at %s: %s", p.summary, p.at, p.why)
	}
}
