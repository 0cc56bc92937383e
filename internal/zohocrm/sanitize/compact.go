package sanitize

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// CompactJSON writes a valid JSON value, with no white space around it, in one form: no white space, keys sorted, of two of the same
// name the last one, no escapes but those that are needed, nothing HTML-escaped, numbers to the digit. It is what encoding/json
// makes of the value in Go's maps and slices, without them: they would take some forty times the memory of a list of short values.
// Where the value is in that form already, what it returns is the argument.
func CompactJSON(value string) string {
	if !strings.ContainsRune(`{["`, rune(value[0])) {
		return value
	}
	size := len(value)
	if !utf8.ValidString(value) || hasLineSeparator(value) {
		size *= 3 // what is no UTF-8, and these two, is written longer
	}
	c := compactor{text: value, out: make([]byte, 0, size)}
	c.value()
	if string(c.out) == value {
		return value
	}
	return string(c.out)
}

// hasLineSeparator reports whether a text has a character that JSON may hold as it is, and JavaScript may not.
func hasLineSeparator(text string) bool {
	return strings.Contains(text, "\u2028") || strings.Contains(text, "\u2029")
}

// compactor reads a JSON value from the text, and writes it to out.
type compactor struct {
	text    string
	at      int
	out     []byte
	hide    []byte      // what is taken out of strings, as it stands in one; empty where nothing is
	members []outMember // of the objects that are open, those of the innermost last
}

// outMember is where a member of an object stands in the output. 32 bits are enough: a page is smaller.
type outMember struct{ key, colon, end int32 }

func (c *compactor) value() {
	switch c.next() {
	case '{':
		c.object()
	case '[':
		c.list()
	case '"':
		c.string()
	default:
		start := c.at
		for c.at < len(c.text) && !strings.ContainsRune(",]} \t\r\n", rune(c.text[c.at])) {
			c.at++
		}
		c.out = append(c.out, c.text[start:c.at]...)
	}
}

// next skips white space, and returns the byte after it.
func (c *compactor) next() byte {
	for isSpace(c.text[c.at]) {
		c.at++
	}
	return c.text[c.at]
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// token takes the next byte that is no white space over to the output.
func (c *compactor) token() byte {
	b := c.next()
	c.at++
	c.out = append(c.out, b)
	return b
}

func (c *compactor) list() {
	c.token()
	if c.next() == ']' {
		c.token()
		return
	}
	for {
		c.value()
		if c.token() == ']' {
			return
		}
	}
}

func (c *compactor) object() {
	c.token()
	if c.next() == '}' {
		c.token()
		return
	}
	first, body, sorted := len(c.members), len(c.out), true
	for {
		m := outMember{key: int32(len(c.out))} //nolint:gosec // a page is smaller
		c.next()
		c.string()
		m.colon = int32(len(c.out)) //nolint:gosec // likewise
		c.token()
		c.value()
		m.end = int32(len(c.out)) //nolint:gosec // likewise
		if n := len(c.members); n > first && c.compareKeys(c.members[n-1], m) >= 0 {
			sorted = false
		}
		if n := len(c.members); n == cap(c.members) {
			c.members = slices.Grow(c.members, n+8) // twice as many: append alone would copy them more often
		}
		c.members = append(c.members, m)
		if c.token() == '}' {
			break
		}
	}
	if !sorted {
		c.sort(body, c.members[first:])
	}
	c.members = c.members[:first]
}

// sort puts the members of an object, all that the output holds from body on, in order.
func (c *compactor) sort(body int, members []outMember) {
	slices.SortStableFunc(members, c.compareKeys)
	sorted := make([]byte, 0, len(c.out)-body)
	for i, m := range members {
		if i+1 < len(members) && c.compareKeys(m, members[i+1]) == 0 {
			continue // a later one of the same name counts
		}
		if len(sorted) > 0 {
			sorted = append(sorted, ',')
		}
		sorted = append(sorted, c.out[m.key:m.end]...)
	}
	c.out = append(append(c.out[:body], sorted...), '}')
}

// compareKeys compares two keys in the output by what they mean.
func (c *compactor) compareKeys(a, b outMember) int {
	x, y := c.out[a.key+1:a.colon-1], c.out[b.key+1:b.colon-1]
	if bytes.IndexByte(x, '\\') < 0 && bytes.IndexByte(y, '\\') < 0 {
		return bytes.Compare(x, y)
	}
	for len(x) > 0 && len(y) > 0 {
		r, n := firstRune(x)
		s, m := firstRune(y)
		if r != s {
			return cmp.Compare(r, s)
		}
		x, y = x[n:], y[m:]
	}
	return cmp.Compare(len(x), len(y))
}

// string takes a JSON string over.
func (c *compactor) string() {
	start, from := c.at, len(c.out)
	for c.at++; c.text[c.at] != '"'; c.at++ {
		if c.text[c.at] == '\\' {
			c.at++
		}
	}
	c.at++
	c.appendString(c.text[start:c.at])
	if len(c.hide) > 0 && bytes.Contains(c.out[from:], c.hide) {
		c.out = append(c.out[:from], hidden(bytes.Clone(c.out[from:]), c.hide)...)
	}
}

// hidden returns a JSON string without a secret. What begins within an escape, behind a backslash that is not escaped itself, is none.
func hidden(quoted, secret []byte) []byte {
	var out []byte
	for {
		before, after, found := bytes.Cut(quoted, secret)
		if !found {
			return append(out, quoted...)
		}
		if backslashes := len(before) - len(bytes.TrimRight(before, `\`)); backslashes%2 == 0 {
			out, quoted = append(append(out, before...), redacted...), after
			continue
		}
		next := len(before) + 1
		out, quoted = append(out, quoted[:next]...), quoted[next:]
	}
}

// appendString writes a JSON string without needless escapes.
func (c *compactor) appendString(quoted string) {
	if !strings.Contains(quoted, `\`) && utf8.ValidString(quoted) && !hasLineSeparator(quoted) {
		c.out = append(c.out, quoted...)
		return
	}
	c.out = append(c.out, '"')
	for rest := []byte(quoted[1 : len(quoted)-1]); len(rest) > 0; {
		r, n := firstRune(rest)
		c.out, rest = appendQuoted(c.out, r), rest[n:]
	}
	c.out = append(c.out, '"')
}
