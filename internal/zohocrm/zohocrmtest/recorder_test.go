package zohocrmtest_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// accountToken is the token of the account that the tests record from.
const accountToken = "1000.account.secret"

func newRecorder(t *testing.T, account zohocrmtest.Account) *zohocrmtest.Recorder {
	t.Helper()
	r, err := zohocrmtest.NewRecorder(account)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

func asIs([]*cassette.Interaction) error { return nil }

// What is recorded of an account replays; the account's token is on the way to
// the account alone.
func TestRecorder(t *testing.T) {
	t.Parallel()
	account := zohocrmtest.StartMock(t, zohocrmtest.WithTokens(accountToken),
		zohocrmtest.WithRecord("Deals", record, rows.Attachments(5)))
	r := newRecorder(t, zohocrmtest.Account{APIDomain: account.URL(), Token: accountToken})
	own := authorization("Zoho-oauthtoken " + r.Token())
	withCookie := func(r *http.Request) { r.Header.Set("Cookie", "id=secret") }

	uri := attachmentsURI("Deals", record, "Size,id", "per_page", "3")
	first := do(t, r.URL(), uri, own, withCookie)
	next := attachmentsURI("Deals", record, "Size,id", "per_page", "3", "page_token", decodePage(t, first.body).token())
	second := do(t, r.URL(), next, own)
	if first.status != 200 || len(decodePage(t, second.body).Data) != 2 {
		t.Fatalf("%d %s, %d %s", first.status, first.body, second.status, second.body)
	}
	for _, asked := range account.Requests() {
		if !asked.TokenAccepted || asked.Header["Cookie"] != nil {
			t.Errorf("the account was asked with %v", asked.Header)
		}
	}

	text, err := r.Save(func(interactions []*cassette.Interaction) error {
		if len(interactions) != 2 {
			t.Errorf("%d interactions, want 2", len(interactions))
		}
		for _, i := range interactions {
			for key, values := range i.Request.Headers {
				if strings.Contains(strings.Join(values, " "), "secret") || key == "Authorization" {
					t.Errorf("the recorder saw %s: %q", key, values)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), accountToken) || strings.Contains(string(text), r.Token()) {
		t.Errorf("a token in\n%s", text)
	}
	s, err := cassettes.ScenarioOf("own", text)
	if err != nil || s.Name != "own" || s.Rows != 5 || len(s.URIs) != 2 {
		t.Errorf("scenario %+v, %v", s, err)
	}
	p := zohocrmtest.StartReplay(t, zohocrmtest.WithRecordings(fstest.MapFS{"own.yaml": {Data: text}}))
	for i, want := range []reply{first, second} {
		if got := do(t, p.URL(), []string{uri, next}[i]); got.status != want.status || got.body != want.body {
			t.Errorf("page %d replays as %d %s", i+1, got.status, got.body)
		}
	}
}

// The account is asked for the attachments of records, by whoever started the
// recorder, and for nothing else.
func TestRecorderRefuses(t *testing.T) {
	t.Parallel()
	account := zohocrmtest.StartMock(t, zohocrmtest.WithTokens(accountToken), zohocrmtest.WithAnyRecord(rows.Attachments(1)))
	r := newRecorder(t, zohocrmtest.Account{APIDomain: account.URL(), Token: accountToken})
	own := authorization("Zoho-oauthtoken " + r.Token())
	uri := attachmentsURI("Deals", record, "id")
	for name, tc := range map[string]struct {
		uri  string
		set  []func(*http.Request)
		code string
	}{
		"another token":  {uri, nil, "INVALID_TOKEN"},
		"no token":       {uri, []func(*http.Request){authorization("")}, "AUTHENTICATION_FAILURE"},
		"another path":   {"/crm/v8/Deals/" + record, []func(*http.Request){own}, "INVALID_URL_PATTERN"},
		"another method": {uri, []func(*http.Request){own, func(r *http.Request) { r.Method = http.MethodDelete }}, "INVALID_REQUEST_METHOD"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := do(t, r.URL(), tc.uri, tc.set...); errorCode(t, got.body) != tc.code {
				t.Errorf("%d %s, want %s", got.status, got.body, tc.code)
			}
		})
	}
	if got := account.URIs(); len(got) > 0 {
		t.Errorf("the account was asked for %q", got)
	}
	if _, err := r.Save(asIs); err != nil {
		t.Error(err)
	}
}

func TestRecorderErrors(t *testing.T) {
	t.Parallel()
	for name, domain := range map[string]string{"not a URL": "://", "no host": "www.zohoapis.com"} {
		if _, err := zohocrmtest.NewRecorder(zohocrmtest.Account{APIDomain: domain}); err == nil ||
			err.Error() != "zohocrmtest: the account's API domain is not a URL" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := zohocrmtest.NewRecorder(
		zohocrmtest.Account{APIDomain: "http://127.0.0.1:1"}, zohocrmtest.WithAddress("nowhere"),
	); err == nil {
		t.Error("no error for an address that cannot be listened on")
	}

	account := zohocrmtest.StartMock(t, zohocrmtest.WithTokens(accountToken),
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.HangUp()}))
	r := newRecorder(t, zohocrmtest.Account{APIDomain: account.URL(), Token: accountToken})
	if r.Err() != nil {
		t.Errorf("an error before any request: %v", r.Err())
	}
	got, err := send(t, r.URL(), attachmentsURI("Deals", record, "id"), authorization("Zoho-oauthtoken "+r.Token()))
	if err == nil {
		t.Errorf("a response where the account gave none: %+v", got)
	}
	if r.Err() == nil {
		t.Error("the error is not kept")
	}

	refused := errors.New("refused")
	if text, err := r.Save(func([]*cassette.Interaction) error { return refused }); !errors.Is(err, refused) || text != nil {
		t.Errorf("%q, %v from what is not scrubbed", text, err)
	}
}

func TestScenarioNamed(t *testing.T) {
	t.Parallel()
	if s, ok := cassettes.ScenarioNamed("three-pages"); !ok || s.Name != "three-pages" || s.Rows != 450 {
		t.Errorf("%+v, %v", s, ok)
	}
	if s, ok := cassettes.ScenarioNamed("four-pages"); ok {
		t.Errorf("found %+v", s)
	}
	if _, err := cassettes.ScenarioOf("bad", []byte("version: 2\n")); err == nil || err.Error() != "zohocrmtest: bad: no interactions" {
		t.Errorf("%v", err)
	}
}
