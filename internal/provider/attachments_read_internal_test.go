package provider

import (
	"context"
	"errors"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
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

// TestNothingToReadIsNotLate has an empty list meet a context that has ended.
func TestNothingToReadIsNotLate(t *testing.T) {
	t.Parallel()
	client, err := zohocrm.New(zohocrm.Config{Tokens: zohocrm.StaticToken("t")})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if p := newRecordsReading("Deals", nil, nil).run(ctx, client); p != nil {
		t.Errorf("got %+v", p)
	}
}

// TestFailedRowsTakeNoRoom has a list fail after two rows: the room of the result is that of the others again.
func TestFailedRowsTakeNoRoom(t *testing.T) {
	t.Parallel()
	size := &resultSize{limit: maxResult}
	rows := newAttachmentRows(size)
	failure := errors.New("the second page failed")
	ended, failed := rows.addAll(func(yield func(api.Attachment, error) bool) {
		_ = yield(api.Attachment{ID: new("2")}, nil) && yield(api.Attachment{ID: new("1")}, nil) && yield(api.Attachment{}, failure)
	})
	if !errors.Is(ended, failure) || failed != nil || size.rows.Load() != 0 || size.bytes.Load() != 0 || len(rows.rows) != 0 {
		t.Errorf("%v, %v: %d rows, %d bytes", ended, failed, size.rows.Load(), size.bytes.Load())
	}
}
