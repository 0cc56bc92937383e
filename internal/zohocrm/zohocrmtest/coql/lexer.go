package coql

import (
	"strings"
	"unicode/utf8"
)

type tokenKind int

const (
	end     tokenKind = iota
	word              // a name, a path or a keyword
	number            // digits, with a sign and a fraction perhaps
	quoted            // a text in single or double quotes; the token's text is what it means
	symbol            // ( ) , = != < <= > >=
	foreign           // anything else
)

type token struct {
	kind tokenKind
	text string
	at   int // where it begins, in bytes
}

const (
	letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$"
	digits  = "0123456789"
)

// lex splits a query into tokens, the last of which is the end.
func lex(text string) []token {
	var tokens []token
	for at := 0; ; {
		at += len(text[at:]) - len(strings.TrimLeft(text[at:], " \t\r\n"))
		if at == len(text) {
			return append(tokens, token{end, "", at})
		}
		t, length := next(text[at:])
		t.at = at
		tokens = append(tokens, t)
		at += length
	}
}

// next reads the token that a text begins with, and its length in bytes.
func next(text string) (t token, length int) {
	switch first := text[0]; {
	case strings.IndexByte(letters, first) >= 0:
		length = span(text, letters+digits+".")
		return token{kind: word, text: text[:length]}, length
	case strings.IndexByte(digits, first) >= 0 || first == '-':
		length = 1 + span(text[1:], digits+".")
		return token{kind: number, text: text[:length]}, length
	case first == '\'' || first == '"':
		return quotation(text)
	}
	for _, s := range []string{"!=", "<=", ">=", "(", ")", ",", "=", "<", ">"} {
		if strings.HasPrefix(text, s) {
			return token{kind: symbol, text: s}, len(s)
		}
	}
	_, length = utf8.DecodeRuneInString(text)
	return token{kind: foreign, text: text[:length]}, length
}

// quotation reads a text in quotes, in which a doubled quote stands for one. One that does not close is foreign.
func quotation(text string) (t token, length int) {
	mark := text[:1]
	var s strings.Builder
	for i := 1; i < len(text); i++ {
		if text[i] != mark[0] {
			s.WriteByte(text[i])
			continue
		}
		if !strings.HasPrefix(text[i+1:], mark) {
			return token{kind: quoted, text: s.String()}, i + 1
		}
		s.WriteByte(mark[0])
		i++
	}
	return token{kind: foreign, text: text}, len(text)
}

// span is the length of the longest beginning that consists of these characters.
func span(text, characters string) int {
	return len(text) - len(strings.TrimLeft(text, characters))
}
