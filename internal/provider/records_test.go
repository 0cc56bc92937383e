package provider_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// foundRecords is the type of block that finds records.
const foundRecords = "zohocrm_records"

// won finds deals.
var won = block{"module": "Deals", "where": "Stage = 'Closed Won'", "fields": fields("Deal_Name", "Owner")}

// coqlResponse is a response to a query; 200 where it has no status.
type coqlResponse struct {
	status int
	body   string
}

// coqlScript responds to the n-th query with the n-th response, to further ones with the last, and keeps the queries.
type coqlScript struct {
	responses []coqlResponse

	mu      sync.Mutex
	queries []string
}

func coqlBodies(bodies ...string) *coqlScript {
	s := new(coqlScript)
	for _, body := range bodies {
		s.responses = append(s.responses, coqlResponse{body: body})
	}
	return s
}

func (s *coqlScript) RoundTrip(r *http.Request) (*http.Response, error) {
	var body struct {
		Query string `json:"select_query"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queries = append(s.queries, body.Query)
	response := s.responses[min(len(s.queries), len(s.responses))-1]
	if response.status == 0 {
		response.status = http.StatusOK
	}
	return &http.Response{
		StatusCode: response.status, Header: http.Header{"Content-Type": {"application/json;charset=utf-8"}},
		Body: io.NopCloser(strings.NewReader(response.body)), Request: r,
	}, nil
}

// finding serves a provider that finds records by the responses of a script.
func finding(tb testing.TB, s *coqlScript) *protocol {
	tb.Helper()
	p := newProtocol(tb, map[string]string{"ZOHOCRM_OAUTH_TOKEN": zohocrmtest.Token}, provider.WithTransport(s)).of(foundRecords)
	wantNone(tb, p.configure(nil))
	return p
}

// found is the body of a page of records.
func found(more bool, rows ...string) string {
	body, err := json.Marshal(map[string]any{"count": len(rows), "more_records": more})
	if err != nil {
		panic(err)
	}
	return `{"data":[` + strings.Join(rows, ",") + `],"info":` + string(body) + `}`
}
