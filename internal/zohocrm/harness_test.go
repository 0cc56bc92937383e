package zohocrm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

const (
	dealID   = "4876876000000376008"
	dealPath = "/crm/v8/Deals/" + dealID + "/Attachments"
	firstURI = dealPath + "?fields=File_Name%2Cid&per_page=200"
)

var dealRequest = zohocrm.Request{Module: "Deals", RecordID: dealID, Fields: []string{"id", "File_Name"}}

// startDeal starts a mock with one record.
func startDeal(tb testing.TB, list rows.Rows, opts ...zohocrmtest.MockOption) *zohocrmtest.Mock {
	tb.Helper()
	return zohocrmtest.StartMock(tb, append(opts, zohocrmtest.WithRecord("Deals", dealID, list))...)
}

// newClient makes a client that tries every request once, with the mock's token where the configuration names none.
func newClient(tb testing.TB, config zohocrm.Config) *zohocrm.Client {
	tb.Helper()
	if config.Tokens == nil {
		config.Tokens = zohocrm.StaticToken(zohocrmtest.Token)
	}
	if config.Transport == nil {
		transport := transport.New()
		tb.Cleanup(transport.CloseIdleConnections)
		config.Transport = transport
	}
	if config.MaxRetries == nil {
		config.MaxRetries = new(0)
	}
	client, err := zohocrm.New(config)
	if err != nil {
		tb.Fatal(err)
	}
	return client
}

// collect reads a record's attachments and returns what was yielded, since the last restart if there was one: attachments, then
// at most one error.
func collect(t *testing.T, client *zohocrm.Client, request zohocrm.Request) (list []api.Attachment, failure error) {
	t.Helper()
	for attachment, err := range client.Attachments(t.Context(), request) {
		if failure != nil {
			t.Fatalf("after the error %v came %s, %v", failure, show(attachment), err)
		}
		switch {
		case err == nil:
			list = append(list, attachment)
			continue
		case errors.Is(err, zohocrm.ErrWalkRestarted):
			list = nil
		default:
			failure = err
		}
		if show(attachment) != show(api.Attachment{}) {
			t.Errorf("with the error %v came %s", err, show(attachment))
		}
	}
	return list, failure
}

// errorAt wants an error of type E inside a [*zohocrm.WalkError] of that page after so many attachments.
func errorAt[E error](t *testing.T, err error, page, rows int) E {
	t.Helper()
	walk, ok := errors.AsType[*zohocrm.WalkError](err)
	if !ok {
		t.Fatalf("got %v, want a WalkError", err)
	}
	if walk.Page != page || walk.Rows != rows {
		t.Errorf("the walk ended at page %d after %d attachments, want page %d after %d", walk.Page, walk.Rows, page, rows)
	}
	found, ok := errors.AsType[E](err)
	if !ok {
		t.Fatalf("got %v, want a %T", err, found)
	}
	return found
}

// scriptedResponse is a response of a script.
type scriptedResponse struct {
	status int
	header http.Header
	body   string
}

// script is a transport within the process: it responds to the n-th request with the n-th response, and keeps the requests.
type script struct {
	responses []scriptedResponse
	requests  []*http.Request
}

// scripted responds with these bodies, each with the status 200.
func scripted(bodies ...string) *script {
	s := new(script)
	for _, body := range bodies {
		s.responses = append(s.responses, scriptedResponse{status: http.StatusOK, body: body})
	}
	return s
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	s.requests = append(s.requests, r)
	if len(s.requests) > len(s.responses) {
		return nil, fmt.Errorf("request %d has no response", len(s.requests))
	}
	a := s.responses[len(s.requests)-1]
	if a.header == nil {
		a.header = http.Header{}
	}
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(strings.NewReader(a.body)), Request: r}, nil
}

// walkScript lets a client walk over the responses of a script.
func walkScript(t *testing.T, s *script) ([]api.Attachment, error) {
	t.Helper()
	return collect(t, newClient(t, zohocrm.Config{Transport: s}), dealRequest)
}

// pageOf is the body of a page that has these rows and says no more follow.
func pageOf(rows ...string) string {
	return `{"data":[` + strings.Join(rows, ",") + `],"info":{"more_records":false}}`
}

// rowsOf are n rows, their ids counted up from first on.
func rowsOf(first, n int) string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf(`{"id":"%d"}`, first+i)
	}
	return strings.Join(rows, ",")
}

// show writes a value so that two can be compared to the letter; nil pointers are null.
func show(v any) string {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err)
	}
	return string(text)
}
