package zohocrm

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// tokens hands out its tokens one after the other, each until it is refused, and its errors before them.
type tokens struct {
	mu      sync.Mutex
	errs    []error
	values  []string
	refused []string
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

func (s *tokens) Refused(_ context.Context, value string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = append(s.refused, value)
	if len(s.values) > 1 && s.values[0] == value {
		s.values = s.values[1:]
		return true
	}
	return s.values[0] != value
}

func TestRefusedTokenIsReplaced(t *testing.T) {
	t.Parallel()
	good := zohocrmtest.Token
	refusal := faults.InvalidToken()
	for name, test := range map[string]struct {
		values   []string
		faults   []faults.Fault
		rows     int
		refused  []string
		requests int
		code     string
	}{
		"good":           {values: []string{good}, rows: 450, requests: 3},
		"at once":        {values: []string{"stale", good}, rows: 450, requests: 4, refused: []string{"stale"}},
		"once per try":   {values: []string{"stale", "staler", good}, requests: 2, refused: []string{"stale"}, code: "INVALID_TOKEN"},
		"no other token": {values: []string{"stale"}, requests: 1, refused: []string{"stale"}, code: "INVALID_TOKEN"},
		"in mid-walk": {
			values: []string{good, good}, rows: 450, requests: 4, refused: []string{good},
			faults: []faults.Fault{{On: faults.NthPage(2).Times(1), Kind: refusal}},
		},
		"on every page": {
			values: []string{good, good, good, good}, rows: 450, requests: 6, refused: []string{good, good, good},
			faults: []faults.Fault{{On: faults.EachPageOnce(), Kind: refusal}},
		},
		"another 401": {
			values: []string{good, good}, rows: 200, requests: 2, code: "AUTHENTICATION_FAILURE",
			faults: []faults.Fault{{On: faults.NthPage(2), Kind: faults.ZohoError(401, "AUTHENTICATION_FAILURE", "{}", "no")}},
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
			w := newWalker(t, Config{APIDomain: mock.URL(), Tokens: source, MaxRetries: new(0)})
			rows, err := rowsOf(t.Context(), w.client, dealRequest)
			var code string
			if refused, ok := errors.AsType[*Error](err); ok {
				code = refused.Code
			}
			if rows != test.rows || code != test.code || (err == nil) != (test.code == "") {
				t.Errorf("%d rows, %v", rows, err)
			}
			if n := len(mock.Requests()); n != test.requests || !slices.Equal(source.refused, test.refused) {
				t.Errorf("%d requests, refused %q", n, source.refused)
			}
			wantWaits(t, w.clock)
		})
	}
}

// TestReplacedTokenIsNoRetry has a request use up all its retries, and its token be refused besides.
func TestReplacedTokenIsNoRetry(t *testing.T) {
	t.Parallel()
	good := zohocrmtest.Token
	mock := startDeal(t, 3, zohocrmtest.WithFaults(
		faults.Fault{On: faults.NthCall(2), Kind: faults.InvalidToken()},
		faults.Fault{On: faults.FromCall(1).Times(4), Kind: faults.InternalError()},
	))
	w := newWalker(t, Config{APIDomain: mock.URL(), Tokens: &tokens{values: []string{good, good}}, MaxRetries: new(3)})
	rows, err := rowsOf(t.Context(), w.client, dealRequest)
	if n := len(mock.Requests()); rows != 3 || err != nil || n != 5 {
		t.Errorf("%d rows of %d requests, %v", rows, n, err)
	}
	wantWaits(t, w.clock, 1*time.Second, 2*time.Second, 4*time.Second)
}

// passingError is an error of a token source that says whether it will pass.
type passingError bool

func (passingError) Error() string     { return "the accounts server is out of order" }
func (e passingError) Temporary() bool { return bool(e) }

func TestTokenFailure(t *testing.T) {
	t.Parallel()
	wrapped := errors.Join(errors.New("no token"), passingError(true))
	for name, test := range map[string]struct {
		errs  []error
		tries int // of the error; 0 where all is well, -1 where there is no retry error
		waits []time.Duration
	}{
		"passing":          {errs: []error{wrapped, passingError(true)}, waits: []time.Duration{1 * time.Second, 2 * time.Second}},
		"passing too late": {errs: []error{wrapped, wrapped, wrapped}, tries: 3, waits: []time.Duration{1 * time.Second, 2 * time.Second}},
		"final":            {errs: []error{passingError(false)}, tries: -1},
		"silent":           {errs: []error{errors.New("no")}, tries: -1},
		"of the API's own": {errs: []error{&Error{Status: 503}}, tries: -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := startDeal(t, 3)
			w := newWalker(t, Config{APIDomain: mock.URL(), MaxRetries: new(2), Tokens: &tokens{errs: test.errs, values: []string{zohocrmtest.Token}}})
			last := test.errs[len(test.errs)-1]
			rows, err := rowsOf(t.Context(), w.client, dealRequest)
			retry, _ := errors.AsType[*RetryError](err)
			switch test.tries {
			case 0:
				if rows != 3 || err != nil {
					t.Errorf("%d rows, %v", rows, err)
				}
			case -1:
				if retry != nil || !errors.Is(err, last) {
					t.Errorf("got %v", err)
				}
			default:
				if retry == nil || retry.Tries != test.tries || !errors.Is(retry.Err, last) || retry.Elapsed != 3*time.Second {
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

// TestTokenFailureIsNoRefusal has a token fail after a request was refused.
func TestTokenFailureIsNoRefusal(t *testing.T) {
	t.Parallel()
	source := &tokens{values: []string{zohocrmtest.Token}}
	mock := startDeal(t, 3,
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.TooManyRequests()}),
		zohocrmtest.WithOnArrival(func(zohocrmtest.Request) {
			source.mu.Lock()
			defer source.mu.Unlock()
			source.errs = []error{passingError(true)}
		}))
	w := newWalker(t, Config{APIDomain: mock.URL(), Tokens: source, MaxRetries: new(1)})
	_, err := rowsOf(t.Context(), w.client, dealRequest)
	if retry := retryErrorOf(t, err); retry.Alone || retry.Tries != 2 || !errors.Is(retry.Err, passingError(true)) {
		t.Errorf("got %+v", retry)
	}
}
