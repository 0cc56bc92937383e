package zohocrm

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// tokens hands out its tokens one after the other, each until it is rejected, and its errors before them.
type tokens struct {
	mu      sync.Mutex
	errs    []error
	values  []string
	invalid []string
}

func (s *tokens) Token(context.Context) (Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.errs) > 0 {
		err := s.errs[0]
		s.errs = s.errs[1:]
		return Token{}, err
	}
	return Token{Value: s.values[0]}, nil
}

func (s *tokens) Invalidate(_ context.Context, value string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.invalid = append(s.invalid, value)
	if len(s.values) > 1 && s.values[0] == value {
		s.values = s.values[1:]
		return true
	}
	return s.values[0] != value
}

func TestRejectedTokenIsReplaced(t *testing.T) {
	t.Parallel()
	good := zohocrmtest.Token
	invalidToken := faults.InvalidToken()
	for name, test := range map[string]struct {
		values   []string
		faults   []faults.Fault
		rows     int
		invalid  []string
		requests int
		code     string
	}{
		"good":             {values: []string{good}, rows: 450, requests: 3},
		"at once":          {values: []string{"stale", good}, rows: 450, requests: 4, invalid: []string{"stale"}},
		"once per attempt": {values: []string{"stale", "staler", good}, requests: 2, invalid: []string{"stale"}, code: "INVALID_TOKEN"},
		"no other token":   {values: []string{"stale"}, requests: 1, invalid: []string{"stale"}, code: "INVALID_TOKEN"},
		"in mid-walk": {
			values: []string{good, good}, rows: 450, requests: 4, invalid: []string{good},
			faults: []faults.Fault{{On: faults.NthPage(2).Times(1), Kind: invalidToken}},
		},
		"on every page": {
			values: []string{good, good, good, good}, rows: 450, requests: 6, invalid: []string{good, good, good},
			faults: []faults.Fault{{On: faults.EachPageOnce(), Kind: invalidToken}},
		},
		"by another code": {
			values: []string{good, good}, rows: 450, requests: 4, invalid: []string{good},
			faults: []faults.Fault{{On: faults.NthPage(2).Times(1), Kind: faults.ZohoError(401, "AUTHENTICATION_FAILURE", "{}", "no")}},
		},
		"by a code of Zoho's documents": {
			values: []string{good, good}, rows: 450, requests: 4, invalid: []string{good},
			faults: []faults.Fault{{On: faults.NthPage(2).Times(1), Kind: faults.ZohoError(401, "INVALID_OAUTHTOKEN", "{}", "no")}},
		},
		"by an empty 401": {
			values: []string{good, good}, rows: 450, requests: 4, invalid: []string{good},
			faults: []faults.Fault{{On: faults.NthPage(2).Times(1), Kind: faults.Response(401, nil, "")}},
		},
		"by a page of HTML": {
			values: []string{good, good}, rows: 450, requests: 4, invalid: []string{good},
			faults: []faults.Fault{{On: faults.NthPage(2).Times(1), Kind: faults.Response(401, nil, "<html>")}},
		},
		"by another code, for ever": {
			values: []string{good, good, good}, rows: 200, requests: 3, invalid: []string{good}, code: "AUTHENTICATION_FAILURE",
			faults: []faults.Fault{{On: faults.NthPage(2), Kind: faults.ZohoError(401, "AUTHENTICATION_FAILURE", "{}", "no")}},
		},
		"a missing scope": {
			values: []string{good, good}, rows: 200, requests: 2, code: "OAUTH_SCOPE_MISMATCH",
			faults: []faults.Fault{{On: faults.NthPage(2), Kind: faults.ZohoError(401, "OAUTH_SCOPE_MISMATCH", "{}", "no")}},
		},
		"another status": {
			values: []string{good, good}, rows: 0, requests: 1, code: "INVALID_TOKEN",
			faults: []faults.Fault{{On: faults.NthPage(1), Kind: faults.ZohoError(400, "INVALID_TOKEN", "{}", "no")}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, 450, zohocrmtest.WithFaults(test.faults...))
			source := &tokens{values: test.values}
			w := newTestClient(t, Config{APIDomain: mock.URL(), Tokens: source, MaxRetries: new(0)})
			rows, err := rowsOf(t.Context(), w.client, dealRequest)
			var code string
			if apiErr, ok := errors.AsType[*api.Error](err); ok {
				code = apiErr.Code
			}
			if rows != test.rows || code != test.code || (err == nil) != (test.code == "") {
				t.Errorf("%d rows, %v", rows, err)
			}
			if n := len(mock.Requests()); n != test.requests || !slices.Equal(source.invalid, test.invalid) {
				t.Errorf("%d requests, invalid %q", n, source.invalid)
			}
			rejected, isRejected := errors.AsType[*TokenRejectedError](err)
			if isRejected != slices.Contains([]string{"INVALID_TOKEN", "AUTHENTICATION_FAILURE"}, code) && name != "another status" {
				t.Errorf("got %#v", err)
			}
			if isRejected && (rejected.APIDomain != mock.URL() || rejected.DomainFrom != ConfiguredDomain ||
				rejected.Replaced != (test.requests-test.rows/200 == 2)) {
				t.Errorf("got %+v", rejected)
			}
			wantWaits(t, w.clock)
		})
	}
}

