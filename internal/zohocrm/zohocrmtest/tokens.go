package zohocrmtest

import (
	"net/http"
	"slices"
	"strings"
	"sync"

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

// check answers a request without an accepted token, as Zoho does, and tells
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
