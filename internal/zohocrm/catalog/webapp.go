package catalog

import (
	"net/url"
	"slices"
	"strings"
)

// webTabs are tabs of the web app that are no modules of the API, as [moduleWord] writes them, with the modules whose records
// they show. The modules metadata has the others as modules that the API does not support. Documents, Forecasts and Projects
// are not among them: an organisation may have a custom module of that name.
var webTabs = map[string][]string{
	"activities": {"Tasks", "Events", "Calls"},
	"activity":   {"Tasks", "Events", "Calls"},
	"dashboards": nil,
	"feeds":      nil,
	"home":       nil,
	"reports":    nil,
	"salesinbox": nil,
}

// WebTab reports whether a name is that of a tab of the web app which is no module of the API, such as "Activities", and
// returns the modules whose records the tab shows, if any.
func WebTab(name string) (modules []string, ok bool) {
	modules, ok = webTabs[moduleWord(name)]
	return slices.Clone(modules), ok
}

// tabModules are the API names of the modules that the web app's addresses name otherwise: by the module_name that the
// modules metadata has beside the api_name ("Modules Metadata", Zoho CRM API v8); Deals by the name that they had before;
// Events by the name that the web app shows.
var tabModules = map[string]string{
	"Meetings":       "Events",
	"Potentials":     "Deals",
	"PriceBooks":     "Price_Books",
	"PurchaseOrders": "Purchase_Orders",
	"SalesOrders":    "Sales_Orders",
}

// moduleOfTab returns the API name of the module that a tab of the web app shows. The query of the address tells which of
// its modules a tab of several shows.
func moduleOfTab(tab string, query url.Values) (string, *RecordURLError) {
	if name, differs := tabModules[tab]; differs {
		return name, nil
	}
	modules, isWebTab := WebTab(tab)
	switch {
	case !ValidModule(tab), isWebTab && len(modules) == 0:
		return "", &RecordURLError{RecordURLTab, tab}
	case !isWebTab:
		return tab, nil
	}
	for _, name := range query["sub_module"] {
		for _, module := range modules {
			if moduleWord(name) == moduleWord(module) {
				return module, nil
			}
		}
	}
	return "", &RecordURLError{RecordURLSubModule, tab}
}

// suites are Zoho's suites of apps that show the CRM among others, by the first label of their hosts.
var suites = []string{"one", "crmplus"}

// isSuite reports whether a host is one of a suite of apps.
func isSuite(host string) bool {
	label, _, _ := strings.Cut(strings.ToLower(host), ".")
	return slices.Contains(suites, label)
}
