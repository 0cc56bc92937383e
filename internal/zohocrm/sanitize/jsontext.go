package sanitize

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	// maxDepth is how deep the lists and objects of a response may be nested. Zoho's are nested four deep; Terraform takes minutes to
	// print a text of a thousand brackets.
	maxDepth = 100

	// MaxMembers is how many members an object may have. A row of Zoho's has some twenty, and no module has more than some hundred
	// fields.
	MaxMembers = 1000
)

// Excess returns in which way JSON is more than a response can be; empty where it is not.
func Excess(body []byte) string {
	var commas [maxDepth + 1]int // of each object that is open; in a list, far below zero
	depth := 0
	for i := 0; i < len(body); i++ {
		switch body[i] {
		case '"':
			i += textLength(body[i+1:])
		case '{', '[':
			if depth++; depth > maxDepth {
				return fmt.Sprintf("it is nested deeper than %d levels", maxDepth)
			}
			commas[depth] = 0
			if body[i] == '[' {
				commas[depth] = math.MinInt
			}
		case ',':
			if commas[depth]++; commas[depth] >= MaxMembers {
				return fmt.Sprintf("an object in it has more than %d members", MaxMembers)
			}
		case '}', ']':
			depth = max(0, depth-1) // below that it is no JSON
		}
	}
	return ""
}

// textLength returns how long the rest of a JSON string is, with its closing quote.
func textLength(rest []byte) int {
	for i := 0; i < len(rest); i++ {
		stop := bytes.IndexAny(rest[i:], `"\`)
		if stop < 0 {
			break
		}
		if i += stop; rest[i] == '"' {
			return i + 1
		}
		i++ // what is escaped
	}
	return len(rest)
}

// shortEscapes are the escapes of one letter, each with what it stands for.
const shortEscapes = "\"\"\\\\//b\bf\fn\nr\rt\t"

// firstRune returns the first character of what stands between the quotes of a valid JSON string, not empty, and how many bytes it
// takes there. As encoding/json has it, a byte that is no UTF-8 and half of a surrogate pair are U+FFFD.
func firstRune(text []byte) (r rune, size int) {
	if text[0] != '\\' {
		return utf8.DecodeRune(text)
	}
	if text[1] != 'u' {
		for i := 0; i < len(shortEscapes); i += 2 {
			if text[1] == shortEscapes[i] {
				return rune(shortEscapes[i+1]), 2
			}
		}
	}
	const length = len(`\u0000`)
	r = hexRune(text)
	if !utf16.IsSurrogate(r) {
		return r, length
	}
	if len(text) >= 2*length && text[length] == '\\' && text[length+1] == 'u' {
		if pair := utf16.DecodeRune(r, hexRune(text[length:])); pair != utf8.RuneError {
			return pair, 2 * length
		}
	}
	return utf8.RuneError, length
}

// hexRune returns what an escape of four hexadecimal digits stands for.
func hexRune(escape []byte) rune {
	n, _ := strconv.ParseUint(string(escape[2:6]), 16, 16) // the string is valid
	return rune(n)
}

// appendQuoted appends a character as encoding/json writes it between the quotes of a string.
func appendQuoted(out []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	switch {
	case r == '"' || r == '\\':
		return append(out, '\\', byte(r))
	case r < ' ':
		for i := 0; i < len(shortEscapes); i += 2 {
			if rune(shortEscapes[i+1]) == r {
				return append(out, '\\', shortEscapes[i])
			}
		}
		return append(out, '\\', 'u', '0', '0', hex[r>>4], hex[r&0xf])
	case r == '\u2028' || r == '\u2029': // they end a line of JavaScript
		return append(out, '\\', 'u', '2', '0', '2', hex[r&0xf])
	default:
		return utf8.AppendRune(out, r)
	}
}
