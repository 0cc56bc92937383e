package provider

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// subject is what a read is about.
type subject struct {
	request zohocrm.Request
	timeout time.Duration // of the whole read

	// Of a read of many records:
	index   int // of the request's record in record_ids
	many    int // the records of the read; 0 where it is a read of one
	read    int // those that were read
	unclear int // those that failed before, with collect, for a reason that may not be theirs
}

func (s subject) isOneOfMany() bool { return s.many > 0 }

// String names what is read.
func (s subject) String() string {
	if s.isOneOfMany() {
		return count(s.many, "record", "records") + " of " + s.request.Module
	}
	return s.request.Module + " " + s.request.RecordID
}

// place has a problem of one of many records stand at its id, and name it.
func (s subject) place(p *problem, err error) {
	if !s.isOneOfMany() {
		return
	}
	if p.at.Equal(path.Root("record_id")) {
		p.at = path.Root("record_ids").AtListIndex(s.index)
	}
	switch scope := zohocrm.FailureScopeOf(err); {
	case scope == zohocrm.AllRecords:
	case s.unclear > 0:
		p.more = fmt.Sprintf("None of the first %s could be read, so this is not taken for the fault of one of them. The last was %s.", count(s.unclear, "record", "records"), s.request.RecordID)
	case scope == zohocrm.AmbiguousScope:
		p.more = fmt.Sprintf("The record is %s. With on_error = %q the read goes on; but the others may fail alike.", s.request.RecordID, onErrorCollect)
	default:
		p.more = fmt.Sprintf("The record is %s. With on_error = %q the other records are read all the same.", s.request.RecordID, onErrorCollect)
	}
}

// failure is why one of many records could not be read, in the form of the result.
type failure struct {
	code    *string // Zoho's
	message string
	status  *int64 // of HTTP
}

// failureOf tells nothing that differs from one read to the next, such as the time that the tries took.
func failureOf(err error, of subject) failure {
	words := diagnoseCause(err, of)
	f := failure{message: words.summary + ": " + words.why}
	if refused, ok := errors.AsType[*zohocrm.Error](err); ok {
		f.message = cmp.Or(refused.Message, f.message)
		if refused.Code != "" {
			f.code = &refused.Code
		}
		f.status = new(int64(refused.Status))
	}
	if answer, ok := errors.AsType[*zohocrm.ResponseError](err); ok {
		f.status = new(int64(answer.Status))
	}
	return f
}

// count writes a number of things, its digits in groups.
func count(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits + " " + several
}
