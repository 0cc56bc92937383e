package provider

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// attachmentRows collects the attachments of a walk. Each is converted as it comes, so that of a page nothing else is
// left once the next one comes.
type attachmentRows struct {
	convert *converter
	rows    []attachmentRow
	misfits misfits
}

type attachmentRow struct {
	id    string // empty where it is not of digits
	value tftypes.Value
}

func newAttachmentRows(convert *converter) *attachmentRows {
	return &attachmentRows{convert: convert}
}

func (r *attachmentRows) add(attachment *zohocrm.Attachment) {
	r.rows = append(r.rows, attachmentRow{digitID(attachment), r.convert.attachment(attachment)})
	r.misfits.add(attachment)
}

// digitID returns the id of an attachment, empty where it is not of digits.
func digitID(attachment *zohocrm.Attachment) string {
	if attachment.ID == nil || !zohocrm.ValidID(*attachment.ID) {
		return ""
	}
	return *attachment.ID
}

// list returns the attachments, highest id first, so that unchanged data makes an unchanged list whatever the order of
// the answer; those without an id of digits last, as they came.
func (r *attachmentRows) list() tftypes.Value {
	slices.SortStableFunc(r.rows, func(a, b attachmentRow) int { return compareIDs(b.id, a.id) })
	values := make([]tftypes.Value, len(r.rows))
	for i, row := range r.rows {
		values[i] = row.value
	}
	return tftypes.NewValue(attachmentListType(), values)
}

// compareIDs compares ids of digits as numbers of any length, an empty one below all.
func compareIDs(a, b string) int {
	x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(
		cmp.Compare(min(len(a), 1), min(len(b), 1)),
		cmp.Compare(len(x), len(y)),
		cmp.Compare(x, y),
		cmp.Compare(a, b),
	)
}
