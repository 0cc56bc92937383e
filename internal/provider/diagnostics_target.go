package provider

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// readTarget is what a read is for.
type readTarget struct {
	request zohocrm.Request
	timeout time.Duration // of the whole read

	// Of a read of many records:
	index     int // of the request's record in record_ids
	many      int // the records of the read; 0 where it is a read of one
	read      int // those that were read
	ambiguous int // those that failed before, with collect, for a reason that may not be theirs
}

func (t readTarget) isOneOfMany() bool { return t.many > 0 }

// String names what is read.
func (t readTarget) String() string {
	if t.isOneOfMany() {
		return count(t.many, "record", "records") + " of " + t.request.Module
	}
	return t.request.Module + " " + t.request.RecordID
}

// nameRecord adds to a problem of one of many records which one it is, and moves it from record_id to the element of
// record_ids.
func (t readTarget) nameRecord(p *problem, err error) {
	if !t.isOneOfMany() {
		return
	}
	if p.at.Equal(path.Root("record_id")) {
		p.at = path.Root("record_ids").AtListIndex(t.index)
	}
	switch scope := zohocrm.FailureScopeOf(err); {
	case scope == zohocrm.AllRecords:
	case t.ambiguous > 0:
		p.record = fmt.Sprintf("None of the first %s could be read, so the cause is probably not a single record. The last was %s.",
			count(t.ambiguous, "record", "records"), t.request.RecordID)
	case scope == zohocrm.AmbiguousScope:
		p.record = fmt.Sprintf("The record is %s. With on_error = %q the read continues, but other records may fail as well.",
			t.request.RecordID, onErrorCollect)
	default:
		p.record = fmt.Sprintf("The record is %s. With on_error = %q the other records are still read.",
			t.request.RecordID, onErrorCollect)
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
	if apiErr, ok := errors.AsType[*zohocrm.Error](err); ok {
		if apiErr.Code != "" {
			f.code = &apiErr.Code
		}
		f.status = new(int64(apiErr.Status))
	}
	if response, ok := errors.AsType[*zohocrm.ResponseError](err); ok {
		f.status = new(int64(response.Status))
	}
	return f
}

// count writes a number of things, its digits in groups.
func count(n int, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits + " " + plural
}
