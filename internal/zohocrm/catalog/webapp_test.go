package catalog_test

import (
	"slices"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

func TestWebTab(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"Activities": {"Tasks", "Events", "Calls"}, "activities": {"Tasks", "Events", "Calls"}, "Activity": {"Tasks", "Events", "Calls"},
		"Home": nil, "Feeds": nil, "Reports": nil, "Dashboards": nil, "SalesInbox": nil,
	} {
		if got, ok := catalog.WebTab(name); !ok || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %t, want %v", name, got, ok, want)
		}
	}
	for _, name := range append(
		catalog.Modules(), "", "Meetings", "Potentials", "Documents", "Projects", "Services", "Vehicles", "Home_Visits",
	) {
		if got, ok := catalog.WebTab(name); ok {
			t.Errorf("%s is no tab alone: %v", name, got)
		}
	}
	modules, _ := catalog.WebTab("Activities")
	modules[0] = "changed"
	if again, _ := catalog.WebTab("Activities"); again[0] != "Tasks" {
		t.Errorf("the table was changed: %v", again)
	}
}
