package provider

import (
	"cmp"
	"slices"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// attachmentRows collects the attachments of a walk. Each is encoded as it comes, so that of a page nothing else is left
// once the next one comes.
type attachmentRows struct {
	encoder    *encoder
	rows       []attachmentRow
	mismatches typeMismatches
}

type attachmentRow struct {
	id      string // empty where it is not of digits
	encoded []byte
}

func newAttachmentRows() *attachmentRows {
	return &attachmentRows{encoder: newEncoder()}
}

func (r *attachmentRows) add(attachment *zohocrm.Attachment) error {
	encoded, err := r.encoder.piece(func() error { return r.encoder.attachment(attachment) })
	if err != nil {
		return err
	}
	r.rows = append(r.rows, attachmentRow{digitID(attachment), encoded})
	r.mismatches.add(attachment)
	return nil
}

// digitID returns the id of an attachment, empty where it is not of digits.
func digitID(attachment *zohocrm.Attachment) string {
	if attachment.ID == nil || !zohocrm.ValidID(*attachment.ID) {
		return ""
	}
	return *attachment.ID
}

// list returns the attachments, highest id first, so that unchanged data makes an unchanged list whatever the order of
// the response; those without an id of digits last, as they came.
func (r *attachmentRows) list() (encoded, error) {
	slices.SortStableFunc(r.rows, func(a, b attachmentRow) int { return compareIDs(b.id, a.id) })
	length, err := r.encoder.piece(func() error { return r.encoder.EncodeArrayLen(len(r.rows)) })
	if err != nil {
		return nil, err
	}
	list := make(encoded, 0, 1+len(r.rows))
	list = append(list, length)
	for _, row := range r.rows {
		list = append(list, row.encoded)
	}
	return list, nil
}

// compareIDs compares ids of digits as numbers of any length, an empty one below all.
func compareIDs(a, b string) int {
	return cmp.Or(cmp.Compare(min(len(a), 1), min(len(b), 1)), zohocrm.CompareIDs(a, b), cmp.Compare(a, b))
}
