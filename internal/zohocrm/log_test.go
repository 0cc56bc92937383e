package zohocrm

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// lines writes the log with its fields sorted, and each try's time, which is checked to be there, left out.
func (w *testClient) lines(t *testing.T) []string {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	var lines []string
	for _, fields := range w.log {
		if _, ok := fields["milliseconds"].(int64); !ok {
			t.Errorf("no milliseconds: %v", fields)
		}
		if fields["method"] != nil {
			delete(fields, "milliseconds")
		}
		lines = append(lines, strings.TrimPrefix(fmt.Sprint(fields), "map"))
	}
	return lines
}

func TestLogOfAttempts(t *testing.T) {
	t.Parallel()
	credits := http.Header{"X-Api-Credits-Remaining": {"1234"}, "Retry-After": {"5"}}
	mock := startDeal(t, 250, zohocrmtest.WithFaults(
		faults.Fault{On: faults.NthCall(2), Kind: faults.Response(429, credits, `{"code":"TOO_MANY_REQUESTS","message":"slow"}`)},
	))
	transport, calls := transport.New(), 0
	t.Cleanup(transport.CloseIdleConnections)
	w := newTestClient(t, Config{APIDomain: "http://localhost", Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		if calls++; calls == 2 {
			return nil, errors.New("cut")
		}
		r = r.Clone(r.Context())
		r.URL.Host = strings.TrimPrefix(mock.URL(), "http://")
		return transport.RoundTrip(r)
	})})
	if rows, err := rowsOf(t.Context(), w.client, dealRequest); rows != 250 || err != nil {
		t.Fatalf("%d rows, %v", rows, err)
	}
	got := w.lines(t)
	const path = "/crm/v8/Deals/" + dealID + "/Attachments"
	want := []string{
		"[attempt:1 message:Response from Zoho CRM method:GET path:" + path + " rows:200 rows_so_far:200 status:200]",
		"[attempt:1 error:zohocrm: localhost: cut message:No response from Zoho CRM method:GET path:" + path + " rows:0 rows_so_far:200 " +
			"status:0]",
		"[attempt:2 message:Waiting before a request to Zoho CRM milliseconds:1000 path:" + path + " reason:zohocrm: localhost: cut]",
		"[attempt:2 credits_remaining:1234 error:zohocrm: HTTP 429: TOO_MANY_REQUESTS: slow message:Response from Zoho CRM " +
			"method:GET path:" + path + " rows:0 rows_so_far:200 status:429]",
		"[attempt:3 message:Waiting before a request to Zoho CRM milliseconds:5000 path:" + path + " reason:zohocrm: HTTP 429: " +
			"TOO_MANY_REQUESTS: slow]",
		"[attempt:3 message:Response from Zoho CRM method:GET path:" + path + " rows:50 rows_so_far:250 status:200]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestLogHoldsNoToken has the server send back what it was sent.
func TestLogHoldsNoToken(t *testing.T) {
	t.Parallel()
	const secret = "1000.distinctive.secret"
	header := http.Header{"X-Api-Credits-Remaining": {secret}, "Retry-After": {secret}}
	for _, status := range []int{200, 401, 429, 503} {
		mock := startDeal(t, 3, zohocrmtest.WithFaults(faults.Fault{
			On:   faults.EveryCall(),
			Kind: faults.Response(status, header, `{"code":"`+secret+`","message":"`+secret+`","status":"error"}`),
		}))
		w := newTestClient(t, Config{APIDomain: mock.URL(), Tokens: StaticToken(secret)})
		_, err := rowsOf(t.Context(), w.client, dealRequest)
		if text := fmt.Sprintf("%+v %v", w.log, err); err == nil || strings.Contains(text, "distinctive") {
			t.Errorf("%d: %s", status, text)
		}
	}
}
