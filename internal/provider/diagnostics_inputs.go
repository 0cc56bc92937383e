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
		why:     fmt.Sprintf("%s is a tab of the web app, not an API module.", quoted(name)),
		advice:  "It has no records of its own. Use the API name of a module, such as Deals.",
	}
	if len(modules) > 0 {
		p.advice = fmt.Sprintf("It shows records of several modules. Use one of these: %s.", listed("or", modules...))
	}
	return p
}

// listed joins words, the last by a conjunction.
func listed(conjunction string, words ...string) string {
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
		advice:  "Split them across several blocks: " + chunked(maxRecords),
	}
}

// chunked is how ids are split across blocks of so many: for_each takes a map, and chunklist returns a list.
func chunked(n int) string {
	return fmt.Sprintf("for_each = { for i, ids in chunklist(var.ids, %d) : i => ids } with record_ids = each.value.", n)
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
		why:     fmt.Sprintf("fields has %d names. The limit for attachments is %d names.", count, zohocrm.MaxFields),
		advice:  "List only the fields that you need.",
	}
}

// malformedField is a name in fields that can be none. A reason is why else, where the name is neither null nor empty.
func malformedField(name types.String, reason, advice string) *problem {
	p := &problem{
		summary: summaryMalformedFieldName,
		why:     fmt.Sprintf("%s is not an API name of a field%s.", quoted(name.ValueString()), reason),
		advice:  advice,
	}
	switch {
	case name.IsNull():
		p.why = "A name in fields is null."
	case name.ValueString() == "":
		p.why = "A name in fields is empty."
	case strings.Contains(name.ValueString(), ","):
		p.advice = splitNames(name.ValueString())
	}
	return p
}

func badField(name types.String) *problem {
	p := malformedField(name, ": these have no comma, white space or control characters",
		"Use Zoho's API name, such as File_Name or $file_id.")
	switch {
	case isAttributeOnly(name.ValueString()):
		p.why = fmt.Sprintf("%s is an attribute of this provider, not a field in Zoho CRM.", name.ValueString())
		p.advice = "List the fields that you want. Those without an attribute of their own are returned in " + additionalFields + "."
	case catalog.ValidField(name.ValueString()):
		p.why = fmt.Sprintf("%s is not the API name of a field: Zoho CRM would return nothing for it.", quoted(name.ValueString()))
	}
	if apiName, ok := meantField(strings.Join(strings.Fields(name.ValueString()), "_")); ok {
		p.advice = fmt.Sprintf("Use Zoho's API name, %q.", apiName)
	}
	return p
}

// splitNames tells how several names are written that stand in one text.
func splitNames(text string) string {
	isSeparator := func(r rune) bool { return r == ',' || unicode.IsSpace(r) }
	names := strings.FieldsFunc(text, isSeparator)
	if len(names) < 2 {
		return "Write the name without the comma."
	}
	for i, name := range names {
		names[i] = quoted(name)
	}
	const most = 5 // there may be dozens
	if len(names) > most {
		names = append(names[:most], "…")
	}
	return fmt.Sprintf("Write each name as a separate element: [%s].", strings.Join(names, ", "))
}

// badTimeout is a timeout that is not a duration, or not more than zero.
func badTimeout(text string, isDuration bool) *problem {
	p := &problem{
		summary: summaryInvalidReadTimeout,
		why:     fmt.Sprintf("The read timeout is %s, which is not a duration: a number followed by a unit.", quoted(text)),
		advice:  `Write a duration such as "10m", "90s" or "1h30m", or omit it for the default, "10m".`,
	}
	if isDuration {
		p.why = fmt.Sprintf("The read timeout is %s, which leaves no time to read.", quoted(text))
		p.advice = `Write a duration of more than zero, such as "10m", "90s" or "1h30m", or omit it for the default, "10m".`
	}
	return p
}
