package provider

import (
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
)

// protocolLimit is [maxResponse] in words.
const protocolLimit = "Terraform accepts at most 256 MiB from a provider for one block"

// rowProblem puts into words why a row could not be added to the result.
func rowProblem(err error, target readTarget) *problem {
	large, ok := errors.AsType[*resultTooLargeError](err)
	if !ok {
		return unexpected(err)
	}
	bytes := count(int(large.bytes), "byte", "bytes")
	if target.query != nil {
		return &problem{
			summary: summaryResultTooLarge,
			why: fmt.Sprintf("%s, and the records of %s are larger. The read stopped at %s, %s.", protocolLimit, target.query.Module,
				count(int(large.rows), "record", "records"), bytes),
			advice: "List fewer fields in fields, or split the records across several blocks, each with a narrower condition in where.",
			at:     path.Root("fields"),
		}
	}
	rows := count(int(large.rows), "attachment", "attachments") + ", " + bytes
	if target.isOneOfMany() {
		return &problem{
			summary: summaryResultTooLarge,
			why: fmt.Sprintf("%s, and the attachments of %s are larger. The read stopped at %s, when %s complete.", protocolLimit, target, rows,
				count(target.read, "record was", "records were")),
			advice: "List fewer fields in fields, or split the ids across several blocks: " + chunked(1000),
			at:     path.Root("record_ids"),
		}
	}
	return &problem{
		summary: summaryResultTooLarge,
		why:     fmt.Sprintf("%s, and the attachments of %s are larger. The read stopped at %s.", protocolLimit, target, rows),
		advice:  "List fewer fields in fields. To read all of them, use several blocks, each with some of the fields.",
		at:      path.Root("fields"),
	}
}

// wholeResultProblem is a result that turns out too large when all of it is read.
func wholeResultProblem(err error) *problem {
	large, ok := errors.AsType[*resultTooLargeError](err)
	if !ok {
		return unexpected(err)
	}
	p := &problem{
		summary: summaryResultTooLarge,
		why:     fmt.Sprintf("%s. The block was read completely, and its result is %s.", protocolLimit, count(int(large.bytes), "byte", "bytes")),
		advice:  "List fewer fields in fields, or read fewer records in each of several blocks.",
	}
	if large.rows > 0 {
		p.why += fmt.Sprintf(" It has %s.", count(int(large.rows), "row", "rows"))
	}
	return p
}
