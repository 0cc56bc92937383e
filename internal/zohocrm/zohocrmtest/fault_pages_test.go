package zohocrmtest_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// What the kinds that alter a page make of a walk over five attachments, two a
// page: the ids by age, whether more are promised, and which page the token
// leads to.
func TestFaultPages(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		kind zohocrmtest.Kind
		on   zohocrmtest.On
		want []string
	}{
		"none":                      {zohocrmtest.WithoutData(), zohocrmtest.NthCall(99), []string{"43 more to 2", "21 more to 3", "0"}},
		"without data":              {zohocrmtest.WithoutData(), zohocrmtest.NthPage(2), []string{"43 more to 2", "no data, more to 3", "0"}},
		"without info":              {zohocrmtest.WithoutInfo(), zohocrmtest.NthPage(2), []string{"43 more to 2", "21 no info", "0"}},
		"without more_records":      {zohocrmtest.WithoutMoreRecords(), zohocrmtest.NthPage(1), []string{"43 nothing said, to 2", "21 more to 3", "0"}},
		"empty page promising more": {zohocrmtest.EmptyPagePromisingMore(), zohocrmtest.NthPage(2), []string{"43 more to 2", " more to 3", "0"}},
		"the last page empty":       {zohocrmtest.EmptyPagePromisingMore(), zohocrmtest.NthPage(3), []string{"43 more to 2", "21 more to 3", " more"}},
		"repeated token":            {zohocrmtest.RepeatedToken(), zohocrmtest.EveryCall(), []string{"43 more to 2", "21 more to 2", "0 more to 3"}},
		"token ring on page 2":      {zohocrmtest.TokenRing(), zohocrmtest.NthPage(2), []string{"43 more to 2", "21 more to 2", "0"}},
		"token ring on page 3":      {zohocrmtest.TokenRing(), zohocrmtest.NthPage(3), []string{"43 more to 2", "21 more to 3", "0 more to 2"}},
		"token stops":               {zohocrmtest.TokenStops(), zohocrmtest.NthPage(2), []string{"43 more to 2", "21 more", "0"}},
		"token never comes":         {zohocrmtest.TokenStops(), zohocrmtest.EveryCall(), []string{"43 more", "21 more", "0"}},
		"repeated rows":             {zohocrmtest.RepeatedRows(1), zohocrmtest.FromPage(2), []string{"43 more to 2", "321 more to 3", "10"}},
		"more than there are":       {zohocrmtest.RepeatedRows(9), zohocrmtest.NthPage(2), []string{"43 more to 2", "4321 more to 3", "0"}},
		"same rows":                 {zohocrmtest.SameRows(), zohocrmtest.NthPage(3), []string{"43 more to 2", "21 more to 3", "21"}},
		"same rows, from page 1":    {zohocrmtest.SameRows(), zohocrmtest.EveryCall(), []string{"43 more to 2", "43 more to 3", "21"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := zohocrmtest.StartMock(t, zohocrmtest.WithRecord("Deals", record, zohocrmtest.Attachments(5)))
			uris := []string{attachmentsURI("Deals", record, "id", "per_page", "2")}
			leadsTo := map[string]string{}
			for i, p := range walk(t, m.URL(), "Deals", record, "id", "2") {
				if p.token() != "" {
					uris = append(uris, attachmentsURI("Deals", record, "id", "per_page", "2", "page_token", p.token()))
					leadsTo[p.token()] = string("23"[i])
				}
			}
			m.SetFaults(zohocrmtest.Fault{On: tc.on, Kind: tc.kind})
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
			if id == zohocrmtest.AttachmentID(age) {
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

// An answer that is no page, and a page in a compressed answer.
func TestFaultPagesOfOtherAnswers(t *testing.T) {
	t.Parallel()
	everywhere := func(kind zohocrmtest.Kind) zohocrmtest.MockOption {
		return zohocrmtest.WithFaults(zohocrmtest.Fault{On: zohocrmtest.EveryCall(), Kind: kind})
	}
	m := zohocrmtest.StartMock(t, everywhere(zohocrmtest.WithoutData()))
	if got := do(t, m.URL(), attachmentsURI("Deals", record, "id")); got.status != 400 || errorCode(t, got.body) != "INVALID_DATA" {
		t.Errorf("an error: %d %s", got.status, got.body)
	}
	m = zohocrmtest.StartMock(t, everywhere(zohocrmtest.WithoutData()), zohocrmtest.WithRecord("Deals", record, zohocrmtest.Attachments(0)))
	if got := do(t, m.URL(), attachmentsURI("Deals", record, "id")); got.status != 204 {
		t.Errorf("nothing: %d %s", got.status, got.body)
	}
	m = zohocrmtest.StartMock(t, everywhere(zohocrmtest.WithoutMoreRecords()), zohocrmtest.WithGzip(),
		zohocrmtest.WithRecord("Deals", record, zohocrmtest.Projected(`{"id":"1","File_Name":"a&<b>"}`)))
	got := do(t, m.URL(), attachmentsURI("Deals", record, "File_Name"))
	if want := `{"data":[{"id":"1","File_Name":"a&<b>"}],"info":{"count":1,`; !strings.HasPrefix(got.body, want) {
		t.Errorf("a page that may be compressed: %s", got.body)
	}
}
