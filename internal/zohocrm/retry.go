package zohocrm

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/throttle"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

const (
	// DefaultMaxRetries is the number of retries of a request where [Config] does not say.
	DefaultMaxRetries = 4

	// MaxRetriesLimit is the largest number that [Config] accepts.
	MaxRetriesLimit = 10
)

// newBackOff returns the waits between the attempts of a request: 1 s, 2 s, 4 s and so on up to 30 s, each with up to a half
// of it more or less, so that requests that failed together are not retried together.
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

// ErrAlwaysRateLimited is why a request is not retried though it has retries left: request after request of the client got
// a response 429, each of them the only one in flight.
var ErrAlwaysRateLimited = errors.New("every request is rate limited, even when it is the only one in flight")

// RetryError is a request that failed for a reason that may pass, and was given up.
type RetryError struct {
	Attempts int           // those that were made; 0 where the context ended before the first
	Elapsed  time.Duration // from the beginning of the first attempt, waits included

	// Err is why the last attempt failed. Where the context ended during a later attempt, it is why the one before failed;
	// nil where there was none.
	Err error

	// Stopped is why there was no further attempt; nil where all were used up. It is [context.Canceled],
	// [context.DeadlineExceeded] also where the next wait would have passed the deadline, a [*RetryAfterError] or
	// [ErrAlwaysRateLimited].
	Stopped error

	// Silence is for how long the attempt that the context ended had received nothing; zero where there was none.
	Silence time.Duration

	// Alone reports that the last attempt got a response 429 though no other request of the client was in flight: then
	// the day's credits are used up, or another program uses up the limit.
	Alone bool
}

func (e *RetryError) Error() string {
	text := fmt.Sprintf("%d attempts in %s", e.Attempts, e.Elapsed.Round(time.Millisecond))
	if e.Attempts == 1 {
		text = fmt.Sprintf("1 attempt in %s", e.Elapsed.Round(time.Millisecond))
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

// retryLoop is a request with its attempts.
type retryLoop struct {
	client  *Client
	call    call
	backOff backoff.BackOff

	attempts     int           // made so far, the current one included
	started      time.Time     // the first of them
	err          error         // of the last one that was not ended by the context
	tokenRenewed bool          // whether an attempt's token was rejected and replaced
	rateLimited  bool          // whether any attempt got a response 429
	alone        bool          // whether the last one did, though it was the only request in flight
	delay        time.Duration // before the next attempt
	retryAfter   time.Duration // the wait that the last response asked for
}

// fetchPage gets one page of a list, in one or several attempts.
func (c *Client) fetchPage(ctx context.Context, call call) (api.Page, error) {
	done := c.throttle.Track()
	defer done()
	r := &retryLoop{client: c, call: call, backOff: c.config.newBackOff()}
	for {
		result, retry, err := r.attempt(ctx)
		switch {
		case err == nil:
			return result, nil
		case ctx.Err() != nil:
			if statusOf(err) != 0 {
				r.err = err
			}
			return api.Page{}, r.interrupted(ctx.Err(), transport.SilenceOf(err))
		case !retry:
			return api.Page{}, err
		}
		r.err = err
		if err := r.wait(ctx); err != nil {
			return api.Page{}, err
		}
	}
}

// attempt makes one attempt, with a second token where the first is rejected, and reports whether the request may be retried.
func (r *retryLoop) attempt(ctx context.Context) (result api.Page, retry bool, err error) {
	if err := ctx.Err(); err != nil {
		return api.Page{}, false, err
	}
	if r.attempts == 0 {
		r.started = r.client.clock.Now()
	}
	token, err := r.client.config.Tokens.Token(ctx)
	if err != nil {
		r.attempts++
		r.alone = false
		r.scheduleRetry(err)
		return api.Page{}, temporary(err), err
	}
	result, err = r.sendThrottled(ctx, token)
	if !isTokenRejected(err) {
		return result, retryable(err), err
	}
	if !r.tokenRenewed && r.client.config.Tokens.Invalidate(ctx, token.Value) {
		r.tokenRenewed = true
		return r.attempt(ctx)
	}
	return result, false, r.client.tokenRejected(err, token, r.tokenRenewed)
}

// sendThrottled waits for a slot among the requests in flight, and sends the request.
func (r *retryLoop) sendThrottled(ctx context.Context, token Token) (result api.Page, err error) {
	c := r.client
	// A request that was rate limited is alone at its last attempt: however low the limit of the server is, it is not
	// passed then.
	last := r.rateLimited && r.retries() == c.maxRetries-1
	leave, err := c.enterQuery(ctx, r.call)
	if err != nil {
		return api.Page{}, err
	}
	defer leave()
	slot, err := c.throttle.Acquire(ctx, last, func(d time.Duration) {
		c.logWait(ctx, r.call.path, r.attempts+1, d, "other requests come first")
	})
	if err != nil {
		return api.Page{}, err
	}
	outcome := throttle.NoResponse
	defer func() { r.alone = c.throttle.Release(slot, outcome, r.delay) && outcome == throttle.RateLimited }()
	if r.attempts == 0 {
		r.started = c.clock.Now()
	}
	r.attempts++
	result, err = c.requestPage(ctx, token, r.call, r.attempts)
	switch status := statusOf(err); {
	case isRateLimited(err):
		outcome, r.rateLimited = throttle.RateLimited, true
	case err == nil || status != 0:
		outcome = throttle.Accepted
	}
	if retryable(err) {
		r.scheduleRetry(err)
	}
	return result, err
}

// scheduleRetry sets the delay after a failed attempt: that of the exponential series, or the longer one of Retry-After.
func (r *retryLoop) scheduleRetry(err error) {
	r.delay = r.backOff.NextBackOff()
	retryAfter, date := retryAfterOf(err)
	r.retryAfter, _ = parseRetryAfter(retryAfter, date, r.client.clock.Now())
	if r.retryAfter <= MaxRetryAfter {
		r.delay = max(r.delay, r.retryAfter)
	}
}

// wait waits until the next attempt, or returns why there is none.
func (r *retryLoop) wait(ctx context.Context) error {
	c := r.client
	if r.retryAfter > MaxRetryAfter {
		return r.giveUp(&RetryAfterError{Wait: r.retryAfter})
	}
	if r.retries() == c.maxRetries {
		return r.giveUp(nil)
	}
	if isRateLimited(r.err) && c.throttle.Exhausted(c.maxRetries) {
		return r.giveUp(ErrAlwaysRateLimited)
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < r.delay {
		return r.giveUp(context.DeadlineExceeded)
	}
	c.logWait(ctx, r.call.path, r.attempts+1, r.delay, r.err.Error())
	_ = c.clock.Sleep(ctx, r.delay) // the next attempt sees the context's end
	return nil
}

// retries returns how many of the attempts count as retries: one for a new token does not.
func (r *retryLoop) retries() int {
	if r.tokenRenewed {
		return r.attempts - 2
	}
	return r.attempts - 1
}

// interrupted makes the error of a request that the context ended, in an attempt that had received nothing for a time or between
// two attempts.
func (r *retryLoop) interrupted(reason error, silence time.Duration) error {
	e := r.giveUp(reason)
	e.Silence = silence
	return e
}

// giveUp makes the error of a request that is not attempted again.
func (r *retryLoop) giveUp(reason error) *RetryError {
	e := &RetryError{Attempts: r.attempts, Err: r.err, Stopped: reason, Alone: r.alone}
	if r.attempts > 0 {
		e.Elapsed = r.client.clock.Now().Sub(r.started)
	}
	return e
}
