package zohocrm

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Version is the version of Zoho CRM's API that this client speaks.
const Version = "v8"

// MaxFields is the number of field names that Zoho accepts in one request.
const MaxFields = 50

// pageSize is the number of rows asked for with a page: Zoho's maximum.
const pageSize = 200

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
	return len(id) <= maxRecordIDDigits && isDigits(id)
}

// ValidField reports whether name can be named in a list of fields: not empty, no comma, white space or control
// character. Whether a module has such a field, only Zoho knows.
func ValidField(name string) bool {
	return name != "" && utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool {
		return r == ',' || unicode.IsSpace(r) || unicode.IsControl(r)
	})
}

// RequestError tells of a [Request] that was rejected before anything was sent.
type RequestError struct {
	Part  string // "module", "record id" or "fields"
	Value string
}

func (e *RequestError) Error() string {
	return fmt.Sprintf("zohocrm: invalid %s %q", e.Part, e.Value)
}

// check rejects what would change the path or the query that is sent.
func (r Request) check() error {
	switch {
	case !ValidModule(r.Module):
		return &RequestError{"module", r.Module}
	case !ValidRecordID(r.RecordID):
		return &RequestError{"record id", r.RecordID}
	case len(r.Fields) == 0 || len(r.Fields) > MaxFields:
		return &RequestError{"fields", fmt.Sprintf("%d names", len(r.Fields))}
	}
	for _, field := range r.Fields {
		if !ValidField(field) {
			return &RequestError{"fields", field}
		}
	}
	return nil
}

// path returns the path of the request's resource.
func (r Request) path() string {
	return "/crm/" + Version + "/" + r.Module + "/" + r.RecordID + "/Attachments"
}

// query returns the parameters that are the same on every call of a walk: Zoho binds a page token to them.
func (r Request) query() url.Values {
	fields := slices.Clone(r.Fields)
	slices.Sort(fields)
	return url.Values{
		"fields":   {strings.Join(slices.Compact(fields), ",")},
		"per_page": {fmt.Sprint(pageSize)},
	}
}

func isDigit(c byte) bool {
	return '0' <= c && c <= '9'
}

func isDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// ValidID reports whether id is an id as Zoho writes them: decimal digits, of any number.
func ValidID(id string) bool {
	return isDigits(id)
}
