package zohocrmtest_test

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// What goes wrong below HTTP.
func TestFaultWire(t *testing.T) {
	t.Parallel()
	const whole = `{"data":[{"id":"4876876000001000001"}],"info":{"per_page":200,"next_page_token":null,"count":1,"page":1,` +
		`"previous_page_token":null,"page_token_expiry":null,"more_records":false}}`
	half := whole[:len(whole)/2]
	for name, tc := range map[string]struct {
		kind       faults.Kind
		body       string
		err        error // of reading the body
		noResponse bool
	}{
		"half json":        {kind: faults.HalfJSON(), body: half},
		"cut body":         {kind: faults.CutBody(), body: half, err: io.ErrUnexpectedEOF},
		"reset connection": {kind: faults.ResetConnection(), body: half, err: syscall.ECONNRESET},
		"hang up":          {kind: faults.HangUp(), noResponse: true},
		"slow body":        {kind: faults.SlowBody(50, 1), body: whole},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t,
				zohocrmtest.WithRecord("Deals", record, rows.Attachments(1)),
				zohocrmtest.WithFaults(faults.Fault{On: faults.NthCall(1), Kind: tc.kind}),
			)
			uri := attachmentsURI("Deals", record, "id")
			got, err := send(t, m.URL(), uri)
			if (err != nil) != tc.noResponse {
				t.Fatalf("error %v", err)
			}
			if !errors.Is(got.err, tc.err) || !strings.HasPrefix(tc.body, got.body) || tc.err == nil && got.body != tc.body {
				t.Errorf("got %q, %v\nwant %q, %v", got.body, got.err, tc.body, tc.err)
			}
			if again := do(t, m.URL(), uri); again.body != whole {
				t.Errorf("the next call: %s", again.body)
			}
		})
	}
}

// The body is as large as it was asked for, and a client that leaves early
// ends it.
func TestFaultHuge(t *testing.T) {
	t.Parallel()
	const size = 2<<20 + 3
	for name, kind := range map[string]faults.Kind{"plain": faults.HugeBody(size), "gzip": faults.GzipBomb(size)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: kind}))
			got := do(t, m.URL(), "/", func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
			body := got.body
			if got.header.Get("Content-Encoding") == "gzip" {
				if len(body) > size/100 {
					t.Errorf("%d bytes on the wire", len(body))
				}
				z, err := gzip.NewReader(strings.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				plain, err := io.ReadAll(z)
				if err != nil {
					t.Fatal(err)
				}
				body = string(plain)
			}
			if len(body) != size || len(decodePage(t, body).Data) != 1 {
				t.Errorf("%d bytes, want a page of %d", len(body), size)
			}
		})
	}
	for name, kind := range map[string]faults.Kind{"plain": faults.HugeBody(1 << 50), "gzip": faults.GzipBomb(1 << 60)} {
		t.Run(name+", the client leaves", func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: kind}))
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, m.URL(), nil)
			if err != nil {
				t.Fatal(err)
			}
			response, err := (&http.Transport{}).RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.ReadFull(response.Body, make([]byte, 1<<10)); err != nil {
				t.Error(err)
			}
			if err := response.Body.Close(); err != nil {
				t.Error(err)
			}
			m.Close() // waits for the handler
		})
	}
}

// leavingWriter is a client within the process that leaves at the second piece
// of a body.
type leavingWriter struct {
	*httptest.ResponseRecorder
	leave  context.CancelFunc
	pieces int
}

func (w *leavingWriter) Write(p []byte) (int, error) { return w.WriteString(string(p)) }

func (w *leavingWriter) WriteString(s string) (int, error) {
	if w.pieces++; w.pieces == 2 {
		w.leave()
	}
	return len(s), nil
}

func TestFaultHugeWithinTheProcess(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.HugeBody(1 << 30)}))
	ctx, cancel := context.WithCancel(t.Context())
	w := &leavingWriter{httptest.NewRecorder(), cancel, 0}
	m.Handler().ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil))
	if w.pieces > 3 {
		t.Errorf("%d pieces of a body that nobody reads", w.pieces)
	}
}

// Two calls wait for each other, and the third for nobody.
func TestTogether(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.Together(2)}))
	uri := attachmentsURI("Deals", record, "id")
	statuses := make(chan int)
	for range 2 {
		go func() { statuses <- do(t, m.URL(), uri).status }()
	}
	first, second := <-statuses, <-statuses
	third := do(t, m.URL(), uri).status
	if first != http.StatusOK || second != http.StatusOK || third != http.StatusOK || m.MaxInFlight() != 2 {
		t.Errorf("%d, %d, %d; %d at once", first, second, third, m.MaxInFlight())
	}
}

func TestTogetherAlone(t *testing.T) {
	t.Parallel()
	m := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(1)),
		zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.Together(2)}))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, m.URL()+attachmentsURI("Deals", record, "id"), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken "+zohocrmtest.Token)
	response, err := http.DefaultClient.Do(request)
	if err == nil {
		_ = response.Body.Close()
		t.Errorf("%d to a call that was alone", response.StatusCode)
	}
}
