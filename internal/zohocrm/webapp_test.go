package zohocrm_test

import (
	"slices"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

func TestWebTab(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"Activities": {"Tasks", "Events", "Calls"}, "activities": {"Tasks", "Events", "Calls"}, "Activity": {"Tasks", "Events", "Calls"},
		"Home": nil, "Feeds": nil, "Reports": nil, "Dashboards": nil, "SalesInbox": nil,
	} {
		if got, ok := zohocrm.WebTab(name); !ok || !slices.Equal(got, want) {
			t.Errorf("%s: %v, %t, want %v", name, got, ok, want)
		}
	}
	for _, name := range append(
		zohocrm.Modules(), "", "Meetings", "Potentials", "Documents", "Projects", "Services", "Vehicles", "Home_Visits",
	) {
		if got, ok := zohocrm.WebTab(name); ok {
			t.Errorf("%s is no tab alone: %v", name, got)
		}
	}
	modules, _ := zohocrm.WebTab("Activities")
	modules[0] = "changed"
	if again, _ := zohocrm.WebTab("Activities"); again[0] != "Tasks" {
		t.Errorf("the table was changed: %v", again)
	}
}
