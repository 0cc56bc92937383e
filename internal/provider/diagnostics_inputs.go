package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// Problems of the inputs of a read.

func badModule(name string) *problem {
	p := &problem{
		summary: summaryMalformedModuleName,
		why: fmt.Sprintf("%s is not an API name of a module: these consist of letters, digits and underscores, "+
			"and do not begin with a digit.", quoted(name)),
		advice: "Zoho CRM lists the API names under Setup > Developer Hub > APIs & SDKs > API Names.",
	}
	if apiName := strings.Join(strings.Fields(name), "_"); apiName != name && zohocrm.ValidModule(apiName) {
		p.advice = fmt.Sprintf("This looks like the name that the web app shows. Use %q.", apiName)
	}
	return p
}

func badRecordID(id string) *problem {
	return &problem{
		summary: summaryMalformedRecordID,
		why:     fmt.Sprintf("%s is not a record id, which is 1 to 20 digits.", quoted(id)),
		advice:  "The id is the last part of the record's address in the web app, such as 4876876000000376008.",
	}
}

func nullRecordID() *problem {
	return &problem{
		summary: summaryMalformedRecordID,
		why:     "An id in record_ids is null.",
		advice:  "Leave it out: record_ids = [for id in ... : id if id != null].",
	}
}

func badRecordCount(n int) *problem {
	return &problem{
		summary: summaryTooManyRecords,
		why:     fmt.Sprintf("record_ids has %s; a block reads at most %s.", count(n, "id", "ids"), count(maxRecords, "record", "records")),
		advice:  "Split them over several blocks, for example with for_each over chunklist(var.ids, 10000).",
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
