package zohocrm

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

const (
	// maxPages bounds a walk. Zoho ends one at 100,000 rows, which is half as many pages.
	maxPages = 1000

	// maxNumberedPages is how many pages can be asked for by number: Zoho serves 2,000 rows that way.
	maxNumberedPages = 2000 / pageSize
)

// A PagingFault is a way in which the pages of a list are inconsistent.
type PagingFault int

// The faults of paging.
const (
	// PageTokenRepeated is a page token that was seen before.
	PageTokenRepeated PagingFault = iota + 1
	// PageTokenMissing is a walk by page tokens whose last page announces more rows without a token.
	PageTokenMissing
	// PageTokenRequired is a list too long to be walked by page number, of a server that gives no page tokens.
	PageTokenRequired
	// NoNewRows is a page whose rows were all seen before, while more are announced.
	NoNewRows
	// PageMissing is an announced page without rows.
	PageMissing
	// TooManyPages is a walk beyond the client's limit.
	TooManyPages
	// RowsMoved is a list whose rows moved from page to page in every walk over it.
	RowsMoved
	// IDNotAscending is a row of a query whose id is not above that of the row before.
	IDNotAscending
)

func (f PagingFault) String() string {
	switch f {
	case PageTokenRepeated:
		return "a page token was repeated"
	case PageTokenMissing:
		return "more rows are announced, but the page token is missing"
	case PageTokenRequired:
		return "more rows are announced than can be read without a page token"
	case NoNewRows:
		return "a page has no new rows, though more are announced"
	case PageMissing:
		return "an announced page has no rows"
	case RowsMoved:
		return fmt.Sprintf("rows moved from one page to another while they were read, in each of %d attempts", maxWalks)
	case IDNotAscending:
		return "the ids do not ascend"
	default:
		return fmt.Sprintf("more than %d pages", maxPages)
	}
}

// PagingError is a walk that cannot be continued, or would not end.
type PagingError struct {
	Fault PagingFault
}

func (e *PagingError) Error() string { return "zohocrm: " + e.Fault.String() }

// WalkError tells where a walk failed.
type WalkError struct {
	Page int // the page that was asked for, from 1
	Rows int // the rows of the pages before it
	Err  error
}

func (e *WalkError) Error() string {
	return fmt.Sprintf("page %d, after %d rows: %s", e.Page, e.Rows, e.Err)
}

func (e *WalkError) Unwrap() error { return e.Err }

// walk is a walk over a record's attachments, page by page.
type walk struct {
	client  *Client
	request Request
	number  int   // which walk over the list, from 1
	before  *walk // the walk before it; nil where there is none

	rows []api.Attachment // of the current page, those not seen before
	err  error

	page   int                 // the number of the current page
	count  int                 // the rows kept of the pages before it
	kept   int                 // those of the current page
	last   bool                // whether the current page is the last
	token  string              // the page token for the next page
	tokens map[string]struct{} // those seen
	ids    map[string]int      // those seen, with the page that had them first

	doubted bool // whether the page before was said to be the last, and had a token for a next

	moved bool // whether a page had an id of an earlier one
	ended bool // whether the walk came to the end of the list
}

// next gets the next page. It reports false at the end of the walk and at an error.
func (w *walk) next(ctx context.Context) bool {
	if w.last || w.err != nil {
		return false
	}
	w.count += w.kept
	w.rows, w.kept = nil, 0
	w.page++
	if err := w.fetch(ctx); err != nil {
		w.err = &WalkError{Page: w.page, Rows: w.count, Err: err}
		return false
	}
	return true
}

func (w *walk) fetch(ctx context.Context) error {
	if w.page == 1 {
		if err := w.request.check(); err != nil {
			return err
		}
	}
	query, err := w.query()
	if err != nil {
		return err
	}
	result, err := w.client.fetchPage(ctx, call{
		path: w.request.path(), query: query, pageSize: pageSize, maxBody: maxBody, rowsBefore: w.count,
	})
	if err != nil {
		return err
	}
	return w.accept(ctx, result)
}

// query returns the parameters of the current page: those of the first, and its token or its number.
func (w *walk) query() (url.Values, error) {
	query := w.request.query()
	switch {
	case w.page == 1:
	case w.page > maxPages:
		return nil, &PagingError{TooManyPages}
	case w.token != "":
		query.Set("page_token", w.token)
	case w.page > maxNumberedPages:
		return nil, &PagingError{PageTokenRequired}
	default:
		query.Set("page", strconv.Itoa(w.page))
	}
	return query, nil
}

// accept keeps the rows of a page that were not seen before, and finds out how to get the next page.
func (w *walk) accept(ctx context.Context, p api.Page) error {
	if len(p.Rows) == 0 && w.page > 1 && !p.More && !w.doubted {
		return &PagingError{PageMissing}
	}
	fresh, repeated, err := w.keepUnseen(ctx, p.Rows)
	if err != nil {
		return err
	}
	w.moved = w.moved || repeated
	w.doubted = w.isDoubtful(p)
	w.last, w.ended = !p.More && !w.doubted, !p.More && !w.doubted
	if w.moved && !w.mayBeList() {
		w.rows = nil
	}
	if w.last {
		return nil
	}
	if repeated && w.givesUp(fresh) {
		w.last = true
		return nil
	}
	switch {
	case fresh == 0 && w.doubted: // nothing was promised, and nothing came
		w.last, w.ended = true, true
		return nil
	case fresh == 0:
		return &PagingError{NoNewRows}
	}
	switch _, seen := w.tokens[p.NextToken]; {
	case p.NextToken == "" && len(w.tokens) > 0:
		return &PagingError{PageTokenMissing}
	case p.NextToken == "":
		return nil
	case seen:
		return &PagingError{PageTokenRepeated}
	}
	if w.tokens == nil {
		w.tokens = make(map[string]struct{})
	}
	w.tokens[p.NextToken] = struct{}{}
	w.token = p.NextToken
	return nil
}

// isDoubtful reports whether a page that is said to be the last one has a token for a next: one that was not seen before. Whether
// there is one, the next request tells; that there is none, an empty response.
func (w *walk) isDoubtful(p api.Page) bool {
	_, seen := w.tokens[p.NextToken]
	return !p.More && p.NextToken != "" && !seen && len(p.Rows) > 0
}

// keepUnseen keeps the rows whose id was not seen before, and counts them. A row without an id is always kept, but not
// counted: it does not show that the walk makes progress. It reports whether an earlier page had one of the ids. It ends
// between two rows where the context ends.
func (w *walk) keepUnseen(ctx context.Context, rows []api.Row) (fresh int, repeated bool, err error) {
	if w.ids == nil {
		w.ids = make(map[string]int, len(rows))
	}
	w.rows = make([]api.Attachment, 0, len(rows))
	for _, row := range rows {
		if err := ctx.Err(); err != nil {
			return 0, false, err
		}
		attachment := row.Attachment()
		if id := attachment.ID; id != nil {
			if page, seen := w.ids[*id]; seen {
				repeated = repeated || page < w.page
				continue
			}
			own := strings.Clone(*id) // or the walk would hold every page to its end
			attachment.ID = &own
			w.ids[own] = w.page
			fresh++
		}
		w.rows = append(w.rows, attachment)
	}
	w.kept = len(w.rows)
	return fresh, repeated, nil
}
