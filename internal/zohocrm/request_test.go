package zohocrm_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// Nothing is sent for a request that would change the path or the query.
func TestBadRequestIsNotSent(t *testing.T) {
	t.Parallel()
	type bad struct {
		request     zohocrm.Request
		part, value string
	}
	tests := []bad{
		{zohocrm.Request{Module: "Deals", RecordID: "1"}, "fields", "0 names"},
		{zohocrm.Request{Module: "Deals", RecordID: "1", Fields: slices.Repeat([]string{"id"}, 51)}, "fields", "51 names"},
	}
	for _, module := range []string{"", "Deals/1", "Deals/../Leads", "Deals?x=y", "Deals%2F"} {
		tests = append(tests, bad{zohocrm.Request{Module: module, RecordID: "1", Fields: []string{"id"}}, "module", module})
	}
	for _, id := range []string{"", "12a", "1/2", "1?", "1%20"} {
		tests = append(tests, bad{zohocrm.Request{Module: "Deals", RecordID: id, Fields: []string{"id"}}, "record id", id})
	}
	for _, field := range []string{"", "a,b", "a b", "a\n"} {
		tests = append(tests, bad{zohocrm.Request{Module: "Deals", RecordID: "1", Fields: []string{"id", field}}, "fields", field})
	}
	for _, tc := range tests {
		s := scripted(pageOf())
		_, err := collect(t, newClient(t, zohocrm.Config{Transport: s}), tc.request)
		e := errorAt[*zohocrm.RequestError](t, err, 1, 0)
		if e.Part != tc.part || e.Value != tc.value || len(s.requests) != 0 {
			t.Errorf("%+v: %d requests, %v", tc.request, len(s.requests), err)
		}
		if want := "zohocrm: invalid " + tc.part + " " + strconv.Quote(tc.value); e.Error() != want {
			t.Errorf("got %q, want %q", e.Error(), want)
		}
	}
}

// Names are sorted and sent once each, and the caller's slice stays as it is.
func TestFieldsOnTheWire(t *testing.T) {
	t.Parallel()
	most := make([]string, zohocrm.MaxFields)
	for i := range most {
		most[i] = "f" + strconv.Itoa(100+i)
	}
	for _, tc := range []struct {
		fields []string
		want   string
	}{
		{[]string{"id"}, "id"},
		{[]string{"id", "Size", "$file_id", "id", "File_Name", "Size"}, "%24file_id%2CFile_Name%2CSize%2Cid"},
		{[]string{"a&b=c", "é", "x+y", "p%2C"}, "a%26b%3Dc%2Cp%252C%2Cx%2By%2C%C3%A9"},
		{most, strings.Join(most, "%2C")},
	} {
		s := scripted(pageOf())
		given := slices.Clone(tc.fields)
		_, err := collect(t, newClient(t, zohocrm.Config{Transport: s}), zohocrm.Request{Module: "Sales_Orders", RecordID: "7", Fields: given})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := s.requests[0].URL.RequestURI(), "/crm/v8/Sales_Orders/7/Attachments?fields="+tc.want+"&per_page=200"; got != want {
			t.Errorf("asked %s, want %s", got, want)
		}
		if !slices.Equal(given, tc.fields) {
			t.Errorf("the caller's names are now %q", given)
		}
	}
}
