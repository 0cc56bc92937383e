package oauth

import (
	"context"
	"errors"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// fromCache returns the token that another process, or this one, stored in the cache, or why none can be used.
func (s *TokenSource) fromCache() (cacheEntry, error) {
	if s.cache == nil {
		return cacheEntry{}, errors.New("the cache is off")
	}
	entry, err := s.cache.read()
	if err != nil {
		return cacheEntry{}, err
	}
	return entry, s.usable(entry)
}

// usable returns why a token from the cache cannot be used; nil where it can.
func (s *TokenSource) usable(entry cacheEntry) error {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.invalid[entry.AccessToken]:
		return errors.New("the API rejected it")
	case !now.Before(entry.Expiry.Add(-expiryMargin)):
		return errors.New("it has expired")
	case entry.Expiry.After(now.Add(maxLifetime + clockSkew)):
		return errors.New("it expires later than any token")
	case !s.mayBeStored(entry):
		return errors.New("its API domain is not known to be Zoho's")
	default:
		return nil
	}
}

// lockCache waits until no other process requests a token with the same credentials. Where the cache cannot be locked, the
// token is requested without a lock.
func (s *TokenSource) lockCache(ctx context.Context) (unlock func()) {
	s.cacheProblem = ""
	if s.cache == nil {
		return func() {}
	}
	unlock, err := s.cache.lock(ctx)
	if err != nil {
		s.cacheProblem = sanitize.Text(err.Error())
		s.log(ctx, "Token cache cannot be locked", map[string]any{"reason": s.cacheProblem})
		return func() {}
	}
	return unlock
}

// probeCache finds out whether a token could be stored, for the error that too many were requested.
func (s *TokenSource) probeCache() {
	if s.cache != nil && s.cacheProblem == "" {
		if err := s.cache.probe(); err != nil {
			s.cacheProblem = sanitize.Text(err.Error())
		}
	}
}

// toCache stores a token for other processes.
func (s *TokenSource) toCache(ctx context.Context, entry cacheEntry) {
	if s.cache == nil {
		return
	}
	if err := s.cache.write(entry, s.now()); err != nil {
		s.cacheProblem = sanitize.Text(err.Error())
		s.log(ctx, "Access token cannot be stored in the cache", map[string]any{"reason": s.cacheProblem})
	}
}

// removeFromCache removes an invalid token from the cache, if the cache still holds that token. It reports whether the cache
// holds another that can be used.
func (s *TokenSource) removeFromCache(ctx context.Context, value string) (other bool) {
	entry, err := s.fromCache()
	if entry.AccessToken != value {
		return err == nil
	}
	unlock, err := s.cache.lock(ctx)
	if err != nil {
		s.log(ctx, "Invalid access token stays in the cache", map[string]any{"reason": sanitize.Text(err.Error())})
		return false
	}
	defer unlock()
	entry, err = s.fromCache()
	if entry.AccessToken != value {
		return err == nil
	}
	if err := s.cache.remove(); err != nil {
		s.log(ctx, "Invalid access token stays in the cache", map[string]any{"reason": sanitize.Text(err.Error())})
		return false
	}
	s.log(ctx, "Invalid access token removed from the cache", map[string]any{})
	return false
}
