package catalog_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// recordHosts are the hosts of the web app, production and sandbox, with the API domain of each.
var recordHosts = map[string]string{
	"crm.zoho.com":     "https://www.zohoapis.com",
	"crm.zoho.eu":      "https://www.zohoapis.eu",
	"crm.zoho.in":      "https://www.zohoapis.in",
	"crm.zoho.com.au":  "https://www.zohoapis.com.au",
	"crm.zoho.jp":      "https://www.zohoapis.jp",
	"crm.zoho.com.cn":  "https://www.zohoapis.com.cn",
	"crm.zohocloud.ca": "https://www.zohoapis.ca",
	"crm.zoho.sa":      "https://www.zohoapis.sa",
	"crm.zoho.uk":      "https://www.zohoapis.uk",
	"crm.zoho.ae":      "https://www.zohoapis.ae",

	"crmsandbox.zoho.com":     "https://sandbox.zohoapis.com",
	"crmsandbox.zoho.eu":      "https://sandbox.zohoapis.eu",
	"crmsandbox.zoho.in":      "https://sandbox.zohoapis.in",
	"crmsandbox.zoho.com.au":  "https://sandbox.zohoapis.com.au",
	"crmsandbox.zoho.jp":      "https://sandbox.zohoapis.jp",
	"crmsandbox.zoho.com.cn":  "https://sandbox.zohoapis.com.cn",
	"crmsandbox.zohocloud.ca": "https://sandbox.zohoapis.ca",
	"crmsandbox.zoho.sa":      "https://sandbox.zohoapis.sa",
	"crmsandbox.zoho.uk":      "https://sandbox.zohoapis.uk",
	"crmsandbox.zoho.ae":      "https://sandbox.zohoapis.ae",
}

// deal is the record of https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008.
var deal = catalog.RecordURL{APIDomain: "https://www.zohoapis.eu", Module: "Deals", RecordID: "4876876000000376008"}

