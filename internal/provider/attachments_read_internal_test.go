package provider

import (
	"errors"
	"testing"
)

// TestNoRecordAfterTheEnd holds that a record which waited for the first ones is not read once these have ended the read, though the
// context of its walk may end a moment later.
func TestNoRecordAfterTheEnd(t *testing.T) {
	t.Parallel()
	r := newRecordsReading("Deals", []string{"1"}, nil)
	r.collect = true
	_ = r.ended(new(problem), errors.New("ended"))
	if err := r.await(t.Context(), firstRecords); err == nil {
		t.Error("the record is read")
	}
}
