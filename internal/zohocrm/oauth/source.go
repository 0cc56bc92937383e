package oauth

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

const (
	// expiryMargin is how long before its expiry a token is no longer used: the time of a request, and of clocks that
	// differ.
	expiryMargin = time.Minute

	// maxRenewals is how many invalid tokens are replaced in renewalWindow. Zoho issues ten tokens in ten minutes, for
	// all processes together; where every new token is invalid, the cause is not the token.
	maxRenewals   = 3
	renewalWindow = 10 * time.Minute
)

// TokenSource gets access tokens by a [Grant]. A token is requested when the first is needed, once for all callers, kept
// until shortly before its expiry, and unless that was turned off shared with later and concurrent processes through an
// encrypted file.
//
// Errors are of type [*Error], except at the end of the caller's context. One that is not temporary is final: the same
// credentials are not sent again.
type TokenSource struct {
	config  Config
	cache   *fileCache // nil where it is off
	flights singleflight.Group

	// cacheProblem is why tokens cannot be stored, as of the last call of obtain, which alone uses it.
	cacheProblem string

	mu       sync.Mutex
	current  issuedToken
	invalid  map[string]bool // tokens that the API rejected
	renewals []time.Time     // when invalid tokens were discarded
	failed   *Error          // the final error
}

// issuedToken is a token and the time from which it is no longer used.
type issuedToken struct {
	zohocrm.Token
	renewAt time.Time
}

// NewTokenSource makes a source. It sends nothing and reads nothing from disk. An accounts URL that is not one is a
// [*catalog.DomainError]; one that is left out beside an API domain of no known data centre is an error, too.
func NewTokenSource(config Config) (*TokenSource, error) {
	if config.ClientID == "" || config.ClientSecret == "" || !isComplete(config.Grant) {
		return nil, errors.New("oauth: client id, client secret and a grant with all its parameters are needed")
	}
	if config.AccountsURL == "" {
		server, known := catalog.AccountsServer(config.APIDomain)
		if config.APIDomain != "" && !known {
			return nil, errors.New("oauth: the API domain is in no known data centre, so the accounts URL is needed")
		}
		config.AccountsURL = cmp.Or(server, catalog.DefaultAccountsURL)
	}
	accountsURL, err := catalog.ParseAccountsURL(config.AccountsURL)
	if err != nil {
		return nil, err
	}
	config.AccountsURL = strings.ToLower(accountsURL) // names the cache file
	if config.Transport == nil {
		config.Transport = transport.New()
	}
	if config.Log == nil {
		config.Log = func(context.Context, string, map[string]any) {}
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	source := &TokenSource{config: config, invalid: make(map[string]bool)}
	if !config.CacheOff {
		source.cache = newFileCache(config)
	}
	return source, nil
}

// Format keeps the credentials out of logs and messages.
func (*TokenSource) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "oauth.TokenSource(redacted)")
}

// Token returns an access token, requested if necessary. However many callers there are at the same time, one token is
// requested for all of them; each stops waiting at the end of its own context, which does not end the request.
func (s *TokenSource) Token(ctx context.Context) (zohocrm.Token, error) {
	if token, ok, err := s.ready(); ok {
		return token, err
	}
	if err := ctx.Err(); err != nil {
		return zohocrm.Token{}, fmt.Errorf("oauth: waiting for an access token: %w", err)
	}
	flight := s.flights.DoChan("", func() (any, error) { return s.obtain(context.WithoutCancel(ctx)) })
	select {
	case <-ctx.Done():
		return zohocrm.Token{}, fmt.Errorf("oauth: waiting for an access token: %w", ctx.Err())
	case result := <-flight:
		token, _ := result.Val.(zohocrm.Token) // what obtain returned
		return token, result.Err
	}
}

// ready returns what is known already: a valid token, or the final error.
func (s *TokenSource) ready() (token zohocrm.Token, ok bool, err error) {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.failed != nil:
		return zohocrm.Token{}, true, s.failed
	case s.current.Value != "" && now.Before(s.current.renewAt):
		return s.current.Token, true, nil
	default:
		return zohocrm.Token{}, false, nil
	}
}

