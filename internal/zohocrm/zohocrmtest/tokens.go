package zohocrmtest

import (
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

// scheme is what Zoho asks an Authorization header to begin with.
const scheme = "Zoho-oauthtoken "

// tokenSet holds the access tokens that are accepted; an empty one accepts
// every token.
type tokenSet struct {
	mu     sync.Mutex
	tokens []string
}

func (t *tokenSet) set(tokens []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tokens = slices.Clone(tokens)
}

// add accepts a further token, where not every one is accepted.
func (t *tokenSet) add(token string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.tokens) > 0 {
		t.tokens = append(t.tokens, token)
	}
}

func (t *tokenSet) accepts(r *http.Request) bool {
	token, ok := accessToken(r)
	if !ok {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.tokens) == 0 || slices.Contains(t.tokens, token)
}

// check responds to a request without an accepted token, as Zoho does, and tells
// whether the request may go on.
func (t *tokenSet) check(w http.ResponseWriter, r *http.Request) bool {
	if _, ok := accessToken(r); !ok {
		wire.AuthenticationFailure.Write(w)
		return false
	}
	if !t.accepts(r) {
		wire.InvalidToken.Write(w)
		return false
	}
	return true
}

// accessToken is the token of a request whose Authorization header has Zoho's
// form.
func accessToken(r *http.Request) (token string, ok bool) {
	token, ok = strings.CutPrefix(r.Header.Get("Authorization"), scheme)
	return token, ok && token != ""
}

// checkScopes responds with OAUTH_SCOPE_MISMATCH to a request whose access token the accounts server issued without the scopes that
// it needs, and tells whether the request may go on. Any other token has every scope.
func (s *Server) checkScopes(w http.ResponseWriter, r *http.Request) bool {
	if s.accounts == nil {
		return true
	}
	token, _ := accessToken(r)
	scopes, ok := s.accounts.ScopesOf(token)
	if !ok || allowed(scopes, r) {
		return true
	}
	wire.ScopeMismatch(http.StatusUnauthorized).Write(w)
	return false
}

// allowed tells whether scopes are enough for a request. A path or a query that cannot be read is none of its business.
func allowed(scopes []string, r *http.Request) bool {
	if r.URL.Path != wire.QueryPath {
		t, ok := wire.ParseTarget(r.URL.Path)
		return !ok || accounts.AllowAttachments(scopes, t.Module)
	}
	if module, ok := coql.Module(wire.BodyOf(r)); ok {
		return accounts.AllowQuery(scopes, module)
	}
	return accounts.AllowCOQL(scopes)
}