// recordURLs are addresses of records at crm.zoho.eu.
var recordURLs = map[string]catalog.RecordURL{
	"https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008":                                     deal,
	"https://crm.zoho.eu/crm/org20061/tab/Potentials/4876876000000376008":                                deal,
	"https://crm.zoho.eu/crm/tab/Deals/4876876000000376008":                                              deal,
	"https://crm.zoho.eu/crm/acme-trading_2/tab/Deals/4876876000000376008":                               deal,
	"https://crm.zoho.eu/crm/tab/Deals/4876876000000376008/":                                             deal,
	"https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008/edit?layoutId=4876876000000091033":   deal,
	"https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008/canvas/4876876000000555001":          deal,
	"https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008?sub_module=Notes&x=%zz#Attachments":  deal,
	"https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008#%zz":                                 deal,
	"https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008/edit?back=https://evil.example/@tab": deal,
	"https://crm.zoho.eu:443/crm/org20061/tab/Deals/4876876000000376008":                                 deal,
	"HTTPS://CRM.Zoho.EU/crm/org20061/tab/Deals/4876876000000376008":                                     deal,
	"https://crm.zoho.eu/crm/org20061/tab/De%61ls/%34876876000000376008":                                 deal,
	"https://crm.zoho.eu/%63rm/%6Frg20061/t%61b/Deals/4876876000000376008/%2E%2Ex":                       deal,

	"https://one.zoho.eu/zohoone/acme/home/cxapp/crm/org20061/tab/Potentials/4876876000000376008":            deal,
	"https://crmplus.zoho.eu/acme/index.do/cxapp/crm/org20061/tab/Potentials/4876876000000376008?x=1#y":      deal,
	"https://crmplus.zoho.eu/acme/index.do/cxapp/crm/EntityInfo.do?module=Potentials&id=4876876000000376008": deal,
	"https://crm.zoho.eu/crm/EntityInfo.do?module=Potentials&id=4876876000000376008&isload=true":             deal,
	"https://crm.zoho.eu/crm/ShowEntityInfo.do?id=4876876000000376008&module=Deals":                          deal,
	"https://crm.zoho.eu/crm/org20061/EntityInfo.do?module=Deals&id=4876876000000376008":                     deal,

	"https://one.zohocloud.ca/zohoone/acme/home/cxapp/crm/org20061/tab/Leads/1":       {"https://www.zohoapis.ca", "Leads", "1"},
	"https://crmplus.zoho.in/acme/index.do/cxapp/crm/org20061/tab/CustomModule5002/1": {"https://www.zohoapis.in", "CustomModule5002", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/Activities/1?sub_module=Tasks":              {deal.APIDomain, "Tasks", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/Activities/1?x=%zz&sub_module=Events":       {deal.APIDomain, "Events", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/activities/1?sub_module=calls":              {deal.APIDomain, "Calls", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/Activities/1?sub_module=Meetings":           {deal.APIDomain, "Events", "1"},
	"https://crm.zoho.eu/crm/EntityInfo.do?module=Activities&id=1&sub_module=Tasks":   {deal.APIDomain, "Tasks", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/Meetings/1":                                 {deal.APIDomain, "Events", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/Events/1":                                   {deal.APIDomain, "Events", "1"},

	"https://crm.zoho.eu/crm/org20061/tab/PriceBooks/1":                    {deal.APIDomain, "Price_Books", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/SalesOrders/1":                   {deal.APIDomain, "Sales_Orders", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/PurchaseOrders/1":                {deal.APIDomain, "Purchase_Orders", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/Price_Books/1":                   {deal.APIDomain, "Price_Books", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/CustomModule7/1":                 {deal.APIDomain, "CustomModule7", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/Services/1":                      {deal.APIDomain, "Services", "1"},
	"https://crm.zoho.eu/crm/org20061/tab/potentials/12345678901234567890": {deal.APIDomain, "potentials", "12345678901234567890"},
}

func TestParseRecordURL(t *testing.T) {
	t.Parallel()
	for address, want := range recordURLs {
		for _, text := range []string{address, " \t\u00a0" + address + "\r\n"} {
			if got, err := catalog.ParseRecordURL(text); got != want || err != nil {
				t.Errorf("%q: %+v, %v\nwant %+v", text, got, err, want)
			}
		}
	}
}

// TestParseRecordURLAtEveryHost holds that the table above has every host of the web app, in every data centre.
func TestParseRecordURLAtEveryHost(t *testing.T) {
	t.Parallel()
	var hosts []string
	for _, dc := range catalog.DataCenters() {
		host := strings.TrimPrefix(dc.WebURL, "https://")
		hosts = append(hosts, host, strings.Replace(host, "crm", "crmsandbox", 1))
	}
	slices.Sort(hosts)
	if listed := slices.Sorted(maps.Keys(recordHosts)); !slices.Equal(listed, hosts) {
		t.Errorf("hosts are %v\nwant      %v", listed, hosts)
	}
	for host, domain := range recordHosts {
		for _, spelt := range []string{host, strings.ToUpper(host)} {
			want := catalog.RecordURL{APIDomain: domain, Module: "Leads", RecordID: "4876876000000376008"}
			got, err := catalog.ParseRecordURL("https://" + spelt + "/crm/org20061/tab/Leads/4876876000000376008")
			if got != want || err != nil {
				t.Errorf("%s: %+v, %v\nwant %+v", spelt, got, err, want)
			}
		}
	}
}

// noRecordURLs are addresses that are none of a record, with the problem and the part at fault of each.
var noRecordURLs = map[catalog.RecordURLError][]string{
	{Problem: catalog.RecordURLNotURL}: {
		"", " ", "Deals", "4876876000000376008", "crm.zoho.eu/crm/org20061/tab/Deals/1", "//crm.zoho.eu/crm/tab/Deals/1",
		"/crm/org20061/tab/Deals/1",
		"https:crm.zoho.eu/crm/tab/Deals/1", "https://", "https:///crm/tab/Deals/1", "https://:443/crm/tab/Deals/1",
		"https://crm.zoho.eu/crm/tab/Deals/%zz1",
		"https://crm.zoho.eu/crm/tab/Deals/1\n2", "https://crm.zoho.eu\\@evil.example/crm/tab/Deals/1", "https://crm zoho.eu/crm/tab/Deals/1",
		"https://crm%2Ezoho.eu/crm/tab/Deals/1", "https://crm.zoho.eu:port/crm/tab/Deals/1", "https://[::1/crm/tab/Deals/1",
		"<https://crm.zoho.eu/crm/tab/Deals/1>",
		"\ufeffhttps://crm.zoho.eu/crm/tab/Deals/1", "mailto:patricia.boyle@zohocorp.com",
	},
	{catalog.RecordURLScheme, "http"}: {"http://crm.zoho.eu/crm/org20061/tab/Deals/1", "HTTP://crm.zoho.eu/crm/tab/Deals/1"},
	{catalog.RecordURLScheme, "ftp"}:  {"ftp://crm.zoho.eu/crm/tab/Deals/1"},
	{Problem: catalog.RecordURLAuthority}: {
		"https://patricia@crm.zoho.eu/crm/tab/Deals/1", "https://patricia:hunter2@crm.zoho.eu/crm/tab/Deals/1",
		"https://@crm.zoho.eu/crm/tab/Deals/1",
		"https://crm.zoho.eu@evil.example/crm/tab/Deals/1", "https://crm.zoho.eu:8443/crm/tab/Deals/1", "https://crm.zoho.eu:80/crm/tab/Deals/1",
	},
	{catalog.RecordURLHost, "crm.zoho.eu.evil.example"}: {"https://crm.zoho.eu.evil.example/crm/tab/Deals/1"},
	{catalog.RecordURLHost, "evil.crm.zoho.eu"}:         {"https://evil.crm.zoho.eu/crm/tab/Deals/1"},
	{catalog.RecordURLHost, "crm-zoho.eu"}:              {"https://crm-zoho.eu/crm/tab/Deals/1"},
	{catalog.RecordURLHost, "crm.zoho.eu."}:             {"https://crm.zoho.eu./crm/tab/Deals/1"},
	{catalog.RecordURLHost, "crm.zoho.ca"}:              {"https://crm.zoho.ca/crm/tab/Deals/1"},
	{catalog.RecordURLHost, "crm.zoho.xyz"}:             {"https://crm.zoho.xyz/crm/tab/Deals/1"},
	{catalog.RecordURLHost, "crm.zoho.u\u212a"}:         {"https://crm.zoho.u\u212a/crm/tab/Deals/1"},
	{catalog.RecordURLHost, "zoho.eu"}:                  {"https://zoho.eu/crm/tab/Deals/1"},
	{catalog.RecordURLHost, "desk.zoho.eu"}:             {"https://desk.zoho.eu/agent/acme/tickets/details/4876876000000376008"},
	{catalog.RecordURLHost, "one.zoho.ca"}:              {"https://one.zoho.ca/zohoone/acme/home/cxapp/crm/org20061/tab/Deals/1"},
	{catalog.RecordURLHost, "crmplus.evil.example"}:     {"https://crmplus.evil.example/acme/index.do/cxapp/crm/org20061/tab/Deals/1"},
	{catalog.RecordURLHost, "accounts.zoho.eu"}:         {"https://accounts.zoho.eu/crm/tab/Deals/1"},
	{catalog.RecordURLHost, "www.zohoapis.eu"}:          {"https://www.zohoapis.eu/crm/v8/Deals/4876876000000376008/Attachments?fields=id"},
	{catalog.RecordURLHost, "sandbox.zohoapis.eu"}:      {"https://sandbox.zohoapis.eu/crm/org20061/tab/Deals/1"},
	{catalog.RecordURLHost, "127.0.0.1"}:                {"https://127.0.0.1/crm/tab/Deals/1"},
	{catalog.RecordURLHost, "::1"}:                      {"https://[::1]/crm/tab/Deals/1"},
	{Problem: catalog.RecordURLPath}: {
		"https://crm.zoho.eu", "https://crm.zoho.eu/", "https://crm.zoho.eu/crm", "https://crm.zoho.eu/crm/org20061",
		"https://crm.zoho.eu/crm/org20061/tab",
		"https://crm.zoho.eu/crm/org20061/tab/Deals", "https://crm.zoho.eu/crm/org20061/tab/Deals/", "https://crm.zoho.eu/crm/tab/Deals?id=1",
		"https://crm.zoho.eu/crm/v8/Deals/4876876000000376008",
		"https://crm.zoho.eu/crm/EntityInfo.do", "https://crm.zoho.eu/crm/EntityInfo.do?module=Deals",
		"https://crm.zoho.eu/crm/EntityInfo.do?id=1",
		"https://crm.zoho.eu/crm/EntityInfo.do?module=Deals&id=", "https://crm.zoho.eu/crm/EntityInfo.do?module=Deals&id=1&id=2",
		"https://crm.zoho.eu/crm/EntityInfo.do?module=Deals&module=Leads&id=1", "https://crm.zoho.eu/crm/EntityInfo.do/x?module=Deals&id=1",
		"https://crm.zoho.eu/EntityInfo.do?module=Deals&id=1", "https://crm.zoho.eu/crm/entityinfo.do?module=Deals&id=1",
		"https://crm.zoho.eu/acme/cxapp/crm/org20061/tab/Deals/1", "https://one.zoho.eu/crm/org20061/tab/Deals/1",
		"https://one.zoho.eu/zohoone/acme/home/cxapp/desk/org20061/tab/Deals/1",
		"https://crmplus.zoho.eu/acme/index.do/cxapp/crm/org20061/tab/Deals",
		"https://one.zoho.eu/zohoone/acme/home/cxapp", "https://one.zoho.eu/zohoone/cxapp/../home/cxapp/crm/tab/Deals/1",
		"https://crm.zoho.eu/crm/org20061/settings/api/modules", "https://crm.zoho.eu/tab/Deals/1", "https://crm.zoho.eu//crm/tab/Deals/1",
		"https://crm.zoho.eu/crm//tab/Deals/1", "https://crm.zoho.eu/CRM/tab/Deals/1", "https://crm.zoho.eu/crm/org20061/more/tab/Deals/1",
		"https://crm.zoho.eu/crm/org%2F1/tab/Deals/1", "https://crm.zoho.eu/crm/../crm/tab/Deals/1",
		"https://crm.zoho.eu/crm/tab/Deals/1/../../Leads/2",
		"https://crm.zoho.eu/crm/tab/Deals/1/%2e%2e/2", "https://crm.zoho.eu?@evil.example/crm/tab/Deals/1",
		"https://crm.zoho.eu/crm/tab/Deals#/1",
		"https://crm.zoho.eu/crm/org20061/tab/", "https://crm.zoho.eu/crm/Geschäft/tab/Deals/1",
	},
	{catalog.RecordURLTab, "Home"}:       {"https://crm.zoho.eu/crm/org20061/tab/Home/begin", "https://crm.zoho.eu/crm/org20061/tab/Home/1"},
	{catalog.RecordURLTab, "Feeds"}:      {"https://crm.zoho.eu/crm/org20061/tab/Feeds/1"},
	{catalog.RecordURLTab, "Reports"}:    {"https://crm.zoho.eu/crm/org20061/tab/Reports/4876876000000376008"},
	{catalog.RecordURLTab, "dashboards"}: {"https://crm.zoho.eu/crm/org20061/tab/dashboards/1"},
	{catalog.RecordURLTab, "SalesInbox"}: {"https://crm.zoho.eu/crm/EntityInfo.do?module=SalesInbox&id=1"},
	{catalog.RecordURLSubModule, "Activities"}: {
		"https://crm.zoho.eu/crm/org20061/tab/Activities/1", "https://crm.zoho.eu/crm/org20061/tab/Activities/1?sub_module=",
		"https://crm.zoho.eu/crm/org20061/tab/Activities/1?sub_module=Notes", "https://crm.zoho.eu/crm/EntityInfo.do?module=Activities&id=1",
	},
	{catalog.RecordURLTab, ""}: {"https://crm.zoho.eu/crm/tab//1"},
	{catalog.RecordURLTab, "Price Books"}: {
		"https://crm.zoho.eu/crm/tab/Price%20Books/1", "https://crm.zoho.eu/crm/tab/Price Books/1",
	},
	{catalog.RecordURLTab, "Deals/1"}:              {"https://crm.zoho.eu/crm/tab/Deals%2F1/2"},
	{catalog.RecordURLTab, "7Deals"}:               {"https://crm.zoho.eu/crm/tab/7Deals/1"},
	{catalog.RecordURLTab, "Geschäfte"}:            {"https://crm.zoho.eu/crm/tab/Gesch%C3%A4fte/1"},
	{catalog.RecordURLTab, "\xff"}:                 {"https://crm.zoho.eu/crm/tab/%FF/1"},
	{catalog.RecordURLID, "custom-view"}:           {"https://crm.zoho.eu/crm/org20061/tab/Deals/custom-view/4876876000000087501/list?page=1"},
	{catalog.RecordURLID, "create"}:                {"https://crm.zoho.eu/crm/org20061/tab/Deals/create?layoutId=4876876000000091033"},
	{catalog.RecordURLID, "acme"}:                  {"https://crm.zoho.eu/crm/org20061/tab/Deals/acme"},
	{catalog.RecordURLID, "-1"}:                    {"https://crm.zoho.eu/crm/org20061/tab/Deals/-1"},
	{catalog.RecordURLID, "1.0"}:                   {"https://crm.zoho.eu/crm/org20061/tab/Deals/1.0"},
	{catalog.RecordURLID, "１"}:                     {"https://crm.zoho.eu/crm/org20061/tab/Deals/１"},
	{catalog.RecordURLID, "1 2"}:                   {"https://crm.zoho.eu/crm/org20061/tab/Deals/1 2"},
	{catalog.RecordURLID, "Deals"}:                 {"https://crm.zoho.eu/crm/tab/tab/Deals/1"},
	{catalog.RecordURLID, "123456789012345678901"}: {"https://crm.zoho.eu/crm/tab/Deals/123456789012345678901"},
}

func TestParseRecordURLRejects(t *testing.T) {
	t.Parallel()
	for want, texts := range noRecordURLs {
		for _, text := range texts {
			got, err := catalog.ParseRecordURL(text)
			rejected, ok := errors.AsType[*catalog.RecordURLError](err)
			if !ok || *rejected != want || got != (catalog.RecordURL{}) {
				t.Errorf("%q: %+v, %#v\nwant %#v", text, got, err, want)
			}
		}
	}
}

func TestRecordURLErrorTexts(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for rejected := range noRecordURLs {
		text := rejected.Error()
		seen[text] = true
		if !strings.HasPrefix(text, "zohocrm: not ") && !strings.HasPrefix(text, "zohocrm: a URL with ") {
			t.Errorf("%#v: %q", rejected, text)
		}
	}
	if len(seen) != int(catalog.RecordURLID) {
		t.Errorf("%d texts for %d problems", len(seen), catalog.RecordURLID)
	}
}

func FuzzParseRecordURL(f *testing.F) {
	for text := range recordURLs {
		f.Add(text)
	}
	for _, texts := range noRecordURLs {
		for _, text := range texts {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := catalog.ParseRecordURL(text)
		if err != nil {
			if _, ok := errors.AsType[*catalog.RecordURLError](err); !ok || got != (catalog.RecordURL{}) {
				t.Errorf("%q: %+v, %#v", text, got, err)
			}
			return
		}
		if domain, ok := catalog.ZohoAPIDomain(got.APIDomain); !ok || domain != got.APIDomain || !catalog.ValidModule(got.Module) ||
			!catalog.ValidRecordID(got.RecordID) {
			t.Errorf("%q: %+v", text, got)
		}
		again, err := catalog.ParseRecordURL(recordURLOf(got))
		if again != got || err != nil {
			t.Errorf("%q: %+v, written anew: %+v, %v", text, got, again, err)
		}
	})
}

// recordURLOf is an address of a record.
func recordURLOf(record catalog.RecordURL) string {
	for host, domain := range recordHosts {
		if domain == record.APIDomain {
			return "https://" + host + "/crm/tab/" + record.Module + "/" + record.RecordID
		}
	}
	return ""
}
