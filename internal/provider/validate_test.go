package provider_test

import (
	"fmt"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// manyFields is n names of fields.
func manyFields(n int) []any {
	var names []any
	for i := range n {
		names = append(names, fmt.Sprintf("Field_%d", i))
	}
	return names
}

// TestValidate holds what is refused as written, at its attribute.
func TestValidate(t *testing.T) { bySource(t, testValidate) }

func testValidate(t *testing.T, connected connect) {
	tests := map[string]struct {
		config             block
		attribute, summary string // empty where nothing is wrong
		words              []string
	}{
		"all left out":        {config: block{}},
		"custom module":       {config: block{"module": "_Vehicles_2"}},
		"may be a custom one": {config: block{"module": "Services"}},
		"display name": {
			block{"module": "Price Books"}, "module", "Malformed Module Name", []string{`"Price Books"`, `Use "Price_Books".`},
		},
		"path": {
			block{"module": "Leads/../Deals"},
			"module", "Malformed Module Name",
			[]string{"letters, digits and underscores", "API Names"},
		},
		"a tab of several modules": {
			block{"module": "Activities"}, "module", "Unknown Module", []string{`"Activities" is a tab of the web app`, "Tasks, Events or Calls"},
		},
		"a tab without records":      {block{"module": "Feeds"}, "module", "Unknown Module", []string{"no records"}},
		"a tab that may be a module": {config: block{"module": "Meetings"}},
		"display name in lower case": {
			block{"module": "price books"}, "module", "Malformed Module Name", []string{`"price books"`, `Use "Price_Books".`},
		},
		"display name with blanks around": {block{"module": " deals "}, "module", "Malformed Module Name", []string{`Use "Deals".`}},
		"display name with a hyphen":      {block{"module": "sales-order"}, "module", "Malformed Module Name", []string{`Use "Sales_Orders".`}},
		"display name of a custom module": {block{"module": "Company Cars"}, "module", "Malformed Module Name", []string{`Use "Company_Cars".`}},
		"address for a module": {
			block{"module": "https://crm.zoho.eu/crm/org20061/tab/Deals/1"},
			"module", "Malformed Module Name",
			[]string{`parse_record_url("https://...").module`},
		},
		"query":             {block{"module": "Leads?fields=id"}, "module", "Malformed Module Name", nil},
		"digit first":       {block{"module": "1Leads"}, "module", "Malformed Module Name", nil},
		"beyond ASCII":      {block{"module": "Geschäfte"}, "module", "Malformed Module Name", nil},
		"empty module":      {block{"module": ""}, "module", "Malformed Module Name", []string{`""`}},
		"unknown module":    {config: block{"module": unknown, "record_id": unknown, "fields": unknown}},
		"word for a record": {block{"record_id": "acme"}, "record_id", "Malformed Record ID", []string{`"acme"`, "1 to 20 digits"}},
		"id of an export": {
			block{"record_id": "zcrm_4876876000000376008"},
			"record_id", "Malformed Record ID",
			[]string{`"zcrm_4876876000000376008"`, `Remove it: trimprefix(id, "zcrm_").`},
		},
		"prefix alone": {block{"record_id": "zcrm_"}, "record_id", "Malformed Record ID", []string{"last part of the record's address"}},
		"address": {
			block{"record_id": "https://crm.zoho.eu/crm/org20061/tab/Deals/4876876000000376008"},
			"record_id", "Malformed Record ID",
			[]string{`provider::zohocrm::parse_record_url("https://...").record_id`},
		},
		"address without its scheme": {
			block{"record_id": "crm.zoho.eu/crm/org20061/tab/Deals/1"}, "record_id", "Malformed Record ID", []string{"parse_record_url"},
		},
		"id of a spreadsheet": {block{"record_id": "4.87688E+18"}, "record_id", "Malformed Record ID", []string{"has rounded the id"}},
		"empty record":        {block{"record_id": ""}, "record_id", "Malformed Record ID", nil},
		"twenty digits":       {config: block{"record_id": "12345678901234567890"}},
		"twenty-one digits":   {block{"record_id": "123456789012345678901"}, "record_id", "Malformed Record ID", nil},
		"other digits":        {block{"record_id": "１２３"}, "record_id", "Malformed Record ID", nil},
		"line end":            {block{"record_id": "123\n"}, "record_id", "Malformed Record ID", []string{`"123\n"`, "trimspace(id)"}},
		"no fields":           {block{"fields": []any{}}, "fields", "No Fields", []string{"Omit fields"}},
		"fifty fields":        {config: block{"fields": manyFields(50)}},
		"fifty-one fields":    {block{"fields": manyFields(51)}, "fields", "Too Many Fields", []string{"51 names", "attachments is 50 names"}},
		"empty field":         {block{"fields": fields("id", "")}, `fields<"">`, "Malformed Field Name", []string{"A name in fields is empty."}},
		"null field": {
			block{"fields": []any{"id", nil}}, `fields<null>`, "Malformed Field Name", []string{"A name in fields is null."},
		},
		"joined fields": {
			block{"fields": fields("id,File_Name")},
			`fields<"id,File_Name">`, "Malformed Field Name",
			[]string{`["id", "File_Name"]`},
		},
		"many joined fields": {
			block{"fields": fields("A, B,C,D,E,F")},
			`fields<"A, B,C,D,E,F">`, "Malformed Field Name",
			[]string{`["A", "B", "C", "D", "E", …].`},
		},
		"a comma at the end": {
			block{"fields": fields("File_Name,")}, `fields<"File_Name,">`, "Malformed Field Name", []string{"Write the name without the comma."},
		},
		"field with a blank": {
			block{"fields": fields("File Name")},
			`fields<"File Name">`, "Malformed Field Name",
			[]string{"no comma, white space or control characters"},
		},
		"field of the web app": {
			block{"fields": fields("file  name")}, `fields<"file  name">`, "Malformed Field Name", []string{`Use Zoho's API name, "File_Name".`},
		},
		"an attribute's name": {
			block{"fields": fields("file_name", "id")},
			`fields<"file_name">`, "Malformed Field Name",
			[]string{`"file_name" is not the API name of a field`, `Use Zoho's API name, "File_Name".`},
		},
		"an attribute without its dollar": {
			block{"fields": fields("file_id")}, `fields<"file_id">`, "Malformed Field Name", []string{`Use Zoho's API name, "$file_id".`},
		},
		"a field in another case": {
			block{"fields": fields("FILE_NAME")}, `fields<"FILE_NAME">`, "Malformed Field Name", []string{`Use Zoho's API name, "File_Name".`},
		},
		"the attribute of other fields": {
			block{"fields": fields("additional_fields")}, `fields<"additional_fields">`, "Malformed Field Name", []string{"not a field in Zoho CRM"},
		},
		"the list itself":               {block{"fields": fields("attachments")}, `fields<"attachments">`, "Malformed Field Name", nil},
		"every field by its API name":   {config: block{"fields": fields(defaultFields...)}},
		"a field that has no attribute": {config: block{"fields": fields("Record_Status__s", "File_Id__s", "State", "vehicle_no")}},
		"field beyond ASCII":            {config: block{"fields": fields("Größe", "$file_id")}},
		"unknown field":                 {config: block{"fields": []any{"id", unknown}}},
		"no time": {
			block{"timeouts": block{"read": "0s"}}, "timeouts.read", "Invalid Read Timeout", []string{`"0s"`, "no time", `"10m"`},
		},
		"time before it began": {block{"timeouts": block{"read": "-5m"}}, "timeouts.read", "Invalid Read Timeout", nil},
		"no duration": {
			block{"timeouts": block{"read": "soon"}}, "timeouts.read", "Invalid Read Timeout", []string{`"soon", which is not a duration`},
		},
		"no unit": {
			block{"timeouts": block{"read": "10"}}, "timeouts.read", "Invalid Read Timeout", []string{`"10", which is not a duration`, `"10m"`},
		},
		"no text":      {block{"timeouts": block{"read": ""}}, "timeouts.read", "Invalid Read Timeout", nil},
		"time enough":  {config: block{"timeouts": block{"read": "90s"}}},
		"default time": {config: block{"timeouts": block{}}},
		"unknown time": {config: block{"timeouts": block{"read": unknown}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t)
			diags := connected(t, mock).validate(lead.with(test.config))
			if test.summary == "" {
				wantNone(t, diags)
				return
			}
			wantError(t, diags, test.attribute, test.summary, test.words...)
			if n := len(mock.Requests()); n > 0 {
				t.Errorf("%d requests were made", n)
			}
		})
	}
}
