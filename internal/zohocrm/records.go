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
// the context of the other walks, and so them, before EachRecord returns, and no further walk begins.
func (c *Client) EachRecord(ctx context.Context, requests []Request, visit func(i int, attachments iter.Seq2[Attachment, error]) error) error {
	group, walking := errgroup.WithContext(ctx)
	// The limit is never negative, which would be none: the setting may be as large as an int of 32 bits.
	group.SetLimit(walksPerRequest * max(1, min(c.config.MaxConcurrentRequests, len(requests))))
	for i, request := range requests {
		if walking.Err() != nil {
			break
		}
		group.Go(func() error { return visit(i, c.Attachments(walking, request)) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err() // where it ended between two walks
}

// FailureScope is how far the fault reaches that the error of a walk tells of.
type FailureScope int

const (
	// AmbiguousScope is a fault that may be the record's, or the next record may meet it too: an outage, a missing permission, an
	// answer that cannot be understood.
	AmbiguousScope FailureScope = iota
	// OneRecord is a fault of the record, or of its list.
	OneRecord
	// AllRecords is a fault that every other walk would meet too: credentials, scope, module, fields and parameters are the
	// same for all, and so are credits, limits, the connection and the context.
	AllRecords
)

// FailureScopeOf tells how far the fault reaches that the error of a walk tells of.
func FailureScopeOf(err error) FailureScope {
	if _, wait := errors.AsType[*RetryAfterError](err); wait || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return AllRecords
	}
	if refused, ok := errors.AsType[*Error](err); ok {
		return refused.extent()
	}
	if answer, ok := errors.AsType[*ResponseError](err); ok {
		switch answer.Status {
		case http.StatusUnauthorized, http.StatusProxyAuthRequired, http.StatusTooManyRequests:
			return AllRecords
		}
		if answer.Defect == Redirected {
			return AllRecords
		}
		return AmbiguousScope
	}
	if _, paging := errors.AsType[*PagingError](err); paging {
		return OneRecord
	}
	return AllRecords
}

func (e *Error) extent() FailureScope {
	switch e.Code {
	case "INVALID_TOKEN", "AUTHENTICATION_FAILURE", "OAUTH_SCOPE_MISMATCH",
		"NOT_SUPPORTED", "API_NOT_SUPPORTED", "INVALID_REQUEST_METHOD",
		"LIMIT_EXCEEDED", "REQUIRED_PARAM_MISSING", "PATTERN_NOT_MATCHED", "AMBIGUITY_DURING_PROCESSING",
		"TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED":
		return AllRecords
	case "INVALID_MODULE":
		if e.NotFound() { // one of Zoho's documents has it for a record that does not exist
			return AmbiguousScope
		}
		return AllRecords
	case "PAGINATION_LIMIT_EXCEEDED", "DISCRETE_PAGINATION_LIMIT_EXCEEDED", "TOKEN_BOUND_DATA_MISMATCH", "EXPIRED_VALUE":
		return OneRecord
	}
	index, parameter := e.Details.ResourcePathIndex, e.Details.ParamName
	switch {
	case e.RateLimited(), e.Status == http.StatusUnauthorized, e.Status == http.StatusProxyAuthRequired:
		return AllRecords
	case index != nil && *index == 0, parameter != "" && parameter != "page_token":
		return AllRecords
	case index != nil && *index == 1, parameter == "page_token", e.Code == "INVALID_DATA" && e.NotFound():
		return OneRecord
	}
	return AmbiguousScope
}
