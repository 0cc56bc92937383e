package catalog

import (
	"net/url"
	"slices"
	"strings"
)

// RecordURL is what the address of a record in Zoho CRM's web app says of it.
type RecordURL struct {
	APIDomain string // of the data centre and environment, such as "https://www.zohoapis.eu"
	Module    string // API name, such as "Deals"; [ValidModule] holds
	RecordID  string // [ValidRecordID] holds
}

// A RecordURLProblem is why a text is not the address of a record.
type RecordURLProblem int

// The problems of an address.
const (
	// RecordURLNotURL is no absolute URL.
	RecordURLNotURL RecordURLProblem = iota + 1
	// RecordURLScheme is a scheme other than https; the part is the scheme.
	RecordURLScheme
	// RecordURLAuthority is a URL with a user name or a port, which the web app's addresses never have.
	RecordURLAuthority
	// RecordURLHost is a host that is not one of the web app in a data centre that is known; the part is the host.
	RecordURLHost
	// RecordURLPath is a path that shows no record: a list, a form, a report.
	RecordURLPath
	// RecordURLTab is a tab that cannot be a module; the part is the tab.
	RecordURLTab
	// RecordURLSubModule is a tab that shows several modules, where the address does not tell which; the part is the tab.
	RecordURLSubModule
	// RecordURLID is a path with something else where the record's id belongs; the part is what stands there.
	RecordURLID
)

// RecordURLError is a text that [ParseRecordURL] rejects. It holds only the part at fault, since a URL may hold a
// password.
type RecordURLError struct {
	Problem RecordURLProblem
	Part    string
}

func (e *RecordURLError) Error() string {
	switch e.Problem {
	case RecordURLNotURL:
		return "zohocrm: not an absolute URL"
	case RecordURLScheme:
		return "zohocrm: not an https URL"
	case RecordURLAuthority:
		return "zohocrm: a URL with a user name or a port"
	case RecordURLHost:
		return "zohocrm: not a host of the web app"
	case RecordURLTab:
		return "zohocrm: not a tab of a module"
	case RecordURLSubModule:
		return "zohocrm: not a tab of one module"
	case RecordURLID:
		return "zohocrm: not a record id"
	default:
		return "zohocrm: not the path of a record"
	}
}

// ParseRecordURL reads the address that a browser shows while a record is open in Zoho CRM's web app:
//
//	https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008
//
// The host is one of the web app in a data centre that is known, its sandbox included, or of Zoho One or CRM Plus, which show
// the web app under their own paths (".../cxapp/crm/org20061/tab/..."), in any case. The organisation ("org20061", or a name
// of its own, as sandboxes have) may be missing. What follows the id (a form, a canvas, a query, a fragment) is passed over,
// as is white space around the whole. The older form "/crm/EntityInfo.do?module=Deals&id=4876876000000376008" is read too.
//
// The tab is taken for the module's API name unless it is known to differ ("Potentials" for Deals, "Meetings" for Events;
// "Activities" by the parameter sub_module); that of a custom module ("CustomModule7") may differ too, which only the
// organisation's metadata tells. Anything else is a [*RecordURLError].
func ParseRecordURL(text string) (RecordURL, error) {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "#")
	parsed, err := url.Parse(text)
	switch {
	case err != nil || parsed.Scheme == "" || parsed.Hostname() == "":
		return RecordURL{}, &RecordURLError{Problem: RecordURLNotURL}
	case parsed.Scheme != "https":
		return RecordURL{}, &RecordURLError{RecordURLScheme, parsed.Scheme}
	case parsed.User != nil || parsed.Port() != "" && parsed.Port() != "443":
		return RecordURL{}, &RecordURLError{Problem: RecordURLAuthority}
	}
	domain, ok := APIDomainOfWebHost(parsed.Hostname())
	if !ok {
		return RecordURL{}, &RecordURLError{RecordURLHost, parsed.Hostname()}
	}
	query := parsed.Query() // what cannot be decoded in it is left out
	tab, id, ok := tabAndID(pathParts(parsed), query)
	if !ok {
		return RecordURL{}, &RecordURLError{Problem: RecordURLPath}
	}
	module, problem := moduleOfTab(tab, query)
	switch {
	case problem != nil:
		return RecordURL{}, problem
	case !ValidRecordID(id):
		return RecordURL{}, &RecordURLError{RecordURLID, id}
	}
	return RecordURL{domain, module, id}, nil
}

// pathParts returns the parts of an address's path, from the web app's own beginning on; nil where it has none, or a browser
// would go elsewhere. An escaped slash is no slash.
func pathParts(address *url.URL) []string {
	parts := strings.Split(address.EscapedPath(), "/")
	for i, part := range parts {
		part, err := url.PathUnescape(part)
		if err != nil || part == ".." {
			return nil
		}
		parts[i] = part
	}
	if !isSuite(address.Hostname()) {
		return parts
	}
	app := slices.Index(parts, "cxapp")
	if app < 0 {
		return nil
	}
	return parts[app:]
}

// tabAndID takes /crm/<organisation>/tab/<tab>/<id>/... apart, or /crm/<organisation>/EntityInfo.do?module=<tab>&id=<id>, where
// the organisation may be missing.
func tabAndID(parts []string, query url.Values) (tab, id string, ok bool) {
	if len(parts) > 3 && parts[2] != "tab" && isOrganisation(parts[2]) {
		parts = slices.Delete(parts, 2, 3)
	}
	switch {
	case len(parts) < 3 || parts[1] != "crm":
		return "", "", false
	case len(parts) == 3 && (parts[2] == "EntityInfo.do" || parts[2] == "ShowEntityInfo.do"):
		if len(query["module"]) != 1 || len(query["id"]) != 1 {
			return "", "", false
		}
		return query.Get("module"), query.Get("id"), query.Get("id") != ""
	case len(parts) < 5 || parts[2] != "tab":
		return "", "", false
	}
	return parts[3], parts[4], parts[4] != ""
}

// isOrganisation reports whether a part of a path can name an organisation: "org20061", or the name that it was given.
func isOrganisation(part string) bool {
	for i := range len(part) {
		switch c := part[i]; {
		case c == '_', c == '-', isDigit(c), 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		default:
			return false
		}
	}
	return part != ""
}
