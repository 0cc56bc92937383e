package provider

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// readTarget is what a read is for.
type readTarget struct {
	request zohocrm.Request
	query   *zohocrm.Query // where it finds records; then there is no request
	timeout time.Duration  // of the whole read

	// Of a read of many records:
	index    int // of the request's record in record_ids
	many     int // the records of the read; 0 where it is a read of one
	read     int // those that were read
	failures int // with collect, of those listed first, where each of them failed
}

func (t readTarget) isOneOfMany() bool { return t.many > 0 }

// String names what is read.
func (t readTarget) String() string {
	if t.isOneOfMany() {
		return count(t.many, "record", "records") + " of " + t.request.Module
	}
	return t.request.Module + " " + t.request.RecordID
}

// subject names what a request is for.
func (t readTarget) subject() string {
	if t.query != nil {
		return "the records of " + t.query.Module
	}
	return fmt.Sprintf("the attachments of %s %s", t.request.Module, t.request.RecordID)
}

// title begins a sentence about what is read.
func (t readTarget) title() string {
	if t.query != nil {
		return "The records of " + t.query.Module
	}
	return "The attachments of " + t.String()
}

// row is what the pages consist of.
func (t readTarget) row() string {
	if t.query != nil {
		return "record"
	}
	return "attachment"
}

// progress says how far a walk had come.
func (t readTarget) progress(walk *zohocrm.WalkError) string {
	_, isComplete := errors.AsType[*zohocrm.TooManyRecordsError](walk)
	switch {
	case isComplete:
		return ""
	case t.query != nil:
		return fmt.Sprintf(" This happened on query %d, after %s. An incomplete list is never returned, "+
			"since a missing record would look as if it did not meet the condition.", walk.Page, count(walk.Rows, "record", "records"))
	default:
		return fmt.Sprintf(" This happened on page %d, after %d attachments. An incomplete list is never returned, "+
			"since a missing file would look deleted.", walk.Page, walk.Rows)
	}
}

// nameRecord adds to a problem of a read of many records how far that had come and, where the problem is one record's, which one it is.
// It moves the problem from record_id to the element of record_ids.
func (t readTarget) nameRecord(p *problem, err error) {
	if !t.isOneOfMany() {
		return
	}
	if p.at.Equal(path.Root("record_id")) {
		p.at = path.Root("record_ids")
		if t.failures == 0 {
			p.at = p.at.AtListIndex(t.index)
		}
	}
	scope := zohocrm.FailureScopeOf(err)
	if scope != zohocrm.AllRecords && t.failures > 0 {
		p.record = fmt.Sprintf("None of the first %s could be read, so the cause is probably not a single record. The error above is that of "+
			"%s. If they were all deleted, list an existing record before them.", count(t.failures, "record", "records"), t.request.RecordID)
		return
	}
	p.record = t.recordsRead()
	switch scope {
	case zohocrm.AllRecords:
	case zohocrm.AmbiguousScope:
		p.record += fmt.Sprintf(" The record is %s. Set on_error = %q to read the other records, which may fail as well.",
			t.request.RecordID, onErrorCollect)
	default:
		p.record += fmt.Sprintf(" The record is %s. Set on_error = %q to read the other records.",
			t.request.RecordID, onErrorCollect)
	}
	p.record = strings.TrimSpace(p.record)
}

// recordsRead says how far a read of many records had come.
func (t readTarget) recordsRead() string {
	all := count(t.many, "record", "records")
	switch {
	case t.many == 1:
		return ""
	case t.read == 0:
		return fmt.Sprintf("None of the %s had been read.", all)
	default:
		return fmt.Sprintf("%s of %s had been read.", digits(t.read), all)
	}
}

// failure is why one of many records could not be read, in the form of the result.
type failure struct {
	code    *string // Zoho's
	message string
	status  *int64 // of HTTP
}

// failureOf says what the read would say that fails at the record: what happened and why, and the server's own words. It
// leaves out what differs from one read to the next, such as the time that the attempts took: a plan would show it as a
// change.
func failureOf(err error, target readTarget) failure {
	p := diagnoseCause(err, target)
	f := failure{message: strings.TrimSpace(p.why + " " + p.serverMessage)}
	if apiErr, ok := errors.AsType[*api.Error](err); ok {
		if apiErr.Code != "" {
			f.code = &apiErr.Code
		}
		f.status = new(int64(apiErr.Status))
	}
	if response, ok := errors.AsType[*api.ResponseError](err); ok {
		f.status = new(int64(response.Status))
	}
	return f
}

// count writes a number of things, its digits in groups.
func count(n int, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return digits(n) + " " + plural
}

// digits writes a number in groups of digits.
func digits(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
