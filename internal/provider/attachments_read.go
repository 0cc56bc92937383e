package provider

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

func (m *attachmentsModel) read(ctx context.Context, client *zohocrm.Client, options readOptions) (map[string]encoded, warnings, *problem) {
	reading := newRecordsReading(m.Module.ValueString(), m.ids(), options.fields)
	reading.collect, reading.timeout, reading.size = m.OnError.ValueString() == onErrorCollect, options.timeout, options.size
	if p := reading.run(ctx, client); p != nil {
		return nil, nil, p
	}
	records, err := reading.result()
	if err != nil {
		return nil, nil, unexpected(err)
	}
	return map[string]encoded{recordsName: records}, reading.mismatches, nil
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

// firstRecords is how many records, those listed first, have to fail for that to be taken for what every record would meet: an
// outage, say, a permission that is missing for the module, or ids of another organisation. The others are not read before one of
// these was: what a read comes to does not depend on which response is the first to arrive.
const firstRecords = 20

// recordsReading is a read of many records.
type recordsReading struct {
	requests []zohocrm.Request // one for each record
	indices  []int             // where each record stands in record_ids, the first time
	collect  bool              // whether a record that cannot be read leaves the others to be read
	timeout  time.Duration
	size     *resultSize // of the result

	mu         sync.Mutex
	results    map[string]encoded  // by the record's id
	read       int                 // those of them that are no error
	failures   int                 // of the first records, those that could not be read
	first      [firstRecords]error // why they could not
	mismatches typeMismatches
	problem    *problem // the first that ends the read

	decide  sync.Once
	decided chan struct{} // closed once one of the first records was read, or the read has ended
}

func newRecordsReading(module string, ids, fields []string) *recordsReading {
	r := &recordsReading{results: make(map[string]encoded, len(ids)), decided: make(chan struct{})}
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

// run reads the records concurrently. It returns the problem that ended it before its time, or nil.
func (r *recordsReading) run(ctx context.Context, client *zohocrm.Client) *problem {
	if len(r.requests) == 0 {
		return nil // nothing that could be late
	}
	err := client.EachRecord(ctx, r.requests, func(i int, attachments iter.Seq2[api.Attachment, error]) error {
		if err := r.await(ctx, i); err != nil {
			return err
		}
		rows := newAttachmentRows(r.size)
		switch ended, failed := rows.addAll(attachments); {
		case ended != nil:
			return r.failed(i, ended)
		case failed != nil:
			return r.rowFailed(i, failed)
		}
		return r.done(i, rows)
	})
	switch {
	case err == nil:
		return nil
	case r.problem == nil: // the context ended between two walks
		return diagnose(err, r.target(0))
	default:
		return r.problem
	}
}

// await has a record wait until it is decided that records can be read at all.
func (r *recordsReading) await(ctx context.Context, i int) error {
	if !r.collect || i < firstRecords {
		return nil // all of these have begun before any other
	}
	select {
	case <-r.decided:
	case <-ctx.Done():
		return ctx.Err()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.problem != nil {
		return context.Canceled // the walk's own context may end a moment later
	}
	return nil
}

// target is what the read of a record is about.
func (r *recordsReading) target(i int) readTarget {
	return readTarget{request: r.requests[i], timeout: r.timeout, index: r.indices[i], many: len(r.requests), read: r.read}
}

// done keeps the attachments of a record.
func (r *recordsReading) done(i int, rows *attachmentRows) error {
	record, err := recordResult(rows)
	if err != nil {
		return r.ended(unexpected(err), err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.results[r.requests[i].RecordID] = record
	r.mismatches.merge(rows.mismatches, r.requests[i].RecordID)
	r.read++
	r.decide.Do(func() { close(r.decided) })
	return nil
}

// failed keeps why a record could not be read, or returns the error where it ends the whole read.
func (r *recordsReading) failed(i int, err error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	target := r.target(i)
	if r.collect && r.isOfRecord(i, err) {
		record, err := failureOf(err, target).result()
		if err != nil {
			return r.endedLocked(unexpected(err), err)
		}
		r.results[r.requests[i].RecordID] = record
		return nil
	}
	if r.failures == firstRecords {
		i = r.telling()
		err, target = r.first[i], r.target(i)
		target.failures = r.failures
	}
	return r.endedLocked(diagnose(err, target), err)
}

// rowFailed ends the read where a row cannot be added to the result.
func (r *recordsReading) rowFailed(i int, err error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.endedLocked(rowProblem(err, r.target(i)), err)
}

// ended keeps the first problem that ends the read, and returns its error.
func (r *recordsReading) ended(p *problem, err error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.endedLocked(p, err)
}

func (r *recordsReading) endedLocked(p *problem, err error) error {
	if r.problem == nil {
		r.problem = p
	}
	r.decide.Do(func() { close(r.decided) })
	return err
}

// isOfRecord reports whether a failure is taken for its record's own.
func (r *recordsReading) isOfRecord(i int, err error) bool {
	if zohocrm.FailureScopeOf(err) == zohocrm.AllRecords {
		return false
	}
	if i < firstRecords {
		r.failures++
		r.first[i] = err
	}
	return r.failures < firstRecords
}

// telling returns which of the first records' failures tells most: the first that may be all records', else the first.
func (r *recordsReading) telling() int {
	return max(0, slices.IndexFunc(r.first[:], func(err error) bool { return zohocrm.FailureScopeOf(err) == zohocrm.AmbiguousScope }))
}

// recordResult is what a record that was read comes to.
func recordResult(rows *attachmentRows) (encoded, error) {
	list, err := rows.list()
	if err != nil {
		return nil, err
	}
	e := rows.encoder
	head, err := e.piece(func() error { return cmp.Or(e.EncodeMapLen(2), e.EncodeString(attachmentsName)) })
	if err != nil {
		return nil, err
	}
	tail, err := e.piece(func() error { return e.member(errorName, nil) })
	if err != nil {
		return nil, err
	}
	return slices.Concat(encoded{head}, list, encoded{tail}), nil
}

// result is what a record that could not be read comes to.
func (f failure) result() (encoded, error) {
	e := newEncoder()
	object, err := e.piece(func() error { return e.object(member{attachmentsName, nil}, member{errorName, f}) })
	return encoded{object}, err
}

// result returns the records by their ids, once all are done.
func (r *recordsReading) result() (encoded, error) {
	e := newEncoder()
	length, err := e.piece(func() error { return e.EncodeMapLen(len(r.results)) })
	if err != nil {
		return nil, err
	}
	records := encoded{length}
	for _, id := range slices.Sorted(maps.Keys(r.results)) {
		key, err := e.piece(func() error { return e.EncodeString(id) })
		if err != nil {
			return nil, err
		}
		records = append(append(records, key), r.results[id]...)
	}
	return records, nil
}
