package catalog

import (
	"slices"
	"strings"
)

// Modules are the API names of the modules that Zoho lists as having attachments; custom modules have them too.
func Modules() []string {
	return []string{
		"Leads", "Accounts", "Contacts", "Deals", "Campaigns", "Tasks", "Cases", "Events", "Calls", "Solutions", "Products",
		"Vendors", "Price_Books", "Quotes", "Sales_Orders", "Purchase_Orders", "Invoices", "Appointments__s", "Services__s",
		"Notes",
	}
}

// SuggestModule returns the API name that is probably meant by a name that Zoho does not know: the one of [Modules] that
// differs in case, underscores, suffix or a plural's s, or the API name of one that the web app names otherwise. It reports false
// where there is none, or the name is an API name already.
func SuggestModule(name string) (string, bool) {
	word := moduleWord(name)
	for _, module := range Modules() {
		if known := moduleWord(module); known == word || known == word+"s" {
			return module, module != name
		}
	}
	return "", false
}

// RequiredScopes returns the OAuth scopes that reading the attachments of a module's records needs, both of them: on the
// module and on attachments. "ZohoCRM.modules.ALL" would do instead, and so would the ".ALL" of each.
func RequiredScopes(module string) []string {
	word := moduleWord(module)
	if !slices.ContainsFunc(Modules(), func(known string) bool { return moduleWord(known) == word }) {
		word = "custom"
	}
	return []string{"ZohoCRM.modules." + word + ".READ", "ZohoCRM.modules.attachments.READ"}
}

// moduleWord is how scopes name a module: without underscores and Zoho's suffix, in lower case. The web app still names
// Deals by the name that they had before, and shows Events as Meetings.
func moduleWord(module string) string {
	switch word := strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(module, "__s"), "_", "")); word {
	case "potential", "potentials":
		return "deals"
	case "meeting", "meetings":
		return "events"
	default:
		return word
	}
}

// QueryScopes returns the OAuth scopes that finding records of a module by a COQL query needs, both: on the module and
// on COQL. A field of another module, reached over a lookup, needs that module's too.
func QueryScopes(module string) []string {
	return []string{RequiredScopes(module)[0], "ZohoCRM.coql.READ"}
}

// MissingScopes returns those of the required OAuth scopes that the scopes held do not include, in one way or another: the ".ALL" of a
// scope includes its ".READ", "ZohoCRM.modules.ALL" every scope on a module, and "ZohoCRM.modules.READ" those but the one on
// attachments.
func MissingScopes(required, held []string) []string {
	const modules, attachments = "ZohoCRM.modules.", "ZohoCRM.modules.attachments.READ"
	var missing []string
	for _, scope := range required {
		including := []string{scope, strings.TrimSuffix(scope, "READ") + "ALL"}
		if strings.HasPrefix(scope, modules) {
			including = append(including, modules+"ALL")
			if scope != attachments {
				including = append(including, modules+"READ")
			}
		}
		if !slices.ContainsFunc(held, func(h string) bool {
			return slices.ContainsFunc(including, func(i string) bool { return strings.EqualFold(h, i) })
		}) {
			missing = append(missing, scope)
		}
	}
	return missing
}
