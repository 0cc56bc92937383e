// Package catalog is what can be known of Zoho CRM without asking it: its data centres and their domains, its modules and the
// scopes that they take, the forms of names, ids, credentials, conditions and a record's web address.
package catalog

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxRecordIDDigits is the length of the longest record id in Zoho's OpenAPI file v8.0/related_records.json.
const maxRecordIDDigits = 20

// ValidModule reports whether name can be the API name of a module: a letter or underscore, then letters, digits and
// underscores. Whether an organisation has such a module, only Zoho knows.
func ValidModule(name string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case c == '_', 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case i > 0 && isDigit(c):
		default:
			return false
		}
	}
	return name != ""
}

// ValidRecordID reports whether id can be the id of a record: 1 to 20 decimal digits.
func ValidRecordID(id string) bool {
	return len(id) <= maxRecordIDDigits && IsDigits(id)
}

// ValidField reports whether name can be named in a list of fields: not empty, no comma, white space or control
// character. Whether a module has such a field, only Zoho knows.
func ValidField(name string) bool {
	return name != "" && utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool {
		return r == ',' || unicode.IsSpace(r) || unicode.IsControl(r)
	})
}

var queryField = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*(\.[A-Za-z_$][A-Za-z0-9_$]*)*$`)

// ValidQueryField reports whether name can be a column of a query: an API name, or several joined by dots, the path over
// a lookup. Whether a module has such a field, only Zoho knows.
func ValidQueryField(name string) bool { return queryField.MatchString(name) }

// CompareIDs compares ids of digits as the numbers that they are, however long.
func CompareIDs(a, b string) int {
	x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y))
}

func isDigit(c byte) bool {
	return '0' <= c && c <= '9'
}

// IsDigits reports whether a text is decimal digits, one at least.
func IsDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