// obtain gets a token from the cache or from the accounts server; one call at a time.
func (s *TokenSource) obtain(ctx context.Context) (zohocrm.Token, error) {
	if token, ok, err := s.ready(); ok { // another call has got one in the meantime
		return token, err
	}
	if entry, err := s.fromCache(); err == nil {
		s.log(ctx, "Access token taken from the cache", map[string]any{"expires": entry.Expiry})
		return s.use(entry, expiryMargin)
	}
	unlock := s.lockCache(ctx)
	defer unlock()
	kept, err := s.fromCache()
	if err == nil {
		s.log(ctx, "Access token taken from the cache after waiting", map[string]any{"expires": kept.Expiry})
		return s.use(kept, expiryMargin)
	}
	s.log(ctx, "No access token in the cache", map[string]any{"reason": sanitize.Text(err.Error())})
	entry, problem := s.requestToken(ctx)
	if problem != nil {
		s.log(ctx, "No access token received", map[string]any{"error": problem.Error()})
		return s.fail(problem)
	}
	s.log(ctx, "Access token received", map[string]any{"expires": entry.Expiry, "api_domain": s.clean(entry.APIDomain)})
	if s.mayBeStored(entry) {
		s.toCache(ctx, entry)
	} else {
		s.log(ctx, "Access token is not stored in the cache: its API domain is not known to be Zoho's", map[string]any{})
	}
	return s.use(entry, min(expiryMargin, entry.Expiry.Sub(s.now())/2))
}

// use makes a token the current one, until margin before its expiry.
func (s *TokenSource) use(entry cacheEntry, margin time.Duration) (zohocrm.Token, error) {
	domain, problem := s.apiDomain(entry.APIDomain)
	if problem != nil {
		return s.fail(problem)
	}
	token := zohocrm.Token{Value: entry.AccessToken, APIDomain: domain}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current = issuedToken{Token: token, renewAt: entry.Expiry.Add(-margin)}
	return token, nil
}

// fail remembers an error, unless it is temporary.
func (s *TokenSource) fail(problem *Error) (zohocrm.Token, error) {
	if !problem.Temporary() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.failed = problem
	}
	return zohocrm.Token{}, problem
}

// Invalidate discards a token that the API rejected with a response 401, and removes it from the cache. It reports false
// where there is no other: after a final error, and where one new token after the other is invalid.
func (s *TokenSource) Invalidate(ctx context.Context, value string) bool {
	now := s.now()
	s.mu.Lock()
	if s.failed != nil {
		s.mu.Unlock()
		return false
	}
	first, exhausted := !s.invalid[value], false
	s.invalid[value] = true
	if s.current.Value == value {
		exhausted = !s.discard(now)
	}
	s.mu.Unlock()

	if first || exhausted {
		if s.removeFromCache(ctx, value) && exhausted {
			s.mu.Lock()
			defer s.mu.Unlock()
			if s.current.Value == value {
				s.current = issuedToken{} // another process has stored a newer one
			}
			return true
		}
	}
	return !exhausted
}

// discard discards the current token. Where too many were discarded it keeps it, since a request with it at least gets
// Zoho's own response, and reports false.
func (s *TokenSource) discard(now time.Time) bool {
	if len(s.renewals) >= maxRenewals {
		if now.Sub(s.renewals[0]) < renewalWindow {
			return false
		}
		s.renewals = s.renewals[1:]
	}
	s.renewals = append(s.renewals, now)
	s.current = issuedToken{}
	return true
}

// now reads the clock without its monotonic part, which stands still while a machine sleeps.
func (s *TokenSource) now() time.Time {
	return s.config.Now().Round(0)
}

func (s *TokenSource) log(ctx context.Context, message string, fields map[string]any) {
	fields["accounts_url"] = s.config.AccountsURL
	s.config.Log(ctx, message, fields)
}
