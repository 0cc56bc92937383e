package zohocrm

import (
	"context"
	"errors"
	"iter"
	"net/http"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// walksPerRequest is how many walks are active for each request that may be in flight: while one waits for its next attempt,
// or for the caller to take its rows, another has a request to send.
const walksPerRequest = 2

// EachRecord walks the attachments of several records concurrently, within Config.MaxConcurrentRequests. It begins the
// walks in the order of the requests and calls visit once for each, from several goroutines at once, with the request's
// index and the attachments as [Client.Attachments] yields them. The first error that visit returns is returned; it ends
// the context of the other walks, and so them, before EachRecord returns, and no further walk begins.
func (c *Client) EachRecord(
	ctx context.Context, requests []Request, visit func(i int, attachments iter.Seq2[api.Attachment, error]) error,
) error {
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

// FailureScope tells which records the failure of a walk concerns.
type FailureScope int

const (
	// AmbiguousScope is a failure of this record or of every record: an outage, a missing permission, a response that cannot
	// be decoded.
	AmbiguousScope FailureScope = iota
	// OneRecord is a failure of the record, or of its list.
	OneRecord
	// AllRecords is a failure that every other walk would meet too: credentials, scope, module, fields and parameters are the
	// same for all, and so are credits, limits, the connection and the context.
	AllRecords
)

// FailureScopeOf tells which records the error of a walk concerns.
func FailureScopeOf(err error) FailureScope {
	if _, isRetryAfter := errors.AsType[*RetryAfterError](err); isRetryAfter || errors.Is(err, context.Canceled) ||
		errors.Is(err, context.DeadlineExceeded) {
		return AllRecords
	}
	if apiErr, ok := errors.AsType[*api.Error](err); ok {
		return failureScope(apiErr)
	}
	if responseErr, ok := errors.AsType[*api.ResponseError](err); ok {
		switch responseErr.Status {
		case http.StatusUnauthorized, http.StatusProxyAuthRequired, http.StatusTooManyRequests:
			return AllRecords
		}
		if responseErr.Defect == api.Redirected {
			return AllRecords
		}
		return AmbiguousScope
	}
	if _, isPaging := errors.AsType[*PagingError](err); isPaging {
		return OneRecord
	}
	return AllRecords
}

func failureScope(e *api.Error) FailureScope {
	switch e.Code {
	case "INVALID_TOKEN", "AUTHENTICATION_FAILURE", "OAUTH_SCOPE_MISMATCH",
		"NOT_SUPPORTED", "API_NOT_SUPPORTED", "INVALID_REQUEST_METHOD", "INVALID_HOST", "INVALID_OAUTHTOKEN",
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
