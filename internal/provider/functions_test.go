package provider_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// call calls a function of one text, as Terraform does: on a provider that nobody configured.
func (p *protocol) call(name, argument string) (any, *tfprotov6.FunctionError) {
	p.tb.Helper()
	value, err := tfprotov6.NewDynamicValue(tftypes.String, tftypes.NewValue(tftypes.String, argument))
	if err != nil {
		p.tb.Fatal(err)
	}
	resp, err := p.server.CallFunction(
		p.tb.Context(), &tfprotov6.CallFunctionRequest{Name: name, Arguments: []*tfprotov6.DynamicValue{&value}},
	)
	if err != nil {
		p.tb.Fatal(err)
	}
	if resp.Error != nil {
		return nil, resp.Error
	}
	result, err := resp.Result.Unmarshal(p.schema.Functions[name].Return.Type)
	if err != nil {
		p.tb.Fatal(err)
	}
	return plain(p.tb, result), nil
}

// wantArgumentError fails unless there is an error of the first argument with the text.
func wantArgumentError(tb testing.TB, err *tfprotov6.FunctionError, text string) {
	tb.Helper()
	switch {
	case err == nil:
		tb.Error("no error")
	case err.FunctionArgument == nil || *err.FunctionArgument != 0:
		tb.Errorf("argument is %v, want 0", err.FunctionArgument)
	case err.Text != text:
		tb.Errorf("text is %q\nwant    %q", err.Text, text)
	}
}

func TestParseRecordURL(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	tests := map[string]map[string]any{
		"https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008": {
			"api_domain": "https://www.zohoapis.eu", "module": "Deals", "record_id": "4876876000000376008",
		},
		"https://crm.zohocloud.ca/crm/tab/Potentials/1/edit?layoutId=2#top": {
			"api_domain": "https://www.zohoapis.ca", "module": "Deals", "record_id": "1",
		},
		"https://one.zoho.eu/zohoone/acme/home/cxapp/crm/org20061/tab/Meetings/1": {
			"api_domain": "https://www.zohoapis.eu", "module": "Events", "record_id": "1",
		},
		"https://crm.zoho.eu/crm/org20061/tab/Activities/1?sub_module=Tasks": {
			"api_domain": "https://www.zohoapis.eu", "module": "Tasks", "record_id": "1",
		},
		"https://crm.zoho.eu/crm/EntityInfo.do?module=Potentials&id=1": {
			"api_domain": "https://www.zohoapis.eu", "module": "Deals", "record_id": "1",
		},
		"https://crmsandbox.zoho.com.au/crm/acme/tab/CustomModule7/7": {
			"api_domain": "https://sandbox.zohoapis.com.au", "module": "CustomModule7", "record_id": "7",
		},
	}
	for url, want := range tests {
		got, err := p.call("parse_record_url", url)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %v\nwant %v", url, got, err, want)
		}
	}
}

// TestParseRecordURLRefuses holds the wording of every refusal. Terraform adds the full stop.
func TestParseRecordURLRefuses(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	const noID = " where the record id should be, which is 1 to 20 digits"
	const form = ". Open the record in the browser and copy its address, which looks like " +
		"https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008"
	const hosts = " is not a host of the Zoho CRM web app. The hosts are crm.zoho.com, crm.zoho.eu, crm.zoho.in, " +
		"crm.zoho.com.au, crm.zoho.jp, crm.zoho.com.cn, crm.zohocloud.ca, crm.zoho.sa, crm.zoho.uk, crm.zoho.ae; " +
		"crm becomes crmsandbox for sandboxes, one for Zoho One, and crmplus for CRM Plus"
	tests := map[string]string{
		"": "it is not a URL",
		"crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008":        "it is not a URL",
		"http://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008": `the address begins with "http", not with https`,
		"https://patricia:hunter2@crm.zoho.eu/crm/tab/Deals/4876876000000376008": "the address has a user name or a " +
			"port, which addresses of Zoho CRM never have",
		"https://crm.zoho.eu.evil.example/crm/tab/Deals/4876876000000376008": `"crm.zoho.eu.evil.example"` + hosts,
		"https://www.zohoapis.eu/crm/v8/Deals/4876876000000376008":           `"www.zohoapis.eu"` + hosts,
		"https://crm.zoho.eu/crm/org20061/tab/Deals":                         "the address is not that of a record",
		"https://crm.zoho.eu/crm/org20061/tab/Price%20Books/1":               `the tab "Price Books" is not a module`,
		"https://crm.zoho.eu/crm/org20061/tab/Reports/1":                     `the tab "Reports" is not a module`,
		"https://crm.zoho.eu/crm/org20061/tab/Activities/1": `the tab "Activities" shows Tasks, Events and Calls, and the address does not ` +
			"say which; ?sub_module=Tasks would, for example",
		"https://crm.zoho.eu/crm/org20061/tab/Deals/custom-view/4876876000000376/list": `the address has "custom-view"` + noID,
		"https://crm.zoho.eu/crm/tab/Deals/%1b%5B31m" + strings.Repeat("1", 100): `the address has "\x1b[31m` +
			strings.Repeat("1", 55) + `…"` + noID,
	}
	for url, why := range tests {
		got, err := p.call("parse_record_url", url)
		if got != nil {
			t.Errorf("%s: got %v", url, got)
		}
		wantArgumentError(t, err, why+form)
	}
}

