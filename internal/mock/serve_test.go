package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// walk asks for pages until there are no more, and returns what info says of each and the ids and types of all rows.
func (m *mock) walk(next func(page int, token any) string) (infos, ids, types []string) {
	m.t.Helper()
	extra := ""
	for n := 2; ; n++ {
		status, body := m.ask("GET", deal+"$type,id"+extra, "Zoho-oauthtoken any")
		var page struct {
			Data []map[string]string
			Info map[string]any
		}
		if err := json.Unmarshal([]byte(body), &page); err != nil || status != 200 {
			m.t.Fatalf("%d %s: %v", status, body, err)
		}
		for _, row := range page.Data {
			ids, types = append(ids, row["id"]), append(types, row["$type"])
		}
		infos = append(infos, fmt.Sprint(page.Info["per_page"], page.Info["count"]))
		if page.Info["more_records"] != true {
			return infos, ids, types
		}
		extra = next(n, page.Info["next_page_token"])
	}
}

// The flags of records made up do what they say.
func TestMadeUp(t *testing.T) {
	t.Parallel()
	byNumber := func(page int, token any) string {
		if token != nil {
			return "&page=a-token-that-should-be-none"
		}
		return fmt.Sprint("&page=", page)
	}
	byToken := func(_ int, token any) string { return "&page_token=" + url.QueryEscape(token.(string)) }
	m := start(t, false, "-attachments", "7", "-page-rows", "3", "-order", "oldest", "-link-every", "5")
	infos, ids, types := m.walk(byToken)
	want := make([]string, 7)
	for i := range want {
		want[i] = rows.AttachmentID(i)
	}
	if !slices.Equal(ids, want) || !slices.Equal(infos, []string{"3 3", "3 3", "3 1"}) {
		t.Errorf("pages %q of %q", infos, ids)
	}
	if got := strings.Join(types, ","); got != "Link URL,File,File,File,File,Link URL,File" {
		t.Errorf("types %s", got)
	}

	shuffled := start(t, false, "-attachments", "7", "-page-rows", "3", "-order", "shuffled", "-paging", "number")
	_, ids, _ = shuffled.walk(byNumber)
	if slices.Equal(ids, want) || slices.IsSortedFunc(ids, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("not shuffled: %q", ids)
	}
	slices.Sort(ids)
	slices.Sort(want)
	if !slices.Equal(ids, want) {
		t.Errorf("ids %q", ids)
	}

	old := start(t, false, "-attachments", "4", "-page-rows", "3", "-paging", "old")
	_, ids, _ = old.walk(byNumber)
	_, body := old.ask("GET", deal+"id", "Zoho-oauthtoken any")
	if strings.Contains(body, "page_token") || len(ids) != 4 || ids[0] != rows.AttachmentID(3) {
		t.Errorf("%q, %s", ids, body)
	}
}

// Each form of a fault meets the calls that the grammar says.
func TestFaults(t *testing.T) {
	t.Parallel()
	page := func(n int) string { return fmt.Sprint(deal, "id&page=", n) }
	calls := []string{page(1), page(2), page(2), page(3), page(1), page(3)}
	for fault, want := range map[string]string{
		"503":                    "503 503 503 503 503 503",
		"503@2":                  "200 503 503 200 200 200",
		"503@2+":                 "200 503 503 503 200 503",
		"503@each":               "503 503 200 503 200 200",
		"503#4":                  "200 200 200 503 200 200",
		"503#4+":                 "200 200 200 503 503 503",
		"429*3":                  "429 429 429 200 200 200",
		"503@2*1":                "200 503 200 200 200 200",
		"503@2+*2":               "200 503 503 200 200 200",
		"429-rate-limit#1 401@3": "429 200 200 401 200 401",
		"coql:503":               "200 200 200 200 200 200",
		"attachments:503@2*1":    "200 503 200 200 200 200",
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			args := []string{"-attachments", "9", "-page-rows", "3"}
			for f := range strings.FieldsSeq(fault) {
				args = append(args, "-fault", f)
			}
			m := start(t, false, args...)
			var got []string
			for _, uri := range calls {
				status, _ := m.ask("GET", uri, "Zoho-oauthtoken any")
				got = append(got, fmt.Sprint(status))
			}
			if got := strings.Join(got, " "); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// Calls beyond those at once are refused; a latency is waited for by the others.
func TestConcurrency(t *testing.T) {
	t.Parallel()
	m := start(t, false, "-attachments", "1", "-concurrency", "1", "-latency", "1h")
	first := m.request("GET", deal+"id", "Zoho-oauthtoken any")
	go send(first) // it waits until the mock ends, and gets no response
	m.out.waitFor(t, "#1 GET")
	if status, _ := m.ask("GET", deal+"id", "Zoho-oauthtoken any"); status != 429 {
		t.Errorf("the second at once: %d", status)
	}
	if got := m.stop(); !strings.Contains(got, "\n#1 no response, ") || !strings.Contains(got, "\n#2 429 Too Many Requests, ") {
		t.Errorf("got %s", got)
	}
}

// What is printed gets access tokens that are accepted, where others are not, by either grant.
func TestRefreshToken(t *testing.T) {
	t.Parallel()
	m := start(t, false, "-scenario", "documented-sample", "-token", "own")
	form := url.Values{"grant_type": {"refresh_token"}}
	exported := regexp.MustCompile(`export ZOHOCRM_(CLIENT_ID|CLIENT_SECRET|REFRESH_TOKEN|ORGANIZATION_ID)='?([^'\n]+)`)
	for _, export := range exported.FindAllStringSubmatch(m.out.String(), -1) {
		form.Set(strings.ToLower(export[1]), export[2])
	}
	token := requestToken(t, m.url, form)
	form.Set("grant_type", "client_credentials")
	form.Set("soid", "ZohoCRM."+form.Get("organization_id"))
	form.Set("scope", "ZohoCRM.modules.READ,ZohoCRM.modules.attachments.READ")
	form.Del("refresh_token")
	another := requestToken(t, m.url, form)
	form.Set("scope", "ZohoCRM.coql.READ")
	queriesAlone := requestToken(t, m.url, form)
	s, _ := cassettes.ScenarioNamed("documented-sample")
	if status, _ := m.ask("GET", s.URIs[0], "Zoho-oauthtoken "+another); status != 200 || another == token {
		t.Errorf("the token for an organisation: %d", status)
	}
	for want, token := range map[int]string{200: token, 401: "any"} {
		if status, _ := m.ask("GET", s.URIs[0], "Zoho-oauthtoken "+token); status != want {
			t.Errorf("%s: %d, want %d", token, status, want)
		}
	}
	if status, _ := m.ask("GET", s.URIs[0], "Zoho-oauthtoken own"); status != 200 {
		t.Errorf("the token of one's own: %d", status)
	}
	m.ask("GET", s.URIs[0], "Zoho-oauthtoken "+queriesAlone)
	if got := m.stop(); !strings.Contains(got, " 401 Unauthorized, the access token lacks a scope, ") {
		t.Errorf("got %s", got)
	}
}
