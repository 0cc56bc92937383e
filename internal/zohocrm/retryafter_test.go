package zohocrm

import (
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

func TestParseRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		header string
		want   time.Duration
		ok     bool
	}{
		{"", 0, false},
		{"0", 0, true},
		{"7", 7 * time.Second, true},
		{" 7 ", 7 * time.Second, true},
		{"007", 7 * time.Second, true},
		{"-7", 0, false},
		{"+7", 0, false},
		{"1.5", 0, false},
		{"7s", 0, false},
		{"soon", 0, false},
		{"9223372036", 9223372036 * time.Second, true},
		{"9223372037", math.MaxInt64, true},
		{strings.Repeat("9", 500), math.MaxInt64, true},
		{"Sun, 01 Mar 2026 12:00:10 GMT", 10 * time.Second, true},
		{"Sunday, 01-Mar-26 12:00:10 GMT", 10 * time.Second, true},
		{"Sun Mar  1 12:00:10 2026", 10 * time.Second, true},
		{"Sun, 01 Mar 2026 11:00:00 GMT", 0, true},
		{"Thu, 01 Jan 0001 00:00:00 GMT", 0, true},
		{"Fri, 31 Dec 9999 23:59:59 GMT", math.MaxInt64, true},
		{"2026-03-01T12:00:10Z", 0, false},
	} {
		if got, ok := parseRetryAfter(test.header, "", now); got != test.want || ok != test.ok {
			t.Errorf("%q: %s, %t; want %s, %t", test.header, got, ok, test.want, test.ok)
		}
	}
}

// A date is one by the clock of the response, not by this machine's, which may be hours off.
func TestRetryAfterByTheClockOfTheResponse(t *testing.T) {
	t.Parallel()
	const in30s = "Sun, 01 Mar 2026 12:00:30 GMT"
	for _, test := range []struct {
		date string
		now  time.Time
		want time.Duration
	}{
		{"Sun, 01 Mar 2026 12:00:00 GMT", time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC), 30 * time.Second},
		{"Sun, 01 Mar 2026 12:00:00 GMT", time.Date(2026, 3, 1, 14, 0, 0, 0, time.UTC), 30 * time.Second},
		{" Sunday, 01-Mar-26 12:00:20 GMT ", time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC), 10 * time.Second},
		{"today", time.Date(2026, 3, 1, 12, 0, 5, 0, time.UTC), 25 * time.Second},
		{"", time.Date(2026, 3, 1, 12, 0, 5, 0, time.UTC), 25 * time.Second},
	} {
		if got, ok := parseRetryAfter(in30s, test.date, test.now); got != test.want || !ok {
			t.Errorf("%q at %s: %s", test.date, test.now, got)
		}
		if got, _ := parseRetryAfter("7", test.date, test.now); got != 7*time.Second {
			t.Errorf("seconds: %s", got)
		}
	}
	for _, body := range []string{`{"code":"SERVICE_UNAVAILABLE"}`, "<html>"} {
		calls := 0
		w := newTestClient(t, Config{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			if calls++; calls == 1 {
				return respondWith(503, body, "Retry-After", in30s, "Date", "Sun, 01 Mar 2026 11:59:50 GMT")(r)
			}
			return respondWith(204, "")(r)
		})})
		w.clock.now = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
		if _, err := rowsOf(t.Context(), w.client, dealRequest); err != nil {
			t.Error(err)
		}
		wantWaits(t, w.clock, 40*time.Second)
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, header := range []string{"", "0", "7", "-1", "60", "9223372037", "Sun, 01 Mar 2026 12:00:10 GMT", "Sun Mar  1 12:00:10 2026"} {
		f.Add(header, int64(1772366400))
	}
	f.Fuzz(func(t *testing.T, header string, unix int64) {
		wait, ok := parseRetryAfter(header, "", time.Unix(unix, 0))
		if wait < 0 || !ok && wait != 0 {
			t.Errorf("%q: %s, %t", header, wait, ok)
		}
		if trimmed := strings.TrimSpace(header); catalog.IsDigits(trimmed) && len(trimmed) < 10 &&
			fmt.Sprintf("%09.0f", wait.Seconds()) != fmt.Sprintf("%09s", trimmed) {
			t.Errorf("%q: %s", header, wait)
		}
	})
}
