package provider

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// Problems of the inputs of a read.

func badModule(name string) *problem {
	p := &problem{
		summary: summaryMalformedModuleName,
		why: fmt.Sprintf("%s is not an API name of a module: these consist of letters, digits and underscores, "+
			"and do not begin with a digit.", quoted(name)),
		advice: "Zoho CRM lists the API names under Setup > Developer Hub > APIs & SDKs > API Names.",
	}
	apiName := strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || unicode.IsSpace(r) }), "_")
	if suggestion, ok := catalog.SuggestModule(apiName); ok {
		apiName = suggestion
	}
	switch {
	case isAddress(name):
		p.advice = recordURLAdvice("module")
	case apiName != name && catalog.ValidModule(apiName):
		p.advice = fmt.Sprintf("This looks like the name that the web app shows. Use %q.", apiName)
	}
	return p
}

// webTabProblem is a tab of the web app in the place of a module, with the modules that it shows.
func webTabProblem(name string, modules []string) *problem {
	p := &problem{
		summary: summaryUnknownModule,
		why:     fmt.Sprintf("%s is a tab of the web app, and no module of the API.", quoted(name)),
		advice:  "It has no records that files could be attached to. Use the module of the record.",
	}
	if len(modules) > 0 {
		p.advice = fmt.Sprintf("It shows records of several modules. Use the one of the record: %s.", either("or", modules...))
	}
	return p
}

// either lists words.
func either(conjunction string, words ...string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " " + conjunction + " " + words[last]
}

func badRecordCount(n int) *problem {
	return &problem{
		summary: summaryTooManyRecords,
		why:     fmt.Sprintf("record_ids has %s; a block reads at most %s.", count(n, "id", "ids"), count(maxRecords, "record", "records")),
		advice: "Split them over several blocks: for_each = { for i, ids in chunklist(var.ids, 10000) : i => ids } " +
			"with record_ids = each.value.",
	}
}

func badOnError(text string) *problem {
	return &problem{
		summary: summaryInvalidOnErrorValue,
		why:     fmt.Sprintf("on_error is %s.", quoted(text)),
		advice: `Use "fail" for a read that fails at the first record that cannot be read, ` +
			`or "collect" for one that continues and reports the error in records.`,
	}
}

func badFieldCount(count int) *problem {
	if count == 0 {
		return &problem{
			summary: summaryNoFields,
			why:     "fields is empty, but Zoho CRM requires at least one field.",
			advice:  "Omit fields to request the default ones.",
		}
	}
	return &problem{
		summary: summaryTooManyFields,
		why:     fmt.Sprintf("fields has %d names; Zoho CRM accepts at most %d.", count, zohocrm.MaxFields),
		advice:  "List only the fields that you need.",
	}
}

func badField(name types.String) *problem {
	p := &problem{
		summary: summaryMalformedFieldName,
		why: fmt.Sprintf("%s is not an API name of a field: these have no comma, white space or control characters.",
			quoted(name.ValueString())),
		advice: "Use Zoho's API name, such as File_Name or $file_id.",
	}
	switch {
	case name.IsNull():
		p.why = "A name in fields is null."
	case name.ValueString() == "":
		p.why = "A name in fields is empty."
	case strings.Contains(name.ValueString(), ","):
		p.advice = `Write each name as an element of its own: ["id", "File_Name"].`
	case isAttributeOnly(name.ValueString()):
		p.why = fmt.Sprintf("%s is an attribute, and no field of Zoho's.", name.ValueString())
		p.advice = "Name the fields themselves: those without an attribute are in " + additionalFields + " then."
	case catalog.ValidField(name.ValueString()):
		p.why = fmt.Sprintf("%s is not the API name of a field: Zoho CRM would return nothing for it.", quoted(name.ValueString()))
	}
	if apiName, ok := meantField(strings.Join(strings.Fields(name.ValueString()), "_")); ok {
		p.advice = fmt.Sprintf("Use Zoho's API name, %q.", apiName)
	}
	return p
}

func badTimeout(text string) *problem {
	return &problem{
		summary: summaryInvalidReadTimeout,
		why:     fmt.Sprintf("The read timeout is %s, which leaves no time to read.", quoted(text)),
		advice:  "Set a duration of more than zero, such as 90s or 5m, or omit it for 10m.",
	}
}
