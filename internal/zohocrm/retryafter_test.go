package zohocrm

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
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
		if got, ok := parseRetryAfter(test.header, now); got != test.want || ok != test.ok {
			t.Errorf("%q: %s, %t; want %s, %t", test.header, got, ok, test.want, test.ok)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, header := range []string{"", "0", "7", "-1", "60", "9223372037", "Sun, 01 Mar 2026 12:00:10 GMT", "Sun Mar  1 12:00:10 2026"} {
		f.Add(header, int64(1772366400))
	}
	f.Fuzz(func(t *testing.T, header string, unix int64) {
		wait, ok := parseRetryAfter(header, time.Unix(unix, 0))
		if wait < 0 || !ok && wait != 0 {
			t.Errorf("%q: %s, %t", header, wait, ok)
		}
		if trimmed := strings.TrimSpace(header); isDigits(trimmed) && len(trimmed) < 10 &&
			fmt.Sprintf("%09.0f", wait.Seconds()) != fmt.Sprintf("%09s", trimmed) {
			t.Errorf("%q: %s", header, wait)
		}
	})
}
