package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// The words are those that Zoho's page lists for the scope ZohoCRM.modules.{module_name}.
var scopeWords = map[string]string{
	"Leads": "leads", "Accounts": "accounts", "Contacts": "contacts", "Deals": "deals", "Campaigns": "campaigns", "Tasks": "tasks",
	"Cases":  "cases",
	"Events": "events", "Calls": "calls", "Solutions": "solutions", "Products": "products", "Vendors": "vendors", "Price_Books": "pricebooks",
	"Quotes": "quotes", "Sales_Orders": "salesorders", "Purchase_Orders": "purchaseorders", "Invoices": "invoices",
	"Appointments__s": "appointments", "Services__s": "services", "Notes": "notes",
}

func TestRequiredScopes(t *testing.T) {
	t.Parallel()
	if modules := catalog.Modules(); len(modules) != len(scopeWords) {
		t.Errorf("%d modules, want %d", len(modules), len(scopeWords))
	}
	words := map[string]string{
		"Potentials": "deals", "Meetings": "events", "meeting": "events", "Vehicles": "custom", "CustomModule1": "custom",
		"Contacts_X_Leads": "custom", "Deals2": "custom", "": "custom",
	}
	for _, module := range catalog.Modules() {
		words[module] = scopeWords[module]
	}
	for module, word := range words {
		want := []string{"ZohoCRM.modules." + word + ".READ", "ZohoCRM.modules.attachments.READ"}
		if got := catalog.RequiredScopes(module); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", module, got, want)
		}
	}
}

func TestMissingScopes(t *testing.T) {
	t.Parallel()
	const module, attachments, coql = "ZohoCRM.modules.deals.READ", "ZohoCRM.modules.attachments.READ", "ZohoCRM.coql.READ"
	required := []string{module, attachments, coql}
	for held, want := range map[string][]string{
		"":                                required,
		module:                            {attachments, coql},
		"ZohoCRM.modules.leads.READ":      required,
		"zohocrm.modules.Deals.read":      {attachments, coql},
		"ZohoCRM.modules.deals.ALL":       {attachments, coql},
		"ZohoCRM.modules.READ":            {attachments, coql},
		"ZohoCRM.modules.ALL":             {coql},
		"ZohoCRM.coql.ALL":                {module, attachments},
		"ZohoCRM.modules.deals.CREATE":    required,
		module + "," + attachments:        {coql},
		"ZohoCRM.modules.ALL," + coql:     nil,
		"ZohoCRM.settings.ALL," + coql:    {module, attachments},
		"ZohoCRM.modules.attachments.ALL": {module, coql},
	} {
		if got := catalog.MissingScopes(required, strings.Split(held, ",")); !slices.Equal(got, want) {
			t.Errorf("%q: %q are missing, want %q", held, got, want)
		}
	}
}

func TestSuggestModule(t *testing.T) {
	t.Parallel()
	for _, module := range catalog.Modules() {
		if got, ok := catalog.SuggestModule(module); got != module || ok {
			t.Errorf("%s is an API name, and %q, %t is suggested", module, got, ok)
		}
		plain := strings.TrimSuffix(module, "__s")
		for _, name := range []string{
			strings.ToLower(module), strings.ToUpper(plain), strings.TrimSuffix(plain, "s"), strings.ReplaceAll(plain, "_", ""),
		} {
			if name == module {
				continue
			}
			if got, ok := catalog.SuggestModule(name); got != module || !ok {
				t.Errorf("%s: %q, %t; want %s", name, got, ok, module)
			}
		}
	}
	for name, want := range map[string]string{
		"Services": "Services__s", "Appointment": "Appointments__s", "services__s": "Services__s", "pricebook": "Price_Books",
		"SalesOrders":    "Sales_Orders",
		"Purchase_Order": "Purchase_Orders", "potentials": "Deals", "Potential": "Deals", "Meetings": "Events", "meeting": "Events",
	} {
		if got, ok := catalog.SuggestModule(name); got != want || !ok {
			t.Errorf("%s: %q, %t; want %s", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "s", "_", "__s", "Vehicles", "Documents", "Dealss", "Deal_Notes", "CustomModule1"} {
		if got, ok := catalog.SuggestModule(name); got != "" || ok {
			t.Errorf("%s: %q, %t; want none", name, got, ok)
		}
	}
}

func TestModulesIsACopy(t *testing.T) {
	t.Parallel()
	catalog.Modules()[0] = "changed"
	if got := catalog.Modules()[0]; got != "Leads" {
		t.Errorf("got %s", got)
	}
}
