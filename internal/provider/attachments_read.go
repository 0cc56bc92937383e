package provider

import (
	"context"
	"iter"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

func (m *attachmentsModel) read(ctx context.Context, client *zohocrm.Client, fields []string, timeout time.Duration) (tftypes.Value, misfits, *problem) {
	reading := newRecordsReading(m.Module.ValueString(), m.ids(), fields)
	reading.collect, reading.timeout = m.OnError.ValueString() == onErrorCollect, timeout
	if p := reading.run(ctx, client); p != nil {
		return tftypes.Value{}, nil, p
	}
	return reading.result(), reading.misfits, nil
}

// ids returns the ids as they are listed.
func (m *attachmentsModel) ids() []string {
	var ids []string
	for _, element := range m.RecordIDs.Elements() {
		if id, ok := element.(types.String); ok {
			ids = append(ids, id.ValueString())
		}
	}
	return ids
}

// mostUnclear is how many records may fail for a reason that may not be theirs, while none was read, before it is taken for
// one that every record would meet: an outage, say, or a permission that is missing for the module.
const mostUnclear = 20

// recordsReading is a read of many records.
type recordsReading struct {
	requests []zohocrm.Request // one for each record
	indices  []int             // where each record stands in record_ids, the first time
	collect  bool              // whether a record that cannot be read leaves the others to be read
	timeout  time.Duration
	convert  *converter

	mu      sync.Mutex
	results map[string]tftypes.Value // by the record's id
	read    int                      // those of them that are no error
	unclear int                      // those whose fault may not be theirs
	inOrder bool                     // whether a record was read, or failed for a fault of its own
	misfits misfits
	problem *problem // the first that ends the read
}

func newRecordsReading(module string, ids, fields []string) *recordsReading {
	r := &recordsReading{convert: newConverter(), results: make(map[string]tftypes.Value, len(ids))}
	seen := make(map[string]bool, len(ids))
	for i, id := range ids {
		if !seen[id] {
			seen[id] = true
			r.requests = append(r.requests, zohocrm.Request{Module: module, RecordID: id, Fields: fields})
			r.indices = append(r.indices, i)
		}
	}
	return r
}

// run reads the records side by side. It returns the problem that ended it before its time, or nil.
func (r *recordsReading) run(ctx context.Context, client *zohocrm.Client) *problem {
	err := client.EachRecord(ctx, r.requests, func(i int, attachments iter.Seq2[zohocrm.Attachment, error]) error {
		rows := newAttachmentRows(r.convert)
		for attachment, err := range attachments {
			if err != nil {
				return r.failed(i, err)
			}
			rows.add(&attachment)
		}
		r.done(i, rows.list(), rows.misfits)
		return nil
	})
	switch {
	case err == nil:
		return nil
	case r.problem == nil: // the context ended between two walks
		return diagnose(err, r.subject(0))
	default:
		return r.problem
	}
}

// subject is what the read of a record is about.
func (r *recordsReading) subject(i int) subject {
	return subject{request: r.requests[i], timeout: r.timeout, index: r.indices[i], many: len(r.requests), read: r.read}
}

// done keeps the attachments of a record.
func (r *recordsReading) done(i int, attachments tftypes.Value, misfits misfits) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.results[r.requests[i].RecordID] = recordResult(attachments)
	r.misfits.merge(misfits)
	r.read++
	r.inOrder = true
}

// failed keeps why a record could not be read, or returns the error where it ends the whole read.
func (r *recordsReading) failed(i int, err error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	of := r.subject(i)
	if r.collect && r.isOfRecord(err) {
		r.results[r.requests[i].RecordID] = failureOf(err, of).result()
		return nil
	}
	if r.problem == nil {
		of.unclear = r.unclear
		r.problem = diagnose(err, of)
	}
	return err
}

// isOfRecord reports whether a failure is taken for its record's own.
func (r *recordsReading) isOfRecord(err error) bool {
	switch zohocrm.FailureScopeOf(err) {
	case zohocrm.OneRecord:
		r.inOrder = true
		return true
	case zohocrm.AmbiguousScope:
		r.unclear++
		return r.inOrder || r.unclear < mostUnclear
	default:
		return false
	}
}

// recordResult is what a record that was read comes to.
func recordResult(attachments tftypes.Value) tftypes.Value {
	return tftypes.NewValue(recordResultType(), map[string]tftypes.Value{
		attachmentsName: attachments,
		errorName:       tftypes.NewValue(failureType(), nil),
	})
}

// result is what a record that could not be read comes to.
func (f failure) result() tftypes.Value {
	return tftypes.NewValue(recordResultType(), map[string]tftypes.Value{
		attachmentsName: tftypes.NewValue(attachmentListType(), nil),
		errorName: tftypes.NewValue(failureType(), map[string]tftypes.Value{
			"code":    tftypes.NewValue(tftypes.String, f.code),
			"message": tftypes.NewValue(tftypes.String, f.message),
			"status":  tftypes.NewValue(tftypes.Number, f.status),
		}),
	})
}

// result returns the records by their ids, once all are done.
func (r *recordsReading) result() tftypes.Value {
	return tftypes.NewValue(recordMapType(), r.results)
}
