package zohocrm

import (
	"context"
	"errors"
	"iter"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// maxWalks bounds how often a list is walked that moves every time.
const maxWalks = 3

// ErrWalkRestarted is yielded in the place of an attachment where rows moved from one page to another while a list was read:
// what was yielded before it is void. It does not end the sequence; the list follows anew, from its first page.
var ErrWalkRestarted = errors.New("zohocrm: the list moved while it was read: it is read again from its first page")

// Attachments reads the attachments of a record and yields each attachment once, in the order of the pages.
//
// With an attachment the error is nil. [ErrWalkRestarted] says that what was yielded before is void, and that the list is
// read again. Any other error is a [*WalkError] and ends the sequence: what was yielded before it is an incomplete list.
// Whoever takes every error for the end is never left with rows of two walks, but fails where a second walk would do.
//
// Nothing is sent before the sequence is ranged over; each range reads anew. The texts of an attachment, but for its id, may
// be parts of the page that they came in: who keeps one keeps the page, and may want [strings.Clone].
func (c *Client) Attachments(ctx context.Context, request Request) iter.Seq2[api.Attachment, error] {
	return func(yield func(api.Attachment, error) bool) {
		w := &walk{client: c, request: request, number: 1}
		for {
			for w.next(ctx) {
				for _, attachment := range w.rows {
					if !yield(attachment, nil) {
						return
					}
				}
			}
			switch {
			case w.err != nil:
				yield(api.Attachment{}, w.err)
				return
			case !w.moved || w.isRepetition():
				return
			case w.number == maxWalks:
				yield(api.Attachment{}, &WalkError{Page: w.page, Rows: w.count, Err: &PagingError{RowsMoved}})
				return
			}
			w.before = nil // what it had is known by now
			c.logRestart(ctx, w)
			if !yield(api.Attachment{}, ErrWalkRestarted) {
				return
			}
			w = &walk{client: c, request: request, number: w.number + 1, before: w}
		}
	}
}

// givesUp reports whether a walk is of no further use where a page had ids of an earlier one, with so many new ones beside
// them: the first walk at once, a later one where it makes no progress or cannot be the list any more.
func (w *walk) givesUp(fresh int) bool {
	switch w.number {
	case 1:
		return true
	case maxWalks:
		return fresh > 0 && !w.mayBeList()
	default:
		return fresh == 0
	}
}

// mayBeList reports whether a walk can be the list though rows moved: where the one before it came to the end, and may have
// brought the same. The rows of any other are not needed once they have moved.
func (w *walk) mayBeList() bool {
	return w.before != nil && w.before.ended
}

// isRepetition reports whether a walk brought what the walk before it did, both to the end: such a list does not move; its
// server repeats rows for reasons of its own.
func (w *walk) isRepetition() bool {
	if !w.mayBeList() || w.before.count+w.before.kept != w.count+w.kept || len(w.before.ids) != len(w.ids) {
		return false
	}
	for id := range w.ids {
		if _, seen := w.before.ids[id]; !seen {
			return false
		}
	}
	return true
}
