package main

import "testing"

func TestHumanSize(t *testing.T) {
	t.Parallel()
	tests := map[int64]string{
		-1:                        "-1 B",
		0:                         "0 B",
		1023:                      "1023 B",
		1024:                      "1.0 KiB",
		1536:                      "1.5 KiB",
		23821:                     "23.3 KiB",
		1<<20 - 1:                 "1.0 MiB",
		1 << 20:                   "1.0 MiB",
		100 << 20:                 "100.0 MiB",
		1<<63 - 1:                 "8.0 EiB",
		1023*1024 + 972:           "1023.9 KiB",
		1023*1024 + 973:           "1.0 MiB",
		1024 * 1024 * 1024 * 1024: "1.0 TiB",
	}
	for bytes, want := range tests {
		if got := humanSize(&bytes); got != want {
			t.Errorf("%d: got %q, want %q", bytes, got, want)
		}
	}
	if got := humanSize(nil); got != "-" {
		t.Errorf("none: got %q, want a dash", got)
	}
}

func TestMoment(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"2022-04-21T10:27:41+05:30": "2022-04-21 10:27 +05:30",
		"2023-06-25T20:00:00-11:00": "2023-06-25 20:00 -11:00",
		"2023-06-25T20:00:00Z":      "2023-06-25 20:00 +00:00",
		"yesterday":                 "yesterday",
		"":                          "",
	}
	for s, want := range tests {
		if got := moment(&s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
	if got := moment(nil); got != "-" {
		t.Errorf("none: got %q, want a dash", got)
	}
}
