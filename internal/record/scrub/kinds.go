package scrub

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode"
)

// kind is a form of texts, and of what stands for them.
type kind int

const (
	plainKind kind = iota
	digitsKind
	momentKind
	expiryKind // a page token's time
	pathKind   // a path of the API
	emailKind
	linkKind
	opaqueKind
	keyKind
	nameKind
	fileKind
	moduleKind
	codeKind
	messageKind
)

// kindByKey is the kind of a text by the key that it stands at, where the text itself shows none.
var kindByKey = map[string]kind{
	"next_page_token": opaqueKind, "previous_page_token": opaqueKind, "page_token": opaqueKind,
	"$file_id": opaqueKind, "File_Id__s": opaqueKind, "encAttachFileId": opaqueKind, "trace_id": opaqueKind,
	"$link_url": linkKind, "name": nameKind, "File_Name": fileKind, "code": codeKind, "message": messageKind,
	"module": moduleKind, "$se_module": moduleKind, "api_name": moduleKind,
}

var (
	isEmail = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`).MatchString
	isLink  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`).MatchString
	isPath  = regexp.MustCompile(`^/crm/[^?#]*$`).MatchString
)

func kindOf(at place, text string) kind {
	switch {
	case isDigits(text):
		return digitsKind
	case isMoment(text) && at.key == "page_token_expiry":
		return expiryKind
	case isMoment(text):
		return momentKind
	case isPath(text):
		return pathKind
	case isEmail(text):
		return emailKind
	case isLink(text):
		return linkKind
	case at.isKey:
		return keyKind
	}
	if k, ok := kindByKey[at.key]; ok {
		return k
	}
	if _, ok := extension(text); ok {
		return fileKind
	}
	return plainKind
}

// substitute is the n-th substitute of a kind. Those of fields asked for hold neither blank nor comma.
func (k kind) substitute(name, text string, n int) string {
	switch k {
	case emailKind:
		return fmt.Sprintf("user%d@example.com", n)
	case linkKind:
		scheme, _, ok := strings.Cut(text, "://")
		switch {
		case !ok:
			return fmt.Sprintf("www.example.com/%d", n)
		case scheme != "http":
			scheme = "https"
		}
		return fmt.Sprintf("%s://www.example.com/%d", scheme, n)
	case opaqueKind:
		return opaque(name, text, n)
	case keyKind:
		if strings.HasPrefix(text, "$") {
			return fmt.Sprintf("$field_%d", n)
		}
		return fmt.Sprintf("Field_%d", n)
	case nameKind:
		return fmt.Sprintf("Name %d", n)
	case fileKind:
		ext, _ := extension(text)
		return fmt.Sprintf("File %d%s", n, ext)
	case moduleKind:
		return fmt.Sprintf("CustomModule%d", n)
	case codeKind:
		return fmt.Sprintf("CODE_%d", n)
	case messageKind:
		return fmt.Sprintf("Message %d", n)
	default:
		return fmt.Sprintf("Text %d", n)
	}
}

// opaque is the n-th text of as many characters of the same kinds, made up by name and n alone.
func opaque(name, text string, n int) string {
	random := rand.New(rand.NewPCG(hash(name), uint64(n))) //nolint:gosec // reproducible on purpose
	return strings.Map(func(c rune) rune {
		switch {
		case isDigit(c):
			return '0' + random.Int32N(10)
		case unicode.IsUpper(c):
			return 'A' + random.Int32N(26)
		case c > unicode.MaxASCII, unicode.IsLetter(c):
			return 'a' + random.Int32N(26)
		}
		return c
	}, text)
}

func hash(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text)) // it takes everything
	return h.Sum64()
}
