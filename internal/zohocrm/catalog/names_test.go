package catalog_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// wantValid wants a check to accept and refuse these values.
func wantValid(t *testing.T, name string, valid func(string) bool, accepted, rejected []string) {
	t.Helper()
	for _, value := range accepted {
		if !valid(value) {
			t.Errorf("%s rejects %q", name, value)
		}
	}
	for _, value := range rejected {
		if valid(value) {
			t.Errorf("%s accepts %q", name, value)
		}
	}
}

var (
	badModules = []string{
		"", "1Deals", "Price Books", "Price-Books", "Deals/1", "Deals/../Leads", "..", ".", "Deals?x=y", "Deals#", "Deals%2F", "Deals\n",
		" Deals", "Deals ", "Déals", "Deals\x00", "[Deals", "Deals{", "Deals@", "Deals`",
	}
	badRecordIDs = []string{
		"", "123456789012345678901", "12a", "-1", "+1", "1.0", " 1", "1 ", "1/2", "1?", "1%20", "１２", "٣", "1\n", "/", ":",
	}
	badFields = []string{
		"", "a,b", ",", " a", "a b", "a\tb", "a\nb", "a\u00a0b", "a\u2003b", "a\u0085", "a\x00", "a\x7f", "a\u009b", "a\xff", "\xc3",
	}
)

func TestValid(t *testing.T) {
	t.Parallel()
	modules := append(catalog.Modules(), "_", "a", "z", "A", "Z", "_9", "CustomModule1", "Contacts_X_Leads")
	wantValid(t, "ValidModule", catalog.ValidModule, modules, badModules)
	wantValid(t, "ValidRecordID", catalog.ValidRecordID, []string{"0", "9", "007", "12345678901234567890"}, badRecordIDs)
	fields := []string{"id", "$file_id", "Record_Status__s", "a.b", "a&b=c", "é", "a%2C", "a+b", `"`, "\ufffd"}
	wantValid(t, "ValidField", catalog.ValidField, fields, badFields)
	wantValid(t, "IsDigits", catalog.IsDigits, []string{"0", strings.Repeat("9", 64)}, []string{"", "a", "1a", "-1", " 1", "٣"})
}
