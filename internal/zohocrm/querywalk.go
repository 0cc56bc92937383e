package zohocrm

import (
	"cmp"
	"context"
	"net/http"
	"strings"
)

// queryWalk is a walk over what a query finds, by id.
type queryWalk struct {
	client *Client
	query  Query
	lastID string // of the last row; empty before the first
}

func (w *queryWalk) fetch(ctx context.Context, number, before int) ([]FoundRecord, bool, error) {
	if number == 1 {
		query, err := w.query.checked()
		if err != nil {
			return nil, false, err
		}
		w.query = query
	}
	if number > maxPages {
		return nil, false, &PagingError{TooManyPages}
	}
	limit := min(queryPageSize, w.query.MaxRecords+1-before) // one more tells that there are too many
	p, err := w.ask(ctx, w.query.after(w.lastID, limit), limit, before)
	switch {
	case err != nil:
		return nil, false, err
	case len(p.rows) == 0 && number == 1 && !p.more:
		return nil, true, nil
	case len(p.rows) == 0:
		return nil, true, w.checkEnd(ctx, before)
	}
	records, err := w.records(p.rows)
	if err != nil {
		return nil, false, err
	}
	if before+len(records) > w.query.MaxRecords {
		return nil, false, &TooManyRecordsError{w.query.MaxRecords}
	}
	return records, !p.more, nil
}

// ask sends a query that asks for up to limit rows.
func (w *queryWalk) ask(ctx context.Context, query string, limit, before int) (page, error) {
	call, err := queryCall(query, limit, before)
	if err != nil {
		return page{}, err
	}
	p, err := w.client.fetchPage(ctx, call)
	if err == nil && len(p.rows) > limit {
		err = malformed("it has more rows than were asked for")
	}
	return p, err
}

// checkEnd finds out whether a page that was announced and has no rows is the end of the list: Zoho announces more on some
// last pages. It is where the highest id that meets the condition is not above the last one.
func (w *queryWalk) checkEnd(ctx context.Context, before int) error {
	p, err := w.ask(ctx, w.query.highest(), 1, before)
	if err != nil {
		return err
	}
	if len(p.rows) == 0 && w.lastID == "" {
		return nil
	}
	for _, row := range p.rows {
		record, err := row.record(nil)
		if err != nil {
			return err
		}
		if CompareIDs(record.ID, w.lastID) <= 0 {
			return nil
		}
	}
	return &PagingError{PageMissing}
}

// records decodes the rows of a page, each of which has to be above the one before.
func (w *queryWalk) records(rows []row) ([]FoundRecord, error) {
	records := make([]FoundRecord, 0, len(rows))
	for _, row := range rows {
		record, err := row.record(w.query.Fields)
		if err != nil {
			return nil, err
		}
		if w.lastID != "" && CompareIDs(record.ID, w.lastID) <= 0 {
			return nil, &PagingError{IDNotAscending}
		}
		w.lastID = record.ID
		records = append(records, record)
	}
	return records, nil
}

// CompareIDs compares ids of digits as the numbers that they are, however long.
func CompareIDs(a, b string) int {
	x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y))
}

func malformed(reason string) error {
	return &ResponseError{Defect: Malformed, Status: http.StatusOK, Reason: reason}
}
