package zohocrm

import (
	"fmt"
	"net/http"

	"github.com/cenkalti/backoff/v5"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/throttle"
)

// DefaultMaxConcurrentRequests is the number of requests that Zoho serves at once in all but its smallest edition.
const DefaultMaxConcurrentRequests = 10

// Config configures a [Client].
type Config struct {
	// APIDomain is the API domain as [catalog.ParseAPIDomain] accepts it. Where it is empty, it is the one that comes with the
	// token, else [catalog.DefaultAPIDomain].
	APIDomain string

	// Tokens is where the Authorization header comes from.
	Tokens TokenSource

	// UserAgent is sent with every request.
	UserAgent string

	// Transport sends the requests; nil is [transport.New].
	Transport Transport

	// Log receives the client's log; nil discards it.
	Log LogFunc

	// MaxRetries is how many times a request is retried, 0 to [MaxRetriesLimit]; nil is [DefaultMaxRetries].
	MaxRetries *int

	// MaxConcurrentRequests is how many requests may be in flight; 0 is [DefaultMaxConcurrentRequests].
	MaxConcurrentRequests int

	// Clock is used for waits; nil is the system's clock.
	Clock throttle.Clock

	newBackOff func() backoff.BackOff // nil is the package's
}

// setLimits fills in the defaults of the limits, and rejects what is out of range.
func (c *Config) setLimits() error {
	if c.MaxRetries == nil {
		c.MaxRetries = new(DefaultMaxRetries)
	}
	if c.MaxConcurrentRequests == 0 {
		c.MaxConcurrentRequests = DefaultMaxConcurrentRequests
	}
	if c.Clock == nil {
		c.Clock = throttle.SystemClock{}
	}
	if c.newBackOff == nil {
		c.newBackOff = newBackOff
	}
	switch {
	case *c.MaxRetries < 0 || *c.MaxRetries > MaxRetriesLimit:
		return fmt.Errorf("zohocrm: max retries %d is not between 0 and %d", *c.MaxRetries, MaxRetriesLimit)
	case c.MaxConcurrentRequests < 0:
		return fmt.Errorf("zohocrm: max concurrent requests %d is negative", c.MaxConcurrentRequests)
	}
	return nil
}

// Transport sends requests.
type Transport = http.RoundTripper
