package scrub

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"
)

// place is where a text or a number stands.
type place struct {
	path  string // the keys that lead to it, as in "data[].Owner.name"
	key   string // the last of them
	isKey bool   // whether the text is itself the name of a key
}

func (p place) member(key string) place {
	path := key
	if strings.ContainsAny(key, ".[]") {
		path = "?" // it could read as another path
	}
	if p.path != "" {
		path = p.path + "." + path
	}
	return place{path: path, key: key}
}

func (p place) element() place { return place{path: p.path + "[]", key: p.key} }

// replaceBody is a body of the same form with its texts and numbers replaced: JSON without blanks, one row a line. Of what
// is not JSON nothing stays but the way in which it is not.
func replaceBody(r cassette.Response, text, number func(place, string) string) string {
	body := []byte(r.Body)
	if json.Valid(body) {
		rewriter := rewriter{in: body, text: text, number: number}
		rewriter.value(place{})
		return rewriter.out.String()
	}
	trimmed := strings.TrimLeft(r.Body, " \t\r\n")
	switch {
	case trimmed == "":
		return r.Body
	case trimmed[0] == '{' && isCut(body):
		return `{"data":[{"id":"`
	case trimmed[0] == '{':
		return `{"data":[}`
	case trimmed[0] == '<':
		title := strings.TrimSpace(strconv.Itoa(r.Code) + " " + http.StatusText(r.Code))
		return "<!DOCTYPE html>\n<html><head><title>" + title + "</title></head>\n<body><h1>" + title + "</h1></body></html>\n"
	default:
		return "A body that was neither JSON nor HTML.\n"
	}
}

// isCut tells JSON that ends too early from what is no JSON.
func isCut(body []byte) bool {
	var value json.RawMessage
	return errors.Is(json.NewDecoder(bytes.NewReader(body)).Decode(&value), io.ErrUnexpectedEOF)
}

// rewriter goes through valid JSON and writes it with other texts and numbers, keys in their order.
type rewriter struct {
	in           []byte
	out          strings.Builder
	text, number func(place, string) string
}

// next skips blanks and tells what follows.
func (r *rewriter) next() byte {
	r.in = bytes.TrimLeft(r.in, " \t\r\n")
	return r.in[0]
}

// take takes n bytes off the input.
func (r *rewriter) take(n int) []byte {
	taken := r.in[:n]
	r.in = r.in[n:]
	return taken
}

func (r *rewriter) value(at place) {
	switch c := r.next(); c {
	case '{':
		r.members(at)
	case '[':
		r.elements(at)
	case '"':
		r.out.WriteString(quote(r.text(at, r.string())))
	case 't', 'n':
		r.out.Write(r.take(len("true")))
	case 'f':
		r.out.Write(r.take(len("false")))
	default:
		end := bytes.IndexFunc(r.in, func(c rune) bool { return !strings.ContainsRune("+-.0123456789Ee", c) })
		if end < 0 {
			end = len(r.in)
		}
		r.out.WriteString(r.number(at, string(r.take(end))))
	}
}

func (r *rewriter) members(at place) {
	for closing := r.open(); !closing; closing = r.comma("") {
		key := r.string()
		r.out.WriteString(quote(r.text(place{isKey: true}, key)))
		r.next()
		r.out.Write(r.take(len(":")))
		r.value(at.member(key))
	}
	r.out.WriteByte('}')
}

func (r *rewriter) elements(at place) {
	line := ""
	if at.path == "data" {
		line = "\n"
	}
	closing := r.open()
	if closing {
		line = ""
	}
	r.out.WriteString(line)
	for ; !closing; closing = r.comma(line) {
		r.value(at.element())
	}
	r.out.WriteString(line + "]")
}

// open takes the opening bracket, and the closing one where it follows.
func (r *rewriter) open() (closed bool) {
	r.out.Write(r.take(1))
	if c := r.next(); c == '}' || c == ']' {
		r.take(1)
		return true
	}
	return false
}

// comma takes the comma and what follows it at once, or the closing bracket.
func (r *rewriter) comma(line string) (closed bool) {
	if r.next(); r.take(1)[0] != ',' {
		return true
	}
	r.out.WriteString("," + line)
	r.next()
	return false
}

// string takes a string.
func (r *rewriter) string() string {
	end := 1
	for r.in[end] != '"' {
		if r.in[end] == '\\' {
			end++
		}
		end++
	}
	var s string
	if err := json.Unmarshal(r.take(end+1), &s); err != nil {
		panic(err) // the whole is valid
	}
	return s
}

// quote is s as a JSON string, nothing of it escaped for HTML.
func quote(s string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		panic(err) // a string can be encoded
	}
	return strings.TrimSuffix(b.String(), "\n")
}
