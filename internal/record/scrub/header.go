package scrub

import (
	"net/http"
	"slices"
	"strings"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
)

// contentTypes are the types that may be told of, in lower case and without blanks.
var contentTypes = []string{
	"application/json", "application/json;charset=utf-8",
	"text/html", "text/html;charset=utf-8", "text/html;charset=iso-8859-1",
	"text/plain", "text/plain;charset=utf-8",
}

// limitHeaders tell of Zoho's limits, in numbers: the first is documented, the others are in clients of old.
var limitHeaders = []string{
	"X-Api-Credits-Remaining", "X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset",
}

const (
	otherContentType = "application/octet-stream"
	otherLocation    = "https://www.example.com/"
	otherDate        = "Fri, 31 Dec 1999 23:59:59 GMT"
)

// replaceHeader is what may stay of a response's header, and replaces its numbers.
func replaceHeader(r cassette.Response, number func(place, string) string) http.Header {
	h := http.Header{}
	if t := r.Headers.Get("Content-Type"); t != "" {
		if !slices.Contains(contentTypes, strings.ToLower(strings.ReplaceAll(t, " ", ""))) {
			t = otherContentType
		}
		h.Set("Content-Type", t)
	}
	if wait := r.Headers.Get("Retry-After"); isDigits(wait) && len(wait) <= 6 {
		h.Set("Retry-After", wait)
	} else if _, err := http.ParseTime(wait); err == nil {
		h.Set("Retry-After", otherDate)
	}
	for _, key := range limitHeaders {
		if value := r.Headers.Get(key); isDigits(value) {
			h.Set(key, number(place{path: "header"}, value))
		}
	}
	if r.Code >= 300 && r.Code < 400 && r.Headers.Get("Location") != "" {
		h.Set("Location", otherLocation)
	}
	return h
}
