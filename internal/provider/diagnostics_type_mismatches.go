package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// maxRecordsNamed is how many records a warning names for a key: there may be thousands.
const maxRecordsNamed = 10

func typeMismatchWarning(keys []string, mismatches typeMismatches) diag.Diagnostic {
	var list strings.Builder
	for _, key := range keys {
		mismatch := mismatches[key]
		fmt.Fprintf(&list, "\n  - %s: %d", sanitize.Text(key), mismatch.count)
		if len(mismatch.records) > 0 {
			list.WriteString(", of " + recordsNamed(mismatch.records))
		}
	}
	return diag.NewWarningDiagnostic(
		summaryValuesOfAnUnexpectedType.String(),
		"Zoho CRM returned values that do not match the type of their attribute. The attribute is null; additional_fields holds "+
			"the value as returned, under these keys (with the number of attachments):"+list.String(),
	)
}

// recordsNamed names records by their ids.
func recordsNamed(ids []string) string {
	named := ids[:min(len(ids), maxRecordsNamed)]
	switch more := len(ids) - len(named); {
	case len(ids) == 1:
		return "record " + ids[0]
	case more > 0:
		return fmt.Sprintf("the records %s and %s", strings.Join(named, ", "), count(more, "other", "others"))
	default:
		return "the records " + listed("and", named...)
	}
}
