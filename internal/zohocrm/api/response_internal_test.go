package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
)

// endsAfter is a context that ends once its end was looked for so many times.
type endsAfter struct {
	context.Context
	looks int
}

func (c *endsAfter) Err() error {
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestContextEndsBetweenRows has the context end in the middle of a page: no further row is decoded.
func TestContextEndsBetweenRows(t *testing.T) {
	t.Parallel()
	body := `{"data":[{"id":"1"}` + strings.Repeat(`,{"x":2}`, 199) + `],"info":{"more_records":false}}`
	if p := split(&endsAfter{t.Context(), 3}, body, 200); len(p.rows) != 4 {
		t.Errorf("the page was taken apart into %d rows, want 4", len(p.rows))
	}
	result, err := decodePage(&endsAfter{t.Context(), 3}, http.StatusOK, http.Header{}, []byte(body), 200)
	if !errors.Is(err, context.Canceled) || len(result.Rows) != 0 {
		t.Errorf("%d rows, %v", len(result.Rows), err)
	}
}

// TestRoom has pages of another size than an attachments page has: the bound is the caller's.
func TestRoom(t *testing.T) {
	t.Parallel()
	for rows, reason := range map[int]string{
		1999: "", 2000: "the page is full, and it does not say whether more rows follow",
		2001: "it has more than the 2000 rows that were asked for",
	} {
		body := `{"data":[{}` + strings.Repeat(`,{}`, rows-1) + `]}`
		result, err := decodePage(t.Context(), http.StatusOK, http.Header{}, []byte(body), 2000)
		responseErr, _ := errors.AsType[*ResponseError](err)
		if (err == nil) != (reason == "") || err == nil && len(result.Rows) != rows || err != nil && responseErr.Reason != reason {
			t.Errorf("%d rows: %d, %v", rows, len(result.Rows), err)
		}
	}
}
