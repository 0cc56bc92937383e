package provider

import (
	"cmp"
	"errors"
	"iter"
	"slices"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// attachmentRows collects the attachments of a walk. Each is encoded as it comes, so that of a page nothing else is left
// once the next one comes.
type attachmentRows struct {
	encoder    *encoder
	size       *resultSize // of the result that the rows are a part of
	rows       []attachmentRow
	mismatches typeMismatches
}

type attachmentRow struct {
	id      string // empty where it is not of digits
	encoded []byte
}

func newAttachmentRows(size *resultSize) *attachmentRows {
	return &attachmentRows{encoder: newEncoder(), size: size}
}

func (r *attachmentRows) add(attachment *api.Attachment) error {
	encoded, err := r.encoder.piece(func() error { return r.encoder.attachment(attachment) })
	if err != nil {
		return err
	}
	if err := r.size.add(encoded); err != nil {
		return err
	}
	r.rows = append(r.rows, attachmentRow{digitID(attachment), encoded})
	r.mismatches.add(attachment)
	return nil
}

// addAll adds the attachments of a sequence. It returns the error that the sequence ends with, apart from one of its own.
func (r *attachmentRows) addAll(attachments iter.Seq2[api.Attachment, error]) (ended, failed error) {
	for attachment, err := range attachments {
		switch {
		case errors.Is(err, zohocrm.ErrWalkRestarted):
			r.discard()
			continue
		case err != nil:
			r.discard()
			return err, nil
		}
		if err := r.add(&attachment); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// discard forgets the rows of a walk that was restarted or failed, and gives their room back.
func (r *attachmentRows) discard() {
	for _, row := range r.rows {
		r.size.remove(row.encoded)
	}
	*r = *newAttachmentRows(r.size)
}

// digitID returns the id of an attachment, empty where it is not of digits.
func digitID(attachment *api.Attachment) string {
	if attachment.ID == nil || !catalog.IsDigits(*attachment.ID) {
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
	return cmp.Or(cmp.Compare(min(len(a), 1), min(len(b), 1)), catalog.CompareIDs(a, b), cmp.Compare(a, b))
}
