package zohocrm

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// Zoho's gateway throttles with any status and in several forms; it is a 429.
func TestGatewayThrottle(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 400, 403, 429, 500} {
		for _, body := range []string{
			`{"code":"INTERNAL_ERROR","message":"URL_FIXED_THROTTLES_LIMIT_EXCEEDED"}`,
			`{"code":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"}`,
			`{"code":"LIVE_THROTTLES_LIMIT_EXCEEDED","details":{},"message":"wait","status":"error"}`,
			`{"error":{"title":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED"}}`,
			`{"error":{"code":"URL_ROLLING_THROTTLES_LIMIT_EXCEEDED","message":"Wait"}}`,
			`{"error":"URL_FIXED_THROTTLES_LIMIT_EXCEEDED"}`,
			`{"title":"URL_FIXED_THROTTLES_LIMIT_EXCEEDED"}`,
		} {
			t.Run(fmt.Sprint(status, " ", body), func(t *testing.T) {
				t.Parallel()
				throttle := faults.Response(status, nil, body)
				mock := startDeal(t, 450, zohocrmtest.WithFaults(faults.Fault{On: faults.NthPage(2).Times(2), Kind: throttle}))
				w := newTestClient(t, Config{APIDomain: mock.URL()})
				if rows, err := rowsOf(t.Context(), w.client, dealRequest); rows != 450 || err != nil {
					t.Errorf("%d rows, %v", rows, err)
				}
				if limit := w.client.throttle.Limit(); limit != 1 || len(w.clock.waits) != 2 {
					t.Errorf("a limit of %d, waits %v", limit, w.clock.waits)
				}
				mock.SetFaults(faults.Fault{On: faults.EveryCall(), Kind: throttle})
				_, err := rowsOf(t.Context(), w.client, dealRequest)
				apiErr, ok := errors.AsType[*api.Error](err)
				if !ok || !apiErr.RateLimited() || !apiErr.Throttled() || apiErr.Status != status || FailureScopeOf(err) != AllRecords {
					t.Errorf("got %v", err)
				}
			})
		}
	}
}

// readOf reads a record of a server within the process.
func readOf(t *testing.T, respond roundTrip) (int, error) {
	t.Helper()
	return rowsOf(t.Context(), newTestClient(t, Config{Transport: respond}).client, dealRequest)
}

// A success with a code and no data is an error of Zoho's, and a gateway's quotes what it says.
func TestSuccessWithoutData(t *testing.T) {
	t.Parallel()
	_, err := readOf(t, respondWith(200, `{"code":"INTERNAL_ERROR","message":"Try later"}`))
	if e, ok := errors.AsType[*api.Error](err); !ok || e.Code != "INTERNAL_ERROR" || e.Message != "Try later" {
		t.Errorf("got %v", err)
	}
	_, err = readOf(t, respondWith(200, `{"error":{"message":"Try later"}}`))
	e, ok := errors.AsType[*api.ResponseError](err)
	if !ok || e.Defect != api.Malformed || e.Message != "Try later" || e.Reason != "it has no data" {
		t.Errorf("got %v", err)
	}
}

// A byte order mark before JSON is passed over, in a page and in an error.
func TestByteOrderMark(t *testing.T) {
	t.Parallel()
	if rows, err := readOf(t, respondWith(200, "\ufeff"+onePage)); rows != 1 || err != nil {
		t.Errorf("%d rows, %v", rows, err)
	}
	_, err := readOf(t, respondWith(400, "\r\n\ufeff {\"code\":\"INVALID_DATA\"}"))
	if e, ok := errors.AsType[*api.Error](err); !ok || e.Code != "INVALID_DATA" {
		t.Errorf("got %v", err)
	}
}

// A content encoding that was not asked for is named, and so is one that the body is not in.
func TestContentEncoding(t *testing.T) {
	t.Parallel()
	var zipped bytes.Buffer
	writer := gzip.NewWriter(&zipped)
	_, _ = writer.Write([]byte(onePage))
	_ = writer.Close()
	corrupt := bytes.Clone(zipped.Bytes())
	corrupt[len(corrupt)-6] ^= 0xff // the checksum
	none := bytes.Clone(zipped.Bytes())
	none[12] = 0xff // the data
	const notGzip = `it names the content encoding "gzip", and is not`
	for name, test := range map[string]struct {
		status         int
		encoding, body string
		reason         string // empty where it is read
	}{
		"gzip":               {200, "gzip", zipped.String(), ""},
		"identity":           {200, "identity", onePage, ""},
		"brotli":             {200, "br", "\x0b", `it is in "br", which was not asked for`},
		"of an error":        {403, "zstd", "\x28", `it is in "zstd", which was not asked for`},
		"of two steps":       {200, "gzip, gzip", "\x1f", `it is in "gzip, gzip", which was not asked for`},
		"not gzip":           {200, "gzip", onePage, notGzip},
		"not gzip, an error": {404, "gzip", "<html>Not Found</html>", notGzip},
		"a wrong checksum":   {200, "gzip", string(corrupt), notGzip},
		"no deflate":         {200, "gzip", string(none), notGzip},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			header := http.Header{"Content-Encoding": {test.encoding}}
			response := faults.Response(test.status, header, test.body)
			mock := startDeal(t, 1, zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: response}))
			rows, err := rowsOf(t.Context(), newTestClient(t, Config{APIDomain: mock.URL()}).client, dealRequest)
			e, ok := errors.AsType[*api.ResponseError](err)
			switch {
			case test.reason == "" && (rows != 1 || err != nil):
				t.Errorf("%d rows, %v", rows, err)
			case test.reason != "" && (!ok || e.Defect != api.Encoded || e.Reason != test.reason || e.Status != test.status):
				t.Errorf("got %v", err)
			}
			if n := len(mock.Requests()); n != 1 {
				t.Errorf("%d requests", n)
			}
		})
	}
}
