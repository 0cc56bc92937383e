package zohocrm

import (
	"context"
	"errors"
	"iter"
	"net/http"

	"golang.org/x/sync/errgroup"
)

// walksPerRequest is how many walks go on for each request that may be under way: while one waits for its next try, or
// for the caller to take its rows, another has something to send.
const walksPerRequest = 2

// EachRecord walks the attachments of several records side by side, within Config.MaxConcurrentRequests. It begins the
// walks in the order of the requests and calls visit once for each, from several goroutines at once, with the request's
// index and the attachments as [Client.Attachments] yields them. The first error that visit returns is returned; it ends
// the context of the other walks, and so them, before EachRecord returns.
func (c *Client) EachRecord(ctx context.Context, requests []Request, visit func(i int, attachments iter.Seq2[Attachment, error]) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(walksPerRequest * max(1, min(c.config.MaxConcurrentRequests, len(requests))))
	for i, request := range requests {
		group.Go(func() error { return visit(i, c.Attachments(ctx, request)) })
	}
	return group.Wait()
}

// RecordFault reports whether the error of a walk may be the fault of its record alone, so that the walk of another record
// may well succeed: the record is unknown, say, or its pages make up no list. It is not where any other walk must fail
// alike, or will most probably: credentials, scope, module and fields are the same for all, so are credits and limits, and
// so is a server that cannot be reached or that asks for a long wait. The end of a context is nobody's fault.
func RecordFault(err error) bool {
	if _, wait := errors.AsType[*RetryAfterError](err); wait || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	if refused, ok := errors.AsType[*Error](err); ok {
		return !refused.concernsAll()
	}
	if answer, ok := errors.AsType[*AnswerError](err); ok {
		return answer.Status != http.StatusTooManyRequests
	}
	_, paging := errors.AsType[*PagingError](err)
	return paging
}

// concernsAll reports whether the answer to a request with another record's id would be the same.
func (e *Error) concernsAll() bool {
	switch index := e.Details.ResourcePathIndex; {
	case e.TooMany(), e.Status == http.StatusUnauthorized:
		return true
	case index != nil && *index == 0, e.Details.ParamName == "fields":
		return true
	}
	switch e.Code {
	case "INVALID_TOKEN", "AUTHENTICATION_FAILURE", "OAUTH_SCOPE_MISMATCH", "NOT_SUPPORTED", "API_NOT_SUPPORTED", "INVALID_REQUEST_METHOD":
		return true
	}
	return false
}
