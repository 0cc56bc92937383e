// Package scrub takes out of a recorded walk over a record's attachments what tells of the account it was recorded from.
//
// Nothing passes but what is on a list of Zoho's own: names of keys, documented values, codes and messages, modules, and
// small numbers at documented places; nulls, booleans and empty texts; the headers of a response's form. Everything else
// becomes one of its kind, counted: Name 1, user1@example.com, File 2.pdf. The same text becomes the same, in a row and in
// the request's path say, and two become two. Ids and times keep their order, no digit of theirs, no zone and no fraction of
// a second; whole numbers become whole numbers. So shapes, the order of keys and rows, and what equals what stay.
package scrub

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// Report tells what was replaced.
type Report struct {
	// Texts and Numbers are how many different ones.
	Texts, Numbers int

	// Keys and Codes are how many of the texts were names of keys, fields asked for included, and codes of errors: words
	// of Zoho's, perhaps, that this package does not know.
	Keys, Codes int
}

// Interactions replaces what the interactions of a walk hold, in place. Name is the scenario's: with another one the same
// walk is made into other ids and tokens. The error names nothing that the interactions hold.
func Interactions(name string, interactions []*cassette.Interaction) (Report, error) {
	s := newSubstitutes(name)
	calls := make([]call, len(interactions))
	for n, i := range interactions {
		var err error
		if calls[n], err = parseCall(i.Request); err != nil {
			return Report{}, fmt.Errorf("request %d: %w", n+1, err)
		}
		calls[n].replace(s.learn)
		replaceBody(i.Response, s.learn, s.learnNumber)
		replaceHeader(i.Response, s.learnNumber)
	}
	s.assign()
	for n, i := range interactions {
		i.Request = calls[n].replace(s.of).request()
		i.Response = scrubbed(i.Response, s)
	}
	return s.report, nil
}

// scrubbed is a response of the same form: made anew, so that nothing comes with it that is not named here.
func scrubbed(r cassette.Response, s *substitutes) cassette.Response {
	body, header := replaceBody(r, s.of, s.number), replaceHeader(r, s.number)
	if r.Code != http.StatusNoContent {
		header.Set("Content-Length", strconv.Itoa(len(body)))
	}
	return cassette.Response{
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		ContentLength: int64(len(body)),
		Body:          body,
		Headers:       header,
		Status:        strings.TrimSpace(strconv.Itoa(r.Code) + " " + http.StatusText(r.Code)),
		Code:          r.Code,
	}
}

// call is what a request asks for.
type call struct {
	module, record string
	fields         []string
	paging         url.Values // per_page, page
	token          string
}

// errNotAttachments refuses what is not known to be harmless as a whole.
var errNotAttachments = errors.New("it asks for something else than the attachments of a record")

func parseCall(r cassette.Request) (call, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return call{}, errNotAttachments // the error would quote the URL
	}
	segments := strings.Split(u.Path, "/")
	if r.Method != http.MethodGet || len(segments) != 6 || strings.Join(segments[:3], "/") != "/crm/"+zohocrm.Version ||
		segments[5] != "Attachments" {
		return call{}, errNotAttachments
	}
	c := call{module: segments[3], record: segments[4], paging: url.Values{}}
	for parameter, values := range u.Query() {
		switch parameter {
		case "fields":
			c.fields = strings.Split(values[0], ",")
		case "page_token":
			c.token = values[0]
		case "per_page", "page":
			if !isAllowedNumber("info."+parameter, values[0]) {
				return call{}, errNotAttachments
			}
			c.paging.Set(parameter, values[0])
		default:
			return call{}, errNotAttachments
		}
	}
	return c, nil
}

// replace is the call with its texts replaced, the fields in sorted order as a client sends them.
func (c call) replace(text func(place, string) string) call {
	c.module = text(place{key: "module"}, c.module)
	c.record = text(place{key: "id"}, c.record)
	c.fields = slices.Clone(c.fields)
	for i, field := range c.fields {
		c.fields[i] = text(place{isKey: true}, field)
	}
	slices.Sort(c.fields)
	c.token = text(place{key: "page_token"}, c.token)
	return c
}

// request is the request of a client of ours.
func (c call) request() cassette.Request {
	c.paging.Set("fields", strings.Join(c.fields, ","))
	if c.token != "" {
		c.paging.Set("page_token", c.token)
	}
	return cassette.Request{
		Proto:      "HTTP/1.1",
		ProtoMajor: 1,
		ProtoMinor: 1,
		Host:       "www.zohoapis.com",
		URL:        "https://www.zohoapis.com/crm/v8/" + c.module + "/" + c.record + "/Attachments?" + c.paging.Encode(),
		Method:     http.MethodGet,
	}
}
