package wire

import (
	"context"
	"net/http"
	"time"
)

// Backend is what responds to a request where no fault does.
type Backend interface {
	http.Handler
	// PageOf tells which page of its walk a request asks for, from 1 on.
	PageOf(r *http.Request) int
	// WalkOf tells which walk a request belongs to: that over the attachments of a record, by its path, or over what a query
	// finds.
	WalkOf(r *http.Request) string
}

type bodyKey struct{}

// WithBody keeps the body of a request, for [BodyOf].
func WithBody(ctx context.Context, body string) context.Context {
	return context.WithValue(ctx, bodyKey{}, body)
}

// BodyOf is the body of a request that was kept by [WithBody].
func BodyOf(r *http.Request) string {
	body, _ := r.Context().Value(bodyKey{}).(string)
	return body
}

type rowsKey struct{}

// WithRows has note called with the number of rows of the response, before it is sent.
func WithRows(ctx context.Context, note func(rows int)) context.Context {
	return context.WithValue(ctx, rowsKey{}, note)
}

// NoteRows tells whoever asked for it by [WithRows] the number of rows of a response.
func NoteRows(ctx context.Context, rows int) {
	if note, ok := ctx.Value(rowsKey{}).(func(int)); ok {
		note(rows)
	}
}

// Pause waits for d and tells whether ctx lasted as long.
func Pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