func TestRequiredScopes(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	tests := map[string]string{
		"Deals": "deals", "Price_Books": "pricebooks", "Services__s": "services", "Vehicles": "custom", "CustomModule7": "custom",
		"Meetings": "events", "Potentials": "deals",
	}
	for _, module := range catalog.Modules() {
		tests[module] = strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(module, "__s"), "_", ""))
	}
	for module, word := range tests {
		got, err := p.call("required_scopes", module)
		want := []any{"ZohoCRM.modules." + word + ".READ", "ZohoCRM.modules.attachments.READ"}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %v\nwant %v", module, got, err, want)
		}
	}
}

// TestRequiredScopesOfSources holds that each source adds its scopes, and each scope is named once.
func TestRequiredScopesOfSources(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	const module, attachments, coql = "ZohoCRM.modules.deals.READ", "ZohoCRM.modules.attachments.READ", "ZohoCRM.coql.READ"
	for _, test := range []struct{ sources, want []any }{
		{nil, []any{module, attachments}},
		{[]any{recordAttachments}, []any{module, attachments}},
		{[]any{foundRecords}, []any{module, coql}},
		{[]any{foundRecords, manyAttachments}, []any{module, coql, attachments}},
		{[]any{manyAttachments, recordAttachments, foundRecords, foundRecords}, []any{module, attachments, coql}},
	} {
		arguments := []tftypes.Value{textValue("Deals")}
		for _, name := range test.sources {
			arguments = append(arguments, textValue(name.(string)))
		}
		if got, err := p.callWith("required_scopes", arguments...); err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("%v: %v, %v\nwant %v", test.sources, got, err, test.want)
		}
	}
	got, err := p.callWith("required_scopes", textValue("Deals"), textValue(foundRecords), textValue("records"))
	const text = `"records"` + " is not a data source of this provider. The data sources are " +
		`"zohocrm_record_attachments", "zohocrm_attachments", "zohocrm_records"`
	if got != nil || err == nil || err.FunctionArgument == nil || *err.FunctionArgument != 2 || err.Text != text {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestRequiredScopesRefuses(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	const consist = ": these consist of letters, digits and underscores, and do not begin with a digit. "
	tests := map[string]string{
		"Price Books": `"Price Books" is not an API name of a module` + consist +
			`This looks like the name that the web app shows. Use "Price_Books"`,
		"": `"" is not an API name of a module` + consist +
			`Zoho CRM lists the API names under Setup > Developer Hub > APIs & SDKs > API Names`,
		"Activities": `"Activities" is a tab of the web app, not an API module. ` +
			"It shows records of several modules. Use one of these: Tasks, Events or Calls",
		"Reports": `"Reports" is a tab of the web app, not an API module. ` +
			"It has no records of its own. Use the API name of a module, such as Deals",
	}
	for module, text := range tests {
		got, err := p.call("required_scopes", module)
		if got != nil {
			t.Errorf("%q: got %v", module, got)
		}
		wantArgumentError(t, err, text)
	}
}
