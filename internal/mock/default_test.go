package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// ids are the records that a query finds.
func (m *mock) ids(where string) []string {
	m.t.Helper()
	_, body := m.query("select id from Deals where " + where)
	var found []string
	for _, match := range regexp.MustCompile(`"id":"(\d+)"`).FindAllStringSubmatch(body, -1) {
		found = append(found, match[1])
	}
	return found
}

// names are the attachments of a deal; ok is false where there is no such record.
func (m *mock) names(id string) (names []string, ok bool) {
	m.t.Helper()
	status, body := m.ask("GET", "/crm/v8/Deals/"+id+"/Attachments?fields=File_Name", "Zoho-oauthtoken any")
	var page struct {
		Data []struct {
			Name string `json:"File_Name"`
		}
	}
	if status == 204 {
		return nil, true
	}
	if err := json.Unmarshal([]byte(body), &page); err != nil {
		m.t.Fatalf("%d %s: %v", status, body, err)
	}
	for _, row := range page.Data {
		names = append(names, row.Name)
	}
	return names, status == 200
}

// Without flags, and with a number of attachments or of records, there is something to find for an audit: deals that were won
// a short while ago, some with a signed contract and some without.
func TestMadeUpDealsToAudit(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args    []string
		deals   int
		largest int  // number of attachments
		same    bool // whether all deals have that number
		others  bool // whether there are other records
	}{
		"by default":     {nil, 20, 3, false, true},
		"attachments":    {[]string{"-attachments", "5"}, 20, 5, true, true},
		"records":        {[]string{"-records", "Deals=30"}, 30, 3, false, false},
		"both":           {[]string{"-records", "Deals=30", "-attachments", "2"}, 30, 2, true, true},
		"no attachments": {[]string{"-attachments", "0"}, 20, 0, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := start(t, false, tc.args...)
			// The clock of the screen says 23 November 2026.
			won := m.ids("Stage = 'Closed Won' and Closing_Date >= '2026-01-01'")
			week := m.ids("Stage = 'Closed Won' and Closing_Date >= '2026-11-16'")
			if len(won) != (2*tc.deals+2)/3 || len(week) < 5 || len(week) >= len(won) || len(m.ids("Closing_Date > '2026-11-23'")) > 0 {
				t.Errorf("won are %d, %d of them in the last week", len(won), len(week))
			}
			for _, deals := range [][]string{won, week} {
				signed, largest, numbers := 0, 0, map[int]bool{}
				for _, id := range deals {
					names, ok := m.names(id)
					if !ok {
						t.Fatalf("%s is not there", id)
					}
					if strings.Contains(strings.Join(names, "\n")+"\n", "-signed.pdf\n") {
						signed++
					}
					largest = max(largest, len(names))
					numbers[len(names)] = true
				}
				if bothWays := signed > 0 && signed < len(deals); bothWays != (tc.largest > 0) {
					t.Errorf("of %d deals %d are signed", len(deals), signed)
				}
				if largest != tc.largest || (len(numbers) == 1) != tc.same {
					t.Errorf("deals have %v attachments, want %d at most", numbers, tc.largest)
				}
				if !tc.same && len(deals) == len(won) && !numbers[0] {
					t.Error("no deal is without attachments")
				}
			}
			if _, ok := m.names("1"); ok != tc.others {
				t.Errorf("another record: %t", ok)
			}
			if names, _ := m.names(won[0]); fmt.Sprint(names) != fmt.Sprint(first(start(t, false, tc.args...).names(won[0]))) {
				t.Error("another run makes other names up")
			}
		})
	}
}

func first(names []string, _ bool) []string { return names }

// The documented sample is there by default, for any choice of fields, and so are the accounts of the deals.
func TestDefaultRecords(t *testing.T) {
	t.Parallel()
	m := start(t, false)
	for fields, want := range map[string]string{
		"File_Name": `{"data":[{"File_Name":"Image.jpg","id":"4876876000001021001"},{"File_Name":"in23er.png","id":"`,
		"Size,id":   `{"data":[{"Size":"1048576","id":"4876876000001021001"},`,
	} {
		_, body := m.ask("GET", "/crm/v8/Leads/4876876000000376008/Attachments?fields="+fields, "Zoho-oauthtoken any")
		if !strings.HasPrefix(body, want) {
			t.Errorf("got %s\nwant %s", body, want)
		}
	}
	if _, body := m.query("select Account_Name.Account_Name from Deals where Account_Name is not null limit 1"); !strings.HasPrefix(
		body, `{"data":[{"Account_Name.Account_Name":"`) {
		t.Errorf("got %s", body)
	}
}
