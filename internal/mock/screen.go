package main

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// screen writes what a person reads. Its methods may be called concurrently.
type screen struct {
	terminal.Screen

	now func() time.Time

	scenarios []cassettes.Scenario // that are served

	mu       sync.Mutex
	arrivals map[int]time.Time // of the requests that have no response yet
	tally    tally
}

func newScreen(out io.Writer, styled bool, now func() time.Time) *screen {
	return &screen{
		Screen: terminal.Screen{Out: out, Styled: styled}, now: now,
		arrivals: map[int]time.Time{}, tally: tally{faults: map[string]int{}},
	}
}

// arrived shows a request that has arrived.
func (s *screen) arrived(r zohocrmtest.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.arrivals[r.N] = s.now()
	s.Line("%s", s.Style(terminal.Faint, fmt.Sprintf("#%d %s", r.N, strings.Join(asked(r), ", "))))
}

// asked is what a request asks for, in words.
func asked(r zohocrmtest.Request) []string {
	path, rawQuery, _ := strings.Cut(r.URI, "?")
	words := []string{sanitize.Text(r.Method + " " + path)}
	if text, isQuery := r.Query(); isQuery {
		if r.Page > 1 {
			words = append(words, "page "+strconv.Itoa(r.Page))
		}
		return append(words, cmp.Or(sanitize.Text(text), "no query"))
	}
	query, err := url.ParseQuery(rawQuery)
	if err != nil {
		return append(words, "a query that cannot be read")
	}
	if page := "page " + strconv.Itoa(r.Page); query.Has("page_token") {
		words = append(words, page+" by token")
	} else if query.Has("page") {
		words = append(words, page+" by number")
	}
	if fields := query.Get("fields"); fields != "" {
		words = append(words, "fields "+shortened(strings.Split(fields, ",")))
	}
	return words
}

// shortened names the first of many fields.
func shortened(fields []string) string {
	const shown = 3
	more := ""
	if n := len(fields) - shown; n > 1 {
		fields, more = fields[:shown], fmt.Sprintf(" and %d more", n)
	}
	return sanitize.Text(strings.Join(fields, ", ")) + more
}

// responded shows the response to a request, or that there was none.
func (s *screen) responded(r zohocrmtest.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	took := s.now().Sub(s.arrivals[r.N])
	delete(s.arrivals, r.N)
	s.tally.add(r)

	status, colour := "no response", terminal.Red
	if r.Status != 0 {
		status = strings.TrimSpace(strconv.Itoa(r.Status) + " " + http.StatusText(r.Status))
	}
	if r.Status >= 200 && r.Status < 300 && r.Fault == "" {
		colour = terminal.Green
	}
	words := []string{fmt.Sprintf("#%d ", r.N) + s.Style(colour, status)}
	if isPage(r) {
		one := "attachment"
		if _, isQuery := r.Query(); isQuery {
			one = "record"
		}
		words = append(words, terminal.Plural(r.Rows, one))
	}
	switch {
	case r.Fault != "":
		words = append(words, s.Style(terminal.Bold, "fault "+r.Fault))
	case r.Status == zohocrmtest.StatusNotRecorded:
		path, _, _ := strings.Cut(r.URI, "?")
		words = append(words, zohocrmtest.WhyNotRecorded(s.scenarios, path))
	case r.Status == http.StatusUnauthorized && !r.TokenAccepted:
		words = append(words, "the access token is not accepted")
	case r.Status == http.StatusUnauthorized && strings.HasPrefix(r.URI, apiPath):
		words = append(words, "the access token lacks a scope")
	}
	s.Line("%s, %d ms", strings.Join(words, ", "), took.Milliseconds())
}

const apiPath = "/crm/"

// isPage tells whether a response is a page of attachments or of records, or the empty one.
func isPage(r zohocrmtest.Request) bool {
	path, _, _ := strings.Cut(r.URI, "?")
	_, isQuery := r.Query()
	return (r.Status == http.StatusOK || r.Status == http.StatusNoContent) && (strings.HasSuffix(path, "/Attachments") || isQuery)
}
