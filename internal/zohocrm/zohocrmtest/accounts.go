package zohocrmtest

import (
	"cmp"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// The credentials that an [Accounts] knows unless its fields name others. They are worth nothing anywhere else.
const (
	AccountsClientID     = "1000.ZOHOCRMTESTCLIENTID"
	AccountsClientSecret = "zohocrmtest+client/secret=5d0c"
	AccountsRefreshToken = "1000.zohocrmtest-refresh.7e31+/="
)

// What Zoho's accounts server says to a refresh call that it refuses, as users of the API report it.
var (
	AccountsInvalidCode         = AccountsAnswer{Body: `{"error":"invalid_code"}`}
	AccountsInvalidClient       = AccountsAnswer{Body: `{"error":"invalid_client"}`}
	AccountsInvalidClientSecret = AccountsAnswer{Body: `{"error":"invalid_client_secret"}`}
	AccountsAccessDenied        = AccountsAnswer{
		Status: http.StatusBadRequest,
		Body:   `{"error_description":"You have made too many requests continuously. Please try again after some time.","error":"Access Denied","status":"failure"}`,
	}
)

// AccountsAnswer is an answer of the accounts server. In its body "$TOKEN" stands for an access token that is minted for
// it.
type AccountsAnswer struct {
	Status      int    // 200 where it is 0
	ContentType string // JSON's where it is empty
	Location    string
	RetryAfter  string
	Body        string
}

// AccountsCall is a call that an [Accounts] had.
type AccountsCall struct {
	Method, RequestURI string
	Header             http.Header
	Form               url.Values // of the body alone
}

// StartAccounts serves an accounts server on a loopback port until the test's end, and returns its URL.
func StartAccounts(tb TB, accounts *Accounts) string {
	tb.Helper()
	server := httptest.NewServer(accounts)
	tb.Cleanup(server.Close)
	return server.URL
}

// Accounts plays Zoho's accounts server: it mints access tokens for a refresh token, ten in ten minutes, and keeps what it
// was asked. It is a handler, and a transport that needs no socket. The fields are set before the first call.
type Accounts struct {
	ClientID, ClientSecret, RefreshToken string

	// APIDomain is the API domain that answers name; they name none where it is empty.
	APIDomain string
	// Success is the body of an answer with a token; where it is empty, Zoho's of today.
	Success string
	// Now is the clock by which tokens are counted; nil is [time.Now].
	Now func() time.Time
	// OnCall is called with every call before it is answered.
	OnCall func(*http.Request)
	// OnMint is called with every access token before it is handed out.
	OnMint func(token string)

	mu     sync.Mutex
	calls  []AccountsCall
	next   []AccountsAnswer
	minted []accountsToken
}

type accountsToken struct {
	value string
	at    time.Time
}

// Next sets the answers of the next calls, one each.
func (a *Accounts) Next(answers ...AccountsAnswer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.next = append(a.next, answers...)
}

// Calls returns the calls so far.
func (a *Accounts) Calls() []AccountsCall {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.calls)
}

// Tokens returns the access tokens minted so far.
func (a *Accounts) Tokens() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	values := make([]string, 0, len(a.minted))
	for _, token := range a.minted {
		values = append(values, token.value)
	}
	return values
}

// ServeHTTP answers a call.
func (a *Accounts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	a.mu.Lock()
	a.calls = append(a.calls, AccountsCall{r.Method, r.RequestURI, r.Header.Clone(), r.PostForm})
	a.mu.Unlock()
	if a.OnCall != nil {
		a.OnCall(r)
	}
	answer := a.answer(r)
	w.Header().Set("Content-Type", cmp.Or(answer.ContentType, "application/json;charset=UTF-8"))
	for name, value := range map[string]string{"Location": answer.Location, "Retry-After": answer.RetryAfter} {
		if value != "" {
			w.Header().Set(name, value)
		}
	}
	w.WriteHeader(cmp.Or(answer.Status, http.StatusOK))
	_, _ = w.Write([]byte(answer.Body))
}

// RoundTrip answers a call within the process.
func (a *Accounts) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	asServed := r.Clone(r.Context())
	asServed.RequestURI = r.URL.RequestURI()
	a.ServeHTTP(w, asServed)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return w.Result(), nil
}

func (a *Accounts) answer(r *http.Request) AccountsAnswer {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.next) > 0 {
		answer := a.next[0]
		a.next = a.next[1:]
		return a.fill(answer)
	}
	if r.Method != http.MethodPost || r.URL.Path != tokenPath {
		return AccountsAnswer{Status: http.StatusNotFound, ContentType: "text/html", Body: "<html>Not found</html>"}
	}
	form := r.PostForm
	switch {
	case r.URL.RawQuery != "" || r.Header.Get("Authorization") != "" || form.Get("grant_type") != "refresh_token":
		return AccountsAnswer{Status: http.StatusBadRequest, Body: `{"error":"invalid_request"}`}
	case form.Get("client_id") != cmp.Or(a.ClientID, AccountsClientID):
		return AccountsInvalidClient
	case form.Get("client_secret") != cmp.Or(a.ClientSecret, AccountsClientSecret):
		return AccountsInvalidClientSecret
	case form.Get("refresh_token") != cmp.Or(a.RefreshToken, AccountsRefreshToken):
		return AccountsInvalidCode
	case a.mintedSince(10*time.Minute) >= 10:
		return AccountsAccessDenied
	}
	body := a.Success
	if body == "" {
		body = `{"access_token":"$TOKEN","scope":"ZohoCRM.modules.ALL","api_domain":"` + a.APIDomain + `","token_type":"Bearer","expires_in":3600}`
	}
	if a.APIDomain == "" {
		body = strings.Replace(body, `"api_domain":"",`, "", 1)
	}
	return a.fill(AccountsAnswer{Body: body})
}

// fill mints the token of an answer.
func (a *Accounts) fill(answer AccountsAnswer) AccountsAnswer {
	if strings.Contains(answer.Body, "$TOKEN") {
		value := fmt.Sprintf("1000.zohocrmtest-access-%032x", 0xac0e55+len(a.minted))
		a.minted = append(a.minted, accountsToken{value, a.now()})
		if a.OnMint != nil {
			a.OnMint(value)
		}
		answer.Body = strings.ReplaceAll(answer.Body, "$TOKEN", value)
	}
	return answer
}

func (a *Accounts) mintedSince(window time.Duration) (count int) {
	now := a.now()
	for _, token := range a.minted {
		if now.Sub(token.at) < window {
			count++
		}
	}
	return count
}

func (a *Accounts) now() time.Time {
	if a.Now != nil {
		return a.Now()
	}
	return time.Now()
}
