package provider

import (
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// TestMaxResultByRow holds the real limit where it lies: rows are encoded until the one that has just room, without the bytes
// of the others being there.
func TestMaxResultByRow(t *testing.T) {
	t.Parallel()
	attachment := &api.Attachment{ID: new("4876876000000376008"), FileName: new("contract.pdf")}
	alone := newAttachmentRows(&resultSize{limit: maxResult})
	if err := alone.add(attachment); err != nil {
		t.Fatal(err)
	}
	row := int64(len(alone.rows[0].encoded))
	for _, missing := range []int64{0, 1} {
		size := &resultSize{limit: maxResult, configured: 1000}
		size.bytes.Store(maxResult - size.configured - row + missing)
		rows := newAttachmentRows(size)
		err := rows.add(attachment)
		if tooLarge := err != nil; tooLarge != (missing > 0) || tooLarge == (len(rows.rows) == 1) {
			t.Errorf("%d bytes too few: %v, %d rows", missing, err, len(rows.rows))
		}
		if err != nil && err.(*resultTooLargeError).bytes != maxResult+missing { //nolint:errorlint,forcetypeassert // of this package
			t.Errorf("%v, want %d bytes", err, maxResult+missing)
		}
	}
}
