package zohocrm

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// Version is the version of Zoho CRM's API that this client speaks.
const Version = "v8"

// MaxFields is the number of field names that Zoho accepts in one request.
const MaxFields = 50

// pageSize is the number of rows asked for with a page: Zoho's maximum.
const pageSize = 200

// Request names the record whose attachments are requested, and the fields requested.
type Request struct {
	// Module is the API name of the record's module, such as "Deals"; see [catalog.ValidModule].
	Module string

	// RecordID is the record's id, 1 to 20 decimal digits; see [catalog.ValidRecordID].
	RecordID string

	// Fields are the API names of the fields to ask for, 1 to [MaxFields] of them; see [catalog.ValidField]. Their order and
	// repetitions do not matter: each is sent once, in sorted order.
	Fields []string
}

// RequestError tells of a [Request] or a [Query] that was rejected before anything was sent.
type RequestError struct {
	Part  string // "module", "record id", "fields" or "maximum of records"
	Value string
}

func (e *RequestError) Error() string {
	return fmt.Sprintf("zohocrm: invalid %s %q", e.Part, e.Value)
}

// check rejects what would change the path or the query that is sent.
func (r Request) check() error {
	switch {
	case !catalog.ValidModule(r.Module):
		return &RequestError{"module", r.Module}
	case !catalog.ValidRecordID(r.RecordID):
		return &RequestError{"record id", r.RecordID}
	case len(r.Fields) == 0 || len(r.Fields) > MaxFields:
		return &RequestError{"fields", fmt.Sprintf("%d names", len(r.Fields))}
	}
	for _, field := range r.Fields {
		if !catalog.ValidField(field) {
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
