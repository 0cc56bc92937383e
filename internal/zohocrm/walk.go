package zohocrm

import (
	"context"
	"iter"
)

// fetcher gets the pages of a list one after the other, and holds what was learned from those before.
type fetcher[T any] interface {
	// fetch gets a page: its number, from 1, and the rows of those before it are told. It reports whether it is the last.
	fetch(ctx context.Context, page, before int) (rows []T, last bool, err error)
}

// walkPages yields the rows of all pages. An error ends the walk, as a [*WalkError]. Each range makes a fetcher of its own.
func walkPages[T any](ctx context.Context, newFetcher func() fetcher[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		pages, before := newFetcher(), 0
		for page := 1; ; page++ {
			rows, last, err := pages.fetch(ctx, page, before)
			if err != nil {
				var none T
				yield(none, &WalkError{Page: page, Rows: before, Err: err})
				return
			}
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
			if last {
				return
			}
			before += len(rows)
		}
	}
}
