package accounts

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// A scope is service.scope.operation, as Zoho's page "Scopes" has it, with the operations of "Select API Scopes".
var (
	scopeForm  = regexp.MustCompile(`^[A-Za-z]+(\.[A-Za-z0-9_]+)+$`)
	operations = []string{"ALL", "READ", "CREATE", "UPDATE", "WRITE", "DELETE"}
)

// recordModules are the names that scopes have for the modules with attachments; otherModules are further names that Zoho's
// pages have in a scope on modules.
var (
	recordModules = []string{
		"leads", "accounts", "contacts", "deals", "campaigns", "tasks", "cases", "events", "calls", "solutions", "products", "vendors",
		"pricebooks", "quotes", "salesorders", "purchaseorders", "invoices", "custom", "appointments", "services", "notes",
	}
	otherModules = []string{"attachments", "approvals", "dashboards", "activities", "search", "appointments_rescheduled_history"}
)

// RefreshScopes are the scopes of [RefreshToken]: those that were chosen when it was made.
func RefreshScopes() []string { return []string{"ZohoCRM.modules.ALL", "ZohoCRM.coql.READ"} }

// documented tells whether Zoho's pages have a scope. Of modules and COQL every name is known; of what is not served here,
// users and settings for example, only the form is checked.
func documented(scope string) bool {
	words := strings.Split(scope, ".")
	switch {
	case !scopeForm.MatchString(scope):
		return false
	case words[0] != "ZohoCRM":
		return true
	case words[1] == "coql":
		return scope == "ZohoCRM.coql.READ"
	case words[1] != "modules":
		return true
	case len(words) == 4 && !slices.Contains(recordModules, words[2]) && !slices.Contains(otherModules, words[2]):
		return false
	}
	return (len(words) == 3 || len(words) == 4) && slices.Contains(operations, words[len(words)-1])
}

// AllowAttachments tells whether scopes are enough to read the attachments of a module's records: ZohoCRM.modules.ALL, or
// one on the module and one on attachments.
func AllowAttachments(scopes []string, module string) bool {
	return slices.Contains(scopes, "ZohoCRM.modules.ALL") || allowModule(scopes, module) && allow(scopes, "ZohoCRM.modules.attachments")
}

// AllowCOQL tells whether scopes are enough for COQL.
func AllowCOQL(scopes []string) bool { return slices.Contains(scopes, "ZohoCRM.coql.READ") }

// AllowQuery tells whether scopes are enough to find records of a module by COQL: the one on COQL and one on the module. Zoho
// wants one on each module that a lookup leads to as well; which module that is, a record does not tell, so that is not
// checked here.
func AllowQuery(scopes []string, module string) bool {
	return AllowCOQL(scopes) && allowModule(scopes, module)
}

func allowModule(scopes []string, module string) bool {
	return allow(scopes, "ZohoCRM.modules") || allow(scopes, "ZohoCRM.modules."+moduleName(module))
}

// allow tells whether scopes let what a scope is on be read.
func allow(scopes []string, on string) bool {
	return slices.Contains(scopes, on+".ALL") || slices.Contains(scopes, on+".READ")
}

// moduleName is how a scope names a module: Price_Books is pricebooks, Services__s is services, and a custom module is custom.
func moduleName(module string) string {
	name := strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(module, "__s"), "_", ""))
	if !slices.Contains(recordModules, name) {
		return "custom"
	}
	return name
}

// requestedScopes are those of a request; Zoho's list has commas, and no blanks.
func requestedScopes(form url.Values) []string {
	return strings.Split(form.Get("scope"), ",")
}

// mayAskFor tells whether the client may have these scopes.
func (s *Server) mayAskFor(scopes []string) bool {
	for _, scope := range scopes {
		known := documented(scope)
		if len(s.Scopes) > 0 {
			known = slices.Contains(s.Scopes, scope)
		}
		if !known {
			return false
		}
	}
	return true
}

// issuedScopes are those of a token that a request is issued.
func issuedScopes(form url.Values) []string {
	if form.Get("grant_type") == credentialsGrant {
		return requestedScopes(form)
	}
	return RefreshScopes()
}

// ScopesOf are the scopes of an access token that was issued here. Of any other, ok is false.
func (s *Server) ScopesOf(accessToken string) (scopes []string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, token := range s.issued {
		if token.value == accessToken {
			return slices.Clone(token.scopes), true
		}
	}
	return nil, false
}
