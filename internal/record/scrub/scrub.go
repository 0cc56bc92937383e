// Package scrub takes out of a recorded walk over a record's attachments what tells of the account it was recorded from.
//
// What stays is what is known to be Zoho's own: the names of its keys, the values that it documents, its codes with its
// messages, its modules. Every other text is replaced, and so is every other number. The replacement depends on the text
// alone: a text that came twice, in a row and in the request's path say, is replaced by the same, and two different ones
// by two different ones. It has the form of what it stands for:
//
//   - digits, an id or a size, are as many digits; those of the same length keep their order;
//   - a time keeps its form and its offset; all times move by the same span, those of page tokens by another;
//   - a page token or a file id keeps its length and, character by character, the kind of its characters;
//   - a file name keeps an extension that is a common one; e-mail addresses and links are such of example.com;
//   - a number keeps its sign, its point and its exponent.
//
// Nulls, booleans and empty texts stay, and so does the order of keys and rows. Of the headers, those stay that tell of
// the answer's form and of Zoho's limits. Nothing is derived from what is replaced but its form, its rank among others of
// that form, and the order in which it came: so nobody can tell by trying whether a text was in it.
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
	return s.report(), nil
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
	if r.Method != http.MethodGet || len(segments) != 6 || segments[1] != "crm" || segments[2] != "v8" || segments[5] != "Attachments" {
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
			if _, err := strconv.Atoi(values[0]); err != nil {
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
