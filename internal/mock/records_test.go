package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/coql"
)

// query asks what a COQL query finds.
func (m *mock) query(text string) (status int, body string) {
	m.t.Helper()
	encoded, err := json.Marshal(map[string]string{"select_query": text})
	if err != nil {
		m.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(m.t.Context(), http.MethodPost, m.url+"/crm/v8/coql", bytes.NewReader(encoded))
	if err != nil {
		m.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Zoho-oauthtoken any")
	return send(request)
}

// deals is a file of three deals: one with two attachments, one with none, one of which nothing is said.
func deals(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "deals.json")
	if err := os.WriteFile(name, []byte(`[
  {"id": "12", "Deal_Name": "Last", "Stage": "Closed Won", "Amount": 12345678901234567890.10, "Attachments": []},
  {"id": "7", "Deal_Name": "First", "Stage": "Closed Won", "Attachments": [
    {"id": "71", "File_Name": "a-signed.pdf"}, {"id": "70", "File_Name": "b.pdf"}
  ]},
  {"id": "9", "Deal_Name": "Between", "Stage": "Negotiation"}
]`), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// Records of one's own are found by COQL and have their attachments; a file for a record goes before those.
func TestRecordsOfOnesOwn(t *testing.T) {
	t.Parallel()
	m := start(t, false, "-records", "Deals="+deals(t), "-record", "Deals/9=testdata/module/signed.json", "-record",
		"Leads/3=testdata/module/unsigned.json")
	for text, want := range map[string]string{
		"select id, Deal_Name from Deals where Stage = 'Closed Won' order by id asc limit 2000": `{"data":[{"id":"7","Deal_Name":"First"},` +
			`{"id":"12","Deal_Name":"Last"}],"info":{"count":2,"more_records":false}}`,
		"select id, Amount from Deals where Amount > 5": `{"data":[{"id":"12","Amount":12345678901234567890.10}],"info":{"count":1,` +
			`"more_records":false}}`,
		"select id from Leads where id is not null": `{"data":[{"id":"3"}],"info":{"count":1,"more_records":false}}`,
		"select id, Attachments from Deals where id is not null": `{"code":"INVALID_QUERY","details":{"column_name":"Attachments"},"message":` +
			`"unsupported column","status":"error"}`,
	} {
		if _, body := m.query(text); body != want {
			t.Errorf("%s:\n%s\nwant\n%s", text, body, want)
		}
	}
	for id, want := range map[string]string{
		"7":  `200 {"data":[{"id":"71","File_Name":"a-signed.pdf"},{"id":"70","File_Name":"b.pdf"}],`,
		"12": "204 ",
		"9":  `200 {"data":[{"`,
		"8":  `400 {"code":"INVALID_DATA"`,
	} {
		status, body := m.ask("GET", "/crm/v8/Deals/"+id+"/Attachments?fields=File_Name", "Zoho-oauthtoken any")
		if got := fmt.Sprint(status, " ", body); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

// Queries are shown as they come and are counted, each with the place in its walk.
func TestCallsOfQueries(t *testing.T) {
	t.Parallel()
	m := start(t, false, "-records", "Deals=5", "-attachments", "2", "-fault", "coql:503@2*1", "-fault", "attachments:429#1")
	const first = "select id from Deals where (Stage = 'Closed Won') order by id asc limit 2"
	second := "select id from Deals where (Stage = 'Closed Won') and id > " + coql.RecordID("Deals", 1) + " order by id asc limit 2"
	m.query(first)
	m.query(second)
	m.query(second)
	for range 2 {
		m.ask("GET", "/crm/v8/Deals/"+coql.RecordID("Deals", 0)+"/Attachments?fields=id", "Zoho-oauthtoken any")
	}
	m.query("select id\n from Deals where id in (" + strings.Repeat("1,", 150) + "1)")
	m.query("")
	uri := "/crm/v8/Deals/" + coql.RecordID("Deals", 0) + "/Attachments, fields id"
	want := `#1 POST /crm/v8/coql, ` + first + `
#1 200 OK, 2 records, 12 ms
#2 POST /crm/v8/coql, page 2, ` + second + `
#2 503 Service Unavailable, fault 503, 12 ms
#3 POST /crm/v8/coql, page 2, ` + second + `
#3 200 OK, 2 records, 12 ms
#4 GET ` + uri + `
#4 429 Too Many Requests, fault 429, 12 ms
#5 GET ` + uri + `
#5 200 OK, 2 attachments, 12 ms
#6 POST /crm/v8/coql, select id from Deals where id in (`
	got := m.stop()
	if !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "#7 POST /crm/v8/coql, no query\n#7 400 Bad Request, 12 ms\n\n"+
		"7 requests, 4 records, 2 attachments, 2 faults (429: 1, 503: 1)\n") || !strings.Contains(got, "#6 400 Bad Request, 12 ms\n") {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What COQL finds is said first, and is what the example asks for.
func TestWelcomeOfRecords(t *testing.T) {
	t.Parallel()
	file := deals(t)
	for want, args := range map[string][]string{
		"\nCOQL finds 3 records in Deals, 1 of them with 2 attachments.\nThere are no other records and no other attachments. Any": {
			"-records", "Deals=" + file,
		},
		"\nCOQL finds 5000 records in Deals.\nEvery record of any module has 1 attachment. Any": {
			"-records", "Deals=5000", "-attachments", "1",
		},
		"\nCOQL finds 3 records in Deals, 1 of them with 2 attachments.\nEvery record of any module whose attachments no file lists has 1": {
			"-records", "Deals=" + file, "-attachments", "1",
		},
		"\nCOQL finds 7 records in Leads.\nRecords that are made up have 0 to 3 attachments. There are no other records. Any": {
			"-records", "Leads=7",
		},
		"    module = \"Own_Module\"\n  }\n\n  data \"zohocrm_attachments\"": {"-records", "Own_Module=0"},
	} {
		if got := start(t, false, args...).welcome(); !strings.Contains(got, want) {
			t.Errorf("got:\n%s\nwant in it:\n%s", got, want)
		}
	}
}
