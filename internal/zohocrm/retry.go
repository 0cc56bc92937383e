package zohocrm

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	// DefaultMaxRetries is the number of times that a request is tried again where [Config] does not say.
	DefaultMaxRetries = 4

	// MaxRetriesLimit is the largest number that [Config] may say.
	MaxRetriesLimit = 10
)

// newBackOff returns the waits between the tries of a request: 1 s, 2 s, 4 s and so on up to 30 s, each with up to a half
// of it more or less, so that requests that failed together do not come back together.
func newBackOff() backoff.BackOff {
	waits := &backoff.ExponentialBackOff{
		InitialInterval:     time.Second,
		Multiplier:          2,
		RandomizationFactor: 0.5,
		MaxInterval:         30 * time.Second,
	}
	waits.Reset()
	return waits
}

// ErrAlwaysRateLimited is why a request is not tried again though it has tries left: request after request of the client was
// refused with 429, each of them the only one under way.
var ErrAlwaysRateLimited = errors.New("request after request is refused, each of them the only one under way")

// RetryError is a request that failed for a reason that may pass, and was given up.
type RetryError struct {
	Attempts int           // those that were made; 0 where the context ended before the first
	Elapsed  time.Duration // from the beginning of the first try, waits included

	// Err is why the last try failed. Where the context ended during a later try, it is why the one before failed; nil
	// where there was none.
	Err error

	// Stopped is why there was no further try; nil where all were used up. It is [context.Canceled],
	// [context.DeadlineExceeded] also where the next wait would have passed the deadline, a [*RetryAfterError] or
	// [ErrAlwaysRateLimited].
	Stopped error

	// Alone reports that the last try was refused with 429 though no other request of the client was under way: then
	// the day's credits are used up, or another program uses up the limit.
	Alone bool
}

func (e *RetryError) Error() string {
	text := fmt.Sprintf("%d tries in %s", e.Attempts, e.Elapsed.Round(time.Millisecond))
	if e.Attempts == 1 {
		text = fmt.Sprintf("1 try in %s", e.Elapsed.Round(time.Millisecond))
	}
	if e.Stopped != nil {
		text += ", then no more: " + e.Stopped.Error()
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns Err and Stopped, those that are not nil.
func (e *RetryError) Unwrap() []error {
	var causes []error
	for _, err := range []error{e.Err, e.Stopped} {
		if err != nil {
			causes = append(causes, err)
		}
	}
	return causes
}

// retries is a request with its tries.
type retries struct {
	client  *Client
	call    call
	backOff backoff.BackOff

	made    int           // tries, this one included
	began   time.Time     // the first of them
	err     error         // of the last one that ended by itself
	renewed int           // those of them whose token was refused and replaced: 0 or 1
	refused bool          // whether one was refused with 429
	alone   bool          // whether the last one was, though it was the only request under way
	wait    time.Duration // before the next try
	asked   time.Duration // the wait that the last answer asked for
}

// page gets one page of a list: it tries, waits, and tries again.
func (c *Client) page(ctx context.Context, call call) (page, error) {
	end := c.throttle.begin()
	defer end()
	r := &retries{client: c, call: call, backOff: c.config.newBackOff()}
	for {
		answer, again, err := r.try(ctx)
		switch {
		case err == nil:
			return answer, nil
		case ctx.Err() != nil:
			if statusOf(err) != 0 {
				r.err = err
			}
			return page{}, r.stop(ctx.Err())
		case !again:
			return page{}, err
		}
		r.err = err
		if err := r.next(ctx); err != nil {
			return page{}, err
		}
	}
}

// try makes one try, and reports whether it may be made again.
func (r *retries) try(ctx context.Context) (answer page, again bool, err error) {
	if err := ctx.Err(); err != nil {
		return page{}, false, err
	}
	if r.made == 0 {
		r.began = r.client.clock.Now()
	}
	token, err := r.client.config.Tokens.Token(ctx)
	if err != nil {
		r.made++
		r.alone = false
		r.schedule(err)
		return page{}, temporary(err), err
	}
	answer, err = r.send(ctx, token)
	if r.renewed == 0 && invalidToken(err) && r.client.config.Tokens.Invalidate(ctx, token.Value) {
		r.renewed++
		return r.try(ctx)
	}
	return answer, retryable(err), err
}

// send waits for a place among the requests under way, and sends the request.
func (r *retries) send(ctx context.Context, token Token) (answer page, err error) {
	c := r.client
	// Whoever was refused goes alone at its last try: however low the limit of the server is, it is not passed then.
	last := r.refused && r.retried() == c.maxRetries-1
	place, err := c.throttle.enter(ctx, last, func(d time.Duration) {
		c.logWait(ctx, r.call.path, r.made+1, d, "other requests come first")
	})
	if err != nil {
		return page{}, err
	}
	told := lost
	defer func() { r.alone = c.throttle.leave(place, told, r.wait) && told == refused }()
	if r.made == 0 {
		r.began = c.clock.Now()
	}
	r.made++
	answer, err = c.try(ctx, token, r.call, r.made)
	switch status := statusOf(err); {
	case status == http.StatusTooManyRequests:
		told, r.refused = refused, true
	case err == nil || status != 0:
		told = accepted
	}
	if retryable(err) {
		r.schedule(err)
	}
	return answer, err
}

// schedule sets the wait after a failed try: that of the exponential series, or the longer one that the answer asks for.
func (r *retries) schedule(err error) {
	r.wait = r.backOff.NextBackOff()
	r.asked, _ = parseRetryAfter(retryAfterOf(err), r.client.clock.Now())
	if r.asked <= MaxRetryAfter {
		r.wait = max(r.wait, r.asked)
	}
}

// next waits until the next try, or returns why there is none.
func (r *retries) next(ctx context.Context) error {
	c := r.client
	if r.asked > MaxRetryAfter {
		return r.stop(&RetryAfterError{Wait: r.asked})
	}
	if r.retried() == c.maxRetries {
		return r.stop(nil)
	}
	if statusOf(r.err) == http.StatusTooManyRequests && c.throttle.exhausted(c.maxRetries) {
		return r.stop(ErrAlwaysRateLimited)
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < r.wait {
		return r.stop(context.DeadlineExceeded)
	}
	c.logWait(ctx, r.call.path, r.made+1, r.wait, r.err.Error())
	_ = c.clock.Sleep(ctx, r.wait) // the next try sees the context's end
	return nil
}

// retried returns how many of the tries count as retries: a token that has had its time is no failure of the request.
func (r *retries) retried() int {
	return r.made - r.renewed - 1
}

// stop ends the tries.
func (r *retries) stop(why error) error {
	e := &RetryError{Attempts: r.made, Err: r.err, Stopped: why, Alone: r.alone}
	if r.made > 0 {
		e.Elapsed = r.client.clock.Now().Sub(r.began)
	}
	return e
}

func invalidToken(err error) bool {
	refused, ok := errors.AsType[*Error](err)
	return ok && refused.Status == http.StatusUnauthorized && refused.Code == "INVALID_TOKEN"
}
