package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// maxPages ends a walk that does not end by itself; the longest has 12.
const maxPages = 20

// requestLog are the requests that a server keeps.
type requestLog interface {
	Requests() []zohocrmtest.Request
	ForgetRequests()
}

// target is a server with an access token that it accepts.
type target struct {
	url, token string
	log        requestLog
}

// plainPage is the response to a request without any SDK.
type plainPage struct {
	status int
	body   []byte
}

// fetch makes a request without any SDK.
func (t target) fetch(ctx context.Context, l listing) (p plainPage, err error) {
	query := url.Values{}
	for name, value := range l.Params {
		query.Set(name, value)
	}
	address := t.url + "/crm/v8/" + l.Module + "/" + l.RecordID + "/Attachments?" + query.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return p, err
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken "+t.token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return p, err
	}
	body, err := io.ReadAll(response.Body)
	if err := response.Body.Close(); err != nil {
		return p, err
	}
	return plainPage{response.StatusCode, body}, err
}

// lister is an SDK that is connected.
type lister interface {
	list(l listing) (reply, error)
}

// walked is a walk over the pages of a record.
type walked struct {
	rows []object // of all pages
	last reply    // of the last page
}

// walkChecks are the checks of a walk.
type walkChecks struct {
	request, attachments, info, err *check
}

// walk lists a record's attachments by an SDK, page after page as the SDK's getters lead on: by page token where they give
// one, by number else. Each page is compared with the bytes of a plain request.
func walk(ctx context.Context, s lister, t target, l listing, c walkChecks) (w walked, err error) {
	for number := 1; number <= maxPages; number++ {
		t.log.ForgetRequests()
		if w.last, err = s.list(l); err != nil {
			return w, err
		}
		compareRequest(c.request, t.log.Requests(), l)
		plain, err := t.fetch(ctx, l)
		if err != nil {
			return w, err
		}
		place := fmt.Sprintf("page %d", number)
		comparePage(c, place, w.last, plain)
		compareAsked(c.attachments, place, strings.Split(l.Params["fields"], ","), plain)
		w.rows = append(w.rows, w.last.Data...)
		more := w.last.Info["more_records"]
		if string(more.Value) != "true" {
			return w, nil
		}
		l = l.next(w.last.Info["next_page_token"], number)
	}
	c.request.differ("number of pages", "the walk goes on after %d pages", maxPages)
	return w, nil
}

// next is the call for the page after that of a number.
func (l listing) next(token told, number int) listing {
	l.Params = maps.Clone(l.Params)
	delete(l.Params, "page")
	delete(l.Params, "page_token")
	if token.isNull() {
		l.Params["page"] = strconv.Itoa(number + 1)
	} else {
		l.Params["page_token"] = token.text()
	}
	return l
}

// compareRequest compares what an SDK was asked to send with what arrived.
func compareRequest(c *check, arrived []zohocrmtest.Request, l listing) {
	if len(arrived) == 0 {
		c.agree(false, "number of requests", "none arrived")
		return
	}
	want := 1
	if slices.Contains(triedAgain, arrived[0].Status) {
		want = 3
	}
	c.agree(len(arrived) == want, "number of requests", "%d arrived, want %d", len(arrived), want)
	for _, r := range arrived {
		compareArrived(c, r, l)
	}
}

// triedAgain are the statuses at which got, the SDKs' HTTP client, makes a request twice more.
var triedAgain = []int{
	http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable,
}

func compareArrived(c *check, r zohocrmtest.Request, l listing) {
	c.agree(r.Method == http.MethodGet, "method", "%s arrived", r.Method)
	c.agree(r.TokenAccepted, "access token", "it is not accepted")
	path, rawQuery, _ := strings.Cut(r.URI, "?")
	want := "/crm/v8/" + l.Module + "/" + l.RecordID + "/Attachments"
	c.agree(path == want, "path", "%s arrived, want %s", path, want)
	query, err := url.ParseQuery(rawQuery)
	c.agree(err == nil, "query", "%s arrived: %v", rawQuery, err)
	for _, name := range slices.Sorted(maps.Keys(l.Params)) {
		c.agree(slices.Equal(query[name], []string{l.Params[name]}), name, "the SDK was given %q, %q arrived", l.Params[name], query[name])
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if _, given := l.Params[name]; !given {
			c.differ("further parameter", "%q arrived as %q, which the SDK was not given", name, query[name])
		}
	}
}

// comparePage compares what an SDK read of a page with the bytes of a plain request for it.
func comparePage(c walkChecks, place string, got reply, plain plainPage) {
	if got.Thrown != nil {
		c.err.agree(false, "exception", "%s: the SDK throws %s; the response is %d, %s", place, got.Thrown, plain.status, shown(plain.body))
		return
	}
	var body struct {
		Data []rawObject
		Info rawObject
	}
	raw := rawObject{}
	if len(plain.body) > 0 {
		if err := json.Unmarshal(plain.body, &raw); err != nil {
			c.err.agree(got.Error == nil && got.Data == nil, "body", "%s: the SDK reads what is no JSON: %s", place, shown(plain.body))
			return
		}
		_ = json.Unmarshal(plain.body, &body) // an error's body has neither
	}
	_, isError := raw["code"]
	at := c.attachments
	if isError != (got.Error != nil) && got.Data == nil {
		c.err.agree(false, "error", "%s: the SDK gives %s, the response is %d, %s",
			place, got.Error["code"].text(), plain.status, shown(plain.body))
		return
	}
	if isError {
		at = c.err
		compareObject(c.err, place, "", got.Error, raw)
	}
	at.agree(got.Status == plain.status, "HTTP status", "%s: the SDK gives %d, the response has %d", place, got.Status, plain.status)
	at.agree(got.Other == "", "class", "%s: the SDK gives a %s for %s", place, got.Other, shown(plain.body))
	at.agree(len(got.Data) == len(body.Data), "number of attachments", "%s: the SDK gives %d, the bytes hold %d",
		place, len(got.Data), len(body.Data))
	for i := range min(len(got.Data), len(body.Data)) {
		compareObject(at, fmt.Sprintf("%s, attachment %d", place, i+1), "", got.Data[i], body.Data[i])
	}
	if got.Info != nil || body.Info != nil {
		compareObject(c.info, place, "", got.Info, body.Info)
	}
}

// compareAsked asks that the bytes hold every field that was asked for, of every attachment: what is null to Zoho is there,
// and null.
func compareAsked(c *check, place string, fields []string, plain plainPage) {
	var body struct{ Data []rawObject }
	if json.Unmarshal(plain.body, &body) != nil {
		return
	}
	for i, row := range body.Data {
		for _, field := range fields {
			_, held := row[field]
			if _, isError := row["code"]; !held && !isError {
				c.differ(field, "%s, attachment %d: it was asked for, and the bytes do not hold it", place, i+1)
			}
		}
	}
}
