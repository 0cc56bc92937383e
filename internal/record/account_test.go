package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestMain runs the program itself where a test starts this binary as that.
func TestMain(m *testing.M) {
	if os.Getenv("RECORD_TEST_RUN") != "" {
		main()
	}
	os.Exit(m.Run())
}

// secrets are in what the made-up account answers, everywhere. None of them may be anywhere else.
var secrets = []string{
	"1000.5ecre7token", "Acme_Contracts", "9876543210987654321", // what the caller says
	"Zaphod", "Beeblebrox", "Trillian", "acmecorp", "Ac.me-4711", // people, the company, its file types
	"5551234567", "1234512345", "sessionid", "c00k1e", "srv-in7-4711", "trace77", // numbers, cookies, servers
	"MzQ1Njc4OTA", "f1le1d", "9876543210000000001", "9876543210000000002", "9876543210000000003", // tokens, ids
	"2025-07-13", "12:34:56", ".789", "-07:00", "8646464646", // times, their fractions and zones, waits
	"Confidential", "dont-print-me", "4942", // prose, sizes
}

// upstream responds as an account does that has two pages of attachments.
func upstream(asked *[]*http.Request) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r)
		for key, value := range map[string]string{
			"Content-Type": "application/json;charset=UTF-8", "Set-Cookie": "sessionid=c00k1e", "Server": "srv-in7-4711",
			"X-Trace": "trace77", "Retry-After": "8646464646", "X-Api-Credits-Remaining": "49420", "Trailer": "X-Late",
		} {
			w.Header().Set(key, value)
		}
		body := page(1, "true", `"MzQ1Njc4OTA+/w=="`, `{
			"id": "9876543210000000001", "File_Name": "Zaphod Beeblebrox, Confidential.pdf", "Size": "4942",
			"Owner": {"name": "Trillian", "id": "9876543210000000003", "email": "trillian@acmecorp.example"},
			"Parent_Id": {"name": "acmecorp", "id": "9876543210987654321"}, "$file_id": "f1le1d0a", "$se_module": "Acme_Contracts",
			"Created_Time": "2025-07-13T12:34:56.789-07:00", "$link_url": null, "$attachment_type": 5551234567,
			 "Zaphod_Approved__c": {"Trillian": "Beeblebrox", "tel": 5551234567}
		}`)
		if r.URL.Query().Get("page_token") != "" {
			body = page(1, "false", `null`, `{
				"id": "9876543210000000002", "File_Name": "acmecorp.Ac.me-4711", "Size": 4942,
				"Owner": {"name": "Trillian", "id": "9876543210000000003"},
				"Parent_Id": null, "$file_id": null, "$link_url": "https://intranet.acmecorp.example/Beeblebrox?trace77",
				"Created_Time": "2025-07-14T12:34:56+05:30", "5551234567": ["Zaphod", 1234512345, true]
			}`)
		}
		fmt.Fprint(w, body)
		w.Header().Set("X-Late", "dont-print-me")
	}
}

func page(count int, more, token, row string) string {
	return fmt.Sprintf(`{"data": [%s], "info": {"per_page": 200, "count": %d, "page": 1, "more_records": %s, "next_page_token": %s,
		"previous_page_token": null, "page_token_expiry": "2025-07-15T12:34:56+05:30"}}`, row, count, more, token)
}

// request are the flags for the made-up account's record.
var request = []string{"-scenario", "own", "-module", "Acme_Contracts", "-record-id", "9876543210987654321"}

// run is a run of the program in the test's process, with what it printed.
type run struct {
	status         int
	stdout, stderr string
	dir            string
}

// file is the recording that the run wrote, or "".
func (r run) file(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(r.dir, name+".yaml"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}

func fixedNow() time.Time { return time.Date(2026, time.November, 23, 21, 0, 0, 0, time.UTC) }

// record runs the program against an API domain; dir is where it writes.
func record(ctx context.Context, t *testing.T, dir, apiDomain string, transport http.RoundTripper, args ...string) run {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := program{
		getenv: func(name string) string {
			return map[string]string{"ZOHOCRM_API_DOMAIN": apiDomain, "ZOHOCRM_OAUTH_TOKEN": secrets[0]}[name]
		},
		now:       fixedNow,
		transport: transport,
		stdout:    &stdout,
		stderr:    &stderr,
	}
	status := p.run(ctx, append([]string{"-dir", dir}, args...))
	return run{status, stdout.String(), stderr.String(), dir}
}
