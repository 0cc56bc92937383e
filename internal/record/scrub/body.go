package scrub

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
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

// replaceBody is a body of the same form with its texts and numbers replaced: JSON without blanks, one row a line. Of what
// is not JSON nothing stays but the way in which it is not.
func replaceBody(r cassette.Response, text, number func(place, string) string) string {
	if json.Valid([]byte(r.Body)) {
		w := rewriter{in: json.NewDecoder(strings.NewReader(r.Body)), text: text, number: number}
		w.in.UseNumber()
		w.value(place{})
		return w.out.String()
	}
	trimmed := strings.TrimLeft(r.Body, " \t\r\n")
	switch {
	case trimmed == "":
		return ""
	case trimmed[0] == '{' && isCut(trimmed):
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
func isCut(body string) bool {
	var value json.RawMessage
	return errors.Is(json.NewDecoder(strings.NewReader(body)).Decode(&value), io.ErrUnexpectedEOF)
}

// rewriter goes through valid JSON and writes it with other texts and numbers, keys in their order.
type rewriter struct {
	in           *json.Decoder
	out          strings.Builder
	text, number func(place, string) string
}

func (w *rewriter) token() json.Token {
	token, err := w.in.Token()
	if err != nil {
		panic(err) // the whole is valid
	}
	return token
}

func (w *rewriter) value(at place) {
	switch token := w.token().(type) {
	case json.Delim:
		w.list(at, token)
	case string:
		w.out.WriteString(quote(w.text(at, token)))
	case json.Number:
		w.out.WriteString(w.number(at, token.String()))
	case bool:
		w.out.WriteString(strconv.FormatBool(token))
	default:
		w.out.WriteString("null")
	}
}

// list writes an object or an array, whose opening bracket was taken.
func (w *rewriter) list(at place, opening json.Delim) {
	between := ""
	if at.path == "data" && opening == '[' && w.in.More() {
		between = "\n"
	}
	w.out.WriteString(opening.String() + between)
	for first := true; w.in.More(); first = false {
		if !first {
			w.out.WriteString("," + between)
		}
		if opening == '[' {
			w.value(place{path: at.path + "[]", key: at.key})
			continue
		}
		key, ok := w.token().(string)
		if !ok {
			panic("a key is no string") // the whole is valid
		}
		w.out.WriteString(quote(w.text(place{isKey: true}, key)) + ":")
		w.value(at.member(key))
	}
	closing, _ := w.token().(json.Delim)
	w.out.WriteString(between + closing.String())
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

// replaceHeader is what may stay of a response's header, and replaces its numbers.
func replaceHeader(r cassette.Response, number func(place, string) string) http.Header {
	h := http.Header{}
	if t := r.Headers.Get("Content-Type"); t != "" {
		if !slices.Contains(contentTypes, strings.ToLower(strings.ReplaceAll(t, " ", ""))) {
			t = "application/octet-stream"
		}
		h.Set("Content-Type", t)
	}
	if wait := r.Headers.Get("Retry-After"); digits.MatchString(wait) {
		h.Set("Retry-After", "60")
	} else if _, err := http.ParseTime(wait); err == nil {
		h.Set("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")
	}
	for _, key := range limitHeaders {
		if value := r.Headers.Get(key); digits.MatchString(value) {
			h.Set(key, number(place{path: "header"}, value))
		}
	}
	if r.Code >= 300 && r.Code < 400 && r.Headers.Get("Location") != "" {
		h.Set("Location", "https://www.example.com/")
	}
	return h
}
