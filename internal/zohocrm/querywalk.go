package zohocrm

import (
	"context"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// queryWalk is a walk over what a query finds, by id. It has its requests in common with the walk over attachments: token,
// limits, retries, bounds and log are those of [Client.fetchPage].
type queryWalk struct {
	client *Client
	query  Query

	records []api.FoundRecord // of the current page
	err     error

	page   int    // the number of the current page
	count  int    // the records of the pages before it
	last   bool   // whether the current page is the last
	lastID string // of the last row; empty before the first
}

// next gets the next page. It reports false at the end of the walk and at an error.
func (w *queryWalk) next(ctx context.Context) bool {
	if w.last || w.err != nil {
		return false
	}
	w.count += len(w.records)
	w.records = nil
	w.page++
	if err := w.fetch(ctx); err != nil {
		w.err = &WalkError{Page: w.page, Rows: w.count, Err: err}
		return false
	}
	return true
}

func (w *queryWalk) fetch(ctx context.Context) error {
	if w.page == 1 {
		query, err := w.query.checked()
		if err != nil {
			return err
		}
		w.query = query
	}
	if w.page > maxPages {
		return &PagingError{TooManyPages}
	}
	limit := min(queryPageSize, w.query.MaxRecords+1-w.count) // one more tells that there are too many
	p, err := w.ask(ctx, w.query.after(w.lastID, limit), limit)
	if err != nil {
		return err
	}
	if len(p.Rows) == 0 {
		w.last = true
		if w.page == 1 && !p.More {
			return nil
		}
		return w.checkEnd(ctx)
	}
	if err := w.accept(p.Rows); err != nil {
		return err
	}
	if w.count+len(w.records) > w.query.MaxRecords {
		return &TooManyRecordsError{w.query.MaxRecords}
	}
	w.last = !p.More
	return nil
}

// ask sends a query that asks for up to limit rows.
func (w *queryWalk) ask(ctx context.Context, query string, limit int) (api.Page, error) {
	call, err := queryCall(query, limit, w.count)
	if err != nil {
		return api.Page{}, err
	}
	return w.client.fetchPage(ctx, call)
}

// checkEnd finds out whether a page that was announced and has no rows is the end of the list: Zoho announces more on some
// last pages. It is where the highest id that meets the condition is not above the last one.
func (w *queryWalk) checkEnd(ctx context.Context) error {
	p, err := w.ask(ctx, w.query.highest(), 1)
	if err != nil {
		return err
	}
	if len(p.Rows) == 0 && !p.More && w.lastID == "" {
		return nil
	}
	for _, row := range p.Rows {
		record, err := row.Record(nil)
		if err != nil {
			return err
		}
		if catalog.CompareIDs(record.ID, w.lastID) <= 0 {
			return nil
		}
	}
	return &PagingError{PageMissing}
}

// accept decodes the rows of a page, each of which has to be above the one before.
func (w *queryWalk) accept(rows []api.Row) error {
	w.records = make([]api.FoundRecord, 0, len(rows))
	for _, row := range rows {
		record, err := row.Record(w.query.Fields)
		if err != nil {
			return err
		}
		if w.lastID != "" && catalog.CompareIDs(record.ID, w.lastID) <= 0 {
			return &PagingError{IDNotAscending}
		}
		w.lastID = record.ID
		w.records = append(w.records, record)
	}
	return nil
}
