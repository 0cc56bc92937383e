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
)

const (
	// expiryMargin is how long before its end a token is no longer handed out: the time of a request, and of clocks that
	// differ.
	expiryMargin = time.Minute

	// maxRenewals is how many refused tokens are replaced in renewalWindow. Zoho mints ten in ten minutes, for
	// all processes together; where every new token is refused, the trouble is not with the token.
	maxRenewals   = 3
	renewalWindow = 10 * time.Minute
)

// TokenSource mints access tokens with a refresh token, as Zoho's documentation of OAuth for Zoho CRM has it
// ("Refresh Access Tokens"). A token is minted when the first is asked for, once for all callers, kept until shortly
// before its end, and unless that was turned off shared with later and simultaneous processes through an encrypted file.
//
// Errors are of type [*Error], but for the end of the caller's context. One that is not temporary is final: the same
// credentials are not tried again.
type TokenSource struct {
	config  Config
	cache   *fileCache // nil where it is off
	flights singleflight.Group

	// cacheProblem is why tokens cannot be kept, as the last flight found it; used by flights only.
	cacheProblem string

	mu       sync.Mutex
	current  issuedToken
	refused  map[string]bool // tokens that the API refused
	renewals []time.Time     // when refused tokens were given up
	failed   *Error          // the final error
}

// issuedToken is a token and the time from which it is no longer handed out.
type issuedToken struct {
	zohocrm.Token
	renewAt time.Time
}

// NewTokenSource makes a source. It sends nothing and reads nothing from disk. An accounts URL that cannot be one is a
// [*DomainError].
func NewTokenSource(config Config) (*TokenSource, error) {
	if config.ClientID == "" || config.ClientSecret == "" || config.RefreshToken == "" {
		return nil, errors.New("oauth: client id, client secret and refresh token are needed")
	}
	if config.AccountsURL == "" {
		server, _ := zohocrm.AccountsServer(config.APIDomain)
		config.AccountsURL = cmp.Or(server, zohocrm.DefaultAccountsURL)
	}
	accountsURL, err := zohocrm.ParseAccountsURL(config.AccountsURL)
	if err != nil {
		return nil, err
	}
	config.AccountsURL = strings.ToLower(accountsURL) // names the cache file
	if config.Transport == nil {
		config.Transport = zohocrm.NewTransport()
	}
	if config.Log == nil {
		config.Log = func(context.Context, string, map[string]any) {}
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	source := &TokenSource{config: config, refused: make(map[string]bool)}
	if !config.CacheOff {
		source.cache = newFileCache(config)
	}
	return source, nil
}

// Format keeps the credentials out of logs and messages.
func (*TokenSource) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, "oauth.TokenSource(redacted)")
}

// Token returns an access token, minted if need be. However many ask at the same time, one token is minted for all of
// them; each stops waiting at the end of its own context, which does not end the minting.
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

// ready returns what can be said at once: a token that is good, or the final error.
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

// obtain takes a token from the cache or mints one, in a flight of its own.
func (s *TokenSource) obtain(ctx context.Context) (zohocrm.Token, error) {
	if token, ok, err := s.ready(); ok { // the flight before this one has ended in the meantime
		return token, err
	}
	if entry, err := s.fromCache(); err == nil {
		s.log(ctx, "Access token taken from the cache", map[string]any{"expires": entry.Expiry})
		return s.issue(entry, expiryMargin)
	}
	unlock := s.lockCache(ctx)
	defer unlock()
	kept, err := s.fromCache()
	if err == nil {
		s.log(ctx, "Access token taken from the cache after waiting", map[string]any{"expires": kept.Expiry})
		return s.issue(kept, expiryMargin)
	}
	s.log(ctx, "No access token in the cache", map[string]any{"reason": zohocrm.Clean(err.Error())})
	entry, problem := s.mint(ctx)
	if problem != nil {
		s.log(ctx, "No access token minted", map[string]any{"error": problem.Error()})
		return s.fail(problem)
	}
	s.log(ctx, "Access token minted", map[string]any{"expires": entry.Expiry, "api_domain": s.clean(entry.APIDomain)})
	s.toCache(ctx, entry)
	return s.issue(entry, min(expiryMargin, entry.Expiry.Sub(s.now())/2))
}

// issue makes a token the current one, until margin before its end.
func (s *TokenSource) issue(entry cacheEntry, margin time.Duration) (zohocrm.Token, error) {
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

// Refused gives up a token that the API answered 401 INVALID_TOKEN to, and drops it from the cache. It reports false
// where no other can be had: after a final error, and where one new token after the other is refused.
func (s *TokenSource) Refused(ctx context.Context, value string) bool {
	now := s.now()
	s.mu.Lock()
	if s.failed != nil {
		s.mu.Unlock()
		return false
	}
	first, exhausted := !s.refused[value], false
	s.refused[value] = true
	if s.current.Value == value {
		exhausted = !s.giveUp(now)
	}
	s.mu.Unlock()

	if first || exhausted {
		if s.dropFromCache(ctx, value) && exhausted {
			s.mu.Lock()
			defer s.mu.Unlock()
			if s.current.Value == value {
				s.current = issuedToken{} // another process left a newer one
			}
			return true
		}
	}
	return !exhausted
}

// giveUp gives up the current token. Where too many were given up it keeps it, since a request with it at least gets
// Zoho's own answer, and reports false.
func (s *TokenSource) giveUp(now time.Time) bool {
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