// A rejected token names the API domain that it was sent to, and where that comes from.
func TestRejectedTokenNamesTheAPIDomain(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		configured, ofToken, want string
		from                      DomainOrigin
	}{
		{"https://www.zohoapis.eu/", "https://www.zohoapis.in", "https://www.zohoapis.eu", ConfiguredDomain},
		{"", "https://www.zohoapis.in/", "https://www.zohoapis.in", TokensDomain},
		{"", "", "https://www.zohoapis.com", DefaultDomain},
	} {
		w := newTestClient(t, Config{
			APIDomain: test.configured, Tokens: domainToken(test.ofToken), Transport: respondWith(401, ""),
		})
		_, err := rowsOf(t.Context(), w.client, dealRequest)
		rejected, ok := errors.AsType[*TokenRejectedError](err)
		if !ok || rejected.APIDomain != test.want || rejected.DomainFrom != test.from || rejected.Replaced {
			t.Errorf("got %+v, %v", rejected, err)
		}
	}
}

// domainToken is a token of an API domain.
type domainToken string

func (d domainToken) Token(context.Context) (Token, error) {
	return Token{Value: "t", APIDomain: string(d)}, nil
}

func (domainToken) Invalidate(context.Context, string) bool { return false }

// TestReplacedTokenIsNoRetry has a request use up all its retries, and its token be refused besides.
func TestReplacedTokenIsNoRetry(t *testing.T) {
	t.Parallel()
	good := zohocrmtest.Token
	mock := startDeal(t, 3, zohocrmtest.WithFaults(
		faults.Fault{On: faults.NthCall(2), Kind: faults.InvalidToken()},
		faults.Fault{On: faults.FromCall(1).Times(4), Kind: faults.InternalError()},
	))
	w := newTestClient(t, Config{APIDomain: mock.URL(), Tokens: &tokens{values: []string{good, good}}, MaxRetries: new(3)})
	rows, err := rowsOf(t.Context(), w.client, dealRequest)
	if n := len(mock.Requests()); rows != 3 || err != nil || n != 5 {
		t.Errorf("%d rows of %d requests, %v", rows, n, err)
	}
	wantWaits(t, w.clock, 1*time.Second, 2*time.Second, 4*time.Second)
}

// temporaryError is an error of a token source that says whether it will pass.
type temporaryError bool

func (temporaryError) Error() string     { return "the accounts server is down" }
func (e temporaryError) Temporary() bool { return bool(e) }

func TestTokenFailure(t *testing.T) {
	t.Parallel()
	wrapped := errors.Join(errors.New("no token"), temporaryError(true))
	for name, test := range map[string]struct {
		errs     []error
		attempts int // of the error; 0 where all is well, -1 where there is no retry error
		waits    []time.Duration
	}{
		"passing":          {errs: []error{wrapped, temporaryError(true)}, waits: []time.Duration{1 * time.Second, 2 * time.Second}},
		"passing too late": {errs: []error{wrapped, wrapped, wrapped}, attempts: 3, waits: []time.Duration{1 * time.Second, 2 * time.Second}},
		"final":            {errs: []error{temporaryError(false)}, attempts: -1},
		"silent":           {errs: []error{errors.New("no")}, attempts: -1},
		"of the API's own": {errs: []error{&api.Error{Status: 503}}, attempts: -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, 3)
			source := &tokens{errs: test.errs, values: []string{zohocrmtest.Token}}
			w := newTestClient(t, Config{APIDomain: mock.URL(), MaxRetries: new(2), Tokens: source})
			last := test.errs[len(test.errs)-1]
			rows, err := rowsOf(t.Context(), w.client, dealRequest)
			retry, _ := errors.AsType[*RetryError](err)
			switch test.attempts {
			case 0:
				if rows != 3 || err != nil {
					t.Errorf("%d rows, %v", rows, err)
				}
			case -1:
				if retry != nil || !errors.Is(err, last) {
					t.Errorf("got %v", err)
				}
			default:
				if retry == nil || retry.Attempts != test.attempts || !errors.Is(retry.Err, last) || retry.Elapsed != 3*time.Second {
					t.Errorf("got %+v", retry)
				}
			}
			if n := len(mock.Requests()); n != min(1, rows) {
				t.Errorf("%d requests", n)
			}
			wantWaits(t, w.clock, test.waits...)
		})
	}
}

// TestTokenFailureIsNoRateLimit has a token fail after a request was rejected.
func TestTokenFailureIsNoRateLimit(t *testing.T) {
	t.Parallel()
	source := &tokens{values: []string{zohocrmtest.Token}}
	mock := startDeal(t, 3,
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.TooManyRequests()}),
		zohocrmtest.WithOnArrival(func(zohocrmtest.Request) {
			source.mu.Lock()
			defer source.mu.Unlock()
			source.errs = []error{temporaryError(true)}
		}))
	w := newTestClient(t, Config{APIDomain: mock.URL(), Tokens: source, MaxRetries: new(1)})
	_, err := rowsOf(t.Context(), w.client, dealRequest)
	if retry := retryErrorOf(t, err); retry.Alone || retry.Attempts != 2 || !errors.Is(retry.Err, temporaryError(true)) {
		t.Errorf("got %+v", retry)
	}
}
