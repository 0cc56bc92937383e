// Package accounts plays Zoho's accounts server, which hands out access tokens for a refresh token, and for a client's own
// credentials with an organisation. As Zoho's, it takes the parameters from a urlencoded body, from a multipart one and from
// the query.
package accounts

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

// The credentials that a [Server] knows unless its fields name others. They are worth nothing anywhere else.
const (
	ClientID       = "1000.ZOHOCRMTESTCLIENTID"
	ClientSecret   = "zohocrmtest+client/secret=5d0c"
	RefreshToken   = "1000.zohocrmtest-refresh.7e31+/="
	OrganizationID = "60000000001"
)

// What Zoho's accounts server says to a token request that it rejects, as its pages have it and users of the API report it.
var (
	InvalidCode         = Response{Body: `{"error":"invalid_code"}`}
	InvalidClient       = Response{Body: `{"error":"invalid_client"}`}
	InvalidClientSecret = Response{Body: `{"error":"invalid_client_secret"}`}
	MissingOrgInfo      = Response{Body: `{"error":"missing_org_info"}`}
	InvalidScope        = Response{Body: `{"error":"invalid_scope"}`}
	AccessDenied        = Response{
		Status: http.StatusBadRequest,
		Body: `{"error_description":"You have made too many requests continuously. Please try again after some time.","error":"Access ` +
			`Denied","status":"failure"}`,
	}
)

// invalidRequest is the response to what is no request for a token.
var invalidRequest = Response{Status: http.StatusBadRequest, Body: `{"error":"invalid_request"}`}

// Response is a response of the accounts server. In its body "$TOKEN" stands for an access token that is issued for
// it.
type Response struct {
	Status      int    // 200 where it is 0
	ContentType string // JSON's where it is empty
	Location    string
	RetryAfter  string
	Body        string
}

// Request is a request that a [Server] received.
type Request struct {
	Method, RequestURI string
	Header             http.Header
	Form               url.Values // of the body alone, urlencoded or multipart
}

// TokenPath is the path of an accounts server's token endpoint.
const TokenPath = "/oauth/v2/token"

// TB is the part of [testing.TB] that [Start] uses.
type TB interface {
	Helper()
	Cleanup(f func())
}

// Start serves an accounts server on a loopback port until the test's end, and returns its URL.
func Start(tb TB, server *Server) string {
	tb.Helper()
	listening := httptest.NewServer(server)
	tb.Cleanup(listening.Close)
	return listening.URL
}

// Server plays Zoho's accounts server: it issues access tokens by the refresh grant and by the client credentials grant, ten
// in ten minutes, and keeps the requests. It is a handler, and a transport that needs no socket. The fields are set before
// the first request.
type Server struct {
	ClientID, ClientSecret, RefreshToken, OrganizationID string

	// Scopes are those that the client may ask for; where there are none, those that Zoho documents.
	Scopes []string
	// Refuse are the forms of the parameters that are rejected; Zoho rejects none.
	Refuse []Way
	// APIDomain is the API domain in responses; they have none where it is empty.
	APIDomain string
	// Success is the body of a response with a token; where it is empty, Zoho's of today.
	Success string
	// Now is the clock by which tokens are counted; nil is [time.Now].
	Now func() time.Time
	// OnRequest is called with every request before it is responded to.
	OnRequest func(*http.Request)
	// OnIssue is called with every access token before it is sent.
	OnIssue func(token string)

	mu       sync.Mutex
	requests []Request
	next     []Response
	issued   []token
}

type token struct {
	value  string
	at     time.Time
	scopes []string
}

// Next sets the responses of the next requests, one each.
func (s *Server) Next(responses ...Response) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = append(s.next, responses...)
}

// Requests returns the requests so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Tokens returns the access tokens issued so far.
func (s *Server) Tokens() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	values := make([]string, 0, len(s.issued))
	for _, token := range s.issued {
		values = append(values, token.value)
	}
	return values
}

// ServeHTTP responds to a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	parse(r)
	s.mu.Lock()
	s.requests = append(s.requests, Request{r.Method, r.RequestURI, r.Header.Clone(), r.PostForm})
	s.mu.Unlock()
	if s.OnRequest != nil {
		s.OnRequest(r)
	}
	response := s.respond(r)
	w.Header().Set("Content-Type", cmp.Or(response.ContentType, "application/json;charset=UTF-8"))
	for name, value := range map[string]string{"Location": response.Location, "Retry-After": response.RetryAfter} {
		if value != "" {
			w.Header().Set(name, value)
		}
	}
	w.WriteHeader(cmp.Or(response.Status, http.StatusOK))
	_, _ = w.Write([]byte(response.Body))
}

// RoundTrip responds to a request within the process.
func (s *Server) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	asServed := r.Clone(r.Context())
	asServed.RequestURI = r.URL.RequestURI()
	s.ServeHTTP(w, asServed)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return w.Result(), nil
}

func (s *Server) respond(r *http.Request) Response {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.next) > 0 {
		response := s.next[0]
		s.next = s.next[1:]
		return s.fill(response, RefreshScopes())
	}
	if r.Method != http.MethodPost || r.URL.Path != TokenPath {
		return Response{Status: http.StatusNotFound, ContentType: "text/html", Body: "<html>Not found</html>"}
	}
	form, ok := s.parameters(r)
	if !ok || r.Header.Get("Authorization") != "" {
		return invalidRequest
	}
	if refusal, ok := s.grants(form); !ok {
		return refusal
	}
	if s.issuedSince(10*time.Minute) >= 10 {
		return AccessDenied
	}
	body, scopes := s.Success, issuedScopes(form)
	if body == "" {
		body = `{"access_token":"$TOKEN","scope":"` + strings.Join(scopes, " ") + `","api_domain":"` + s.APIDomain +
			`","token_type":"Bearer","expires_in":3600}`
	}
	if s.APIDomain == "" {
		body = strings.Replace(body, `"api_domain":"",`, "", 1)
	}
	return s.fill(Response{Body: body}, scopes)
}

// fill puts an issued token, one of these scopes, into a response.
func (s *Server) fill(response Response, scopes []string) Response {
	if strings.Contains(response.Body, "$TOKEN") {
		value := fmt.Sprintf("1000.zohocrmtest-access-%032x", 0xac0e55+len(s.issued))
		s.issued = append(s.issued, token{value, s.now(), scopes})
		if s.OnIssue != nil {
			s.OnIssue(value)
		}
		response.Body = strings.ReplaceAll(response.Body, "$TOKEN", value)
	}
	return response
}

func (s *Server) issuedSince(window time.Duration) (count int) {
	now := s.now()
	for _, token := range s.issued {
		if now.Sub(token.at) < window {
			count++
		}
	}
	return count
}

func (s *Server) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}
