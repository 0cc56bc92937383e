package zohocrmtest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// What the kinds that alter a page make of a walk over five attachments, two a
// page: the ids by age, whether more are promised, and which page the token
// leads to.
func TestFaultPages(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		kind faults.Kind
		on   faults.On
		want []string
	}{
		"none":                      {faults.WithoutData(), faults.NthCall(99), []string{"43 more to 2", "21 more to 3", "0"}},
		"without data":              {faults.WithoutData(), faults.NthPage(2), []string{"43 more to 2", "no data, more to 3", "0"}},
		"without info":              {faults.WithoutInfo(), faults.NthPage(2), []string{"43 more to 2", "21 no info", "0"}},
		"without more_records":      {faults.WithoutMoreRecords(), faults.NthPage(1), []string{"43 nothing said, to 2", "21 more to 3", "0"}},
		"empty page promising more": {faults.EmptyPagePromisingMore(), faults.NthPage(2), []string{"43 more to 2", " more to 3", "0"}},
		"the last page empty":       {faults.EmptyPagePromisingMore(), faults.NthPage(3), []string{"43 more to 2", "21 more to 3", " more"}},
		"repeated token":            {faults.RepeatedToken(), faults.EveryCall(), []string{"43 more to 2", "21 more to 2", "0 more to 3"}},
		"token ring on page 2":      {faults.TokenRing(), faults.NthPage(2), []string{"43 more to 2", "21 more to 2", "0"}},
		"token ring on page 3":      {faults.TokenRing(), faults.NthPage(3), []string{"43 more to 2", "21 more to 3", "0 more to 2"}},
		"token stops":               {faults.TokenStops(), faults.NthPage(2), []string{"43 more to 2", "21 more", "0"}},
		"token never comes":         {faults.TokenStops(), faults.EveryCall(), []string{"43 more", "21 more", "0"}},
		"repeated rows":             {faults.RepeatedRows(1), faults.FromPage(2), []string{"43 more to 2", "321 more to 3", "10"}},
		"more than there are":       {faults.RepeatedRows(9), faults.NthPage(2), []string{"43 more to 2", "4321 more to 3", "0"}},
		"swapped row":               {faults.SwappedRow(), faults.EveryCall(), []string{"43 more to 2", "31 more to 3", "1"}},
		"same rows":                 {faults.SameRows(), faults.NthPage(3), []string{"43 more to 2", "21 more to 3", "21"}},
		"same rows, from page 1":    {faults.SameRows(), faults.EveryCall(), []string{"43 more to 2", "43 more to 3", "21"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", record, rows.Attachments(5)))
			uris := []string{attachmentsURI("Deals", record, "id", "per_page", "2")}
			leadsTo := map[string]string{}
			for i, p := range walk(t, m.URL(), "Deals", record, "id", "2") {
				if p.token() != "" {
					uris = append(uris, attachmentsURI("Deals", record, "id", "per_page", "2", "page_token", p.token()))
					leadsTo[p.token()] = string("23"[i])
				}
			}
			m.SetFaults(faults.Fault{On: tc.on, Kind: tc.kind})
			m.ForgetRequests()
			for i, uri := range uris {
				got := do(t, m.URL(), uri)
				if said := describe(t, got.body, leadsTo); said != tc.want[i] {
					t.Errorf("page %d: %q, want %q", i+1, said, tc.want[i])
				}
				if rows := m.Requests()[i].Rows; !strings.Contains(got.body, `"info"`) && rows != 0 ||
					strings.Contains(got.body, `"info"`) && rows != len(decodePage(t, got.body).Data) {
					t.Errorf("page %d is logged with %d rows: %s", i+1, rows, got.body)
				}
			}
		})
	}
}

// describe is a page in short: the ages of its rows, then what it promises.
func describe(t *testing.T, body string, leadsTo map[string]string) string {
	t.Helper()
	p := decodePage(t, body)
	var s strings.Builder
	if p.Data == nil {
		s.WriteString("no data,")
	}
	for _, id := range p.ids() {
		for age := range 5 {
			if id == rows.AttachmentID(age) {
				s.WriteByte("01234"[age])
			}
		}
	}
	switch _, said := p.Info["more_records"]; {
	case p.Info == nil:
		s.WriteString(" no info")
	case !said:
		s.WriteString(" nothing said,")
	case p.more():
		s.WriteString(" more")
	}
	if p.Info != nil && !strings.HasPrefix(s.String(), "no data") && p.Info["count"] != float64(len(p.Data)) {
		t.Errorf("count %v of %d rows", p.Info["count"], len(p.Data))
	}
	if p.token() != "" {
		s.WriteString(" to " + leadsTo[p.token()])
	}
	return s.String()
}

// Rows that are lost, or replaced by an error: the count is what it was.
func TestFaultRows(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind faults.Kind
		want string
	}{{faults.FewerRows(), "1 of 2"}, {faults.ErrorAmongRows(), "2 of 2"}} {
		kind, want := test.kind, test.want
		m := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", record, rows.Attachments(2)),
			zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: kind}))
		body := do(t, m.URL(), attachmentsURI("Deals", record, "id")).body
		p := decodePage(t, body)
		if got := fmt.Sprintf("%d of %v", len(p.Data), p.Info["count"]); got != want {
			t.Errorf("%s: %s, want %s", kind, got, want)
		}
		if isError := strings.Contains(body, `"status":"error"`); isError != (kind.String() == "error-among-rows") {
			t.Errorf("%s: %s", kind, body)
		}
	}
}

// A response that is no page, and a page in a compressed response.
func TestFaultPagesOfOtherResponses(t *testing.T) {
	t.Parallel()
	everywhere := func(kind faults.Kind) zohocrmtest.MockOption {
		return zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: kind})
	}
	m := zohocrmtest.StartMock(t, everywhere(faults.WithoutData()))
	if got := do(t, m.URL(), attachmentsURI("Deals", record, "id")); got.status != 400 || errorCode(t, got.body) != "INVALID_DATA" {
		t.Errorf("an error: %d %s", got.status, got.body)
	}
	m = zohocrmtest.StartMock(t, everywhere(faults.WithoutData()), zohocrmtest.WithRecord("Deals", record, rows.Attachments(0)))
	if got := do(t, m.URL(), attachmentsURI("Deals", record, "id")); got.status != 204 {
		t.Errorf("nothing: %d %s", got.status, got.body)
	}
	m = zohocrmtest.StartMock(t, everywhere(faults.WithoutMoreRecords()), zohocrmtest.WithGzip(),
		zohocrmtest.WithRecord("Deals", record, rows.Projected(`{"id":"1","File_Name":"a&<b>"}`)))
	got := do(t, m.URL(), attachmentsURI("Deals", record, "File_Name"))
	if want := `{"data":[{"id":"1","File_Name":"a&<b>"}],"info":{"count":1,`; !strings.HasPrefix(got.body, want) {
		t.Errorf("a page that may be compressed: %s", got.body)
	}
}
