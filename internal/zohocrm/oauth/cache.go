package oauth

import (
	"context"
	"errors"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// fromCache returns the token that another process, or this one, left in the cache, or why there is none to use.
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

// usable tells what speaks against a token from the cache.
func (s *TokenSource) usable(entry cacheEntry) error {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.refused[entry.AccessToken]:
		return errors.New("it was refused by the API")
	case !now.Before(entry.Expiry.Add(-expiryMargin)):
		return errors.New("it has expired")
	case entry.Expiry.After(now.Add(maxLifetime + clockSkew)):
		return errors.New("it expires later than any token")
	default:
		return nil
	}
}

// lockCache waits until no other process mints a token with the same credentials. Where the cache cannot be locked, the
// token is minted without.
func (s *TokenSource) lockCache(ctx context.Context) (unlock func()) {
	s.cacheProblem = ""
	if s.cache == nil {
		return func() {}
	}
	unlock, err := s.cache.lock(ctx)
	if err != nil {
		s.cacheProblem = zohocrm.Clean(err.Error())
		s.log(ctx, "Token cache cannot be locked", map[string]any{"reason": s.cacheProblem})
		return func() {}
	}
	return unlock
}

// probeCache finds out whether a token could be kept, for an error that tells of too many minted.
func (s *TokenSource) probeCache() {
	if s.cache != nil && s.cacheProblem == "" {
		if err := s.cache.probe(); err != nil {
			s.cacheProblem = zohocrm.Clean(err.Error())
		}
	}
}

// toCache keeps a token for other processes.
func (s *TokenSource) toCache(ctx context.Context, entry cacheEntry) {
	if s.cache == nil {
		return
	}
	if err := s.cache.write(entry, s.now()); err != nil {
		s.cacheProblem = zohocrm.Clean(err.Error())
		s.log(ctx, "Access token cannot be kept in the cache", map[string]any{"reason": s.cacheProblem})
	}
}

// dropFromCache removes a refused token from the cache, if the cache still holds that token. It reports whether the cache
// holds another that can be used.
func (s *TokenSource) dropFromCache(ctx context.Context, value string) (other bool) {
	entry, err := s.fromCache()
	if entry.AccessToken != value {
		return err == nil
	}
	unlock, err := s.cache.lock(ctx)
	if err != nil {
		s.log(ctx, "Refused access token stays in the cache", map[string]any{"reason": zohocrm.Clean(err.Error())})
		return false
	}
	defer unlock()
	entry, err = s.fromCache()
	if entry.AccessToken != value {
		return err == nil
	}
	if err := s.cache.remove(); err != nil {
		s.log(ctx, "Refused access token stays in the cache", map[string]any{"reason": zohocrm.Clean(err.Error())})
		return false
	}
	s.log(ctx, "Refused access token dropped from the cache", map[string]any{})
	return false
}
