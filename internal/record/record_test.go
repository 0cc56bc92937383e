package main

import (
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

var update = flag.Bool("update", false, "write the golden file")

// The walk of an account over TLS is recorded, with nothing of the account's in it, and replays as the same walk.
func TestRecord(t *testing.T) {
	t.Parallel()
	var asked []*http.Request
	account := httptest.NewTLSServer(upstream(&asked))
	defer account.Close()
	got := record(t.Context(), t, t.TempDir(), account.URL, account.Client().Transport,
		append(request, "-fields", "id,$file_id,Zaphod_Approved__c,File_Name,Owner,Parent_Id,Size,Created_Time")...)
	if got.status != 0 || got.stderr != "" {
		t.Fatalf("exit status %d: %s", got.status, got.stderr)
	}
	if want := "wrote " + filepath.Join(got.dir, "own.yaml") + `: CustomModule1 4876879661887000004, 2 responses, 2 attachments, HTTP 200
replaced: 22 texts and 4 numbers
among them: 3 names of fields and 0 codes of errors that internal/record/scrub/allowed.go does not know;
add there what is Zoho's own, and record again with FORCE=1
Read the file before you commit it. To try it: make mock ARGS='-scenario own'
`; got.stdout != want {
		t.Errorf("printed\n%s\nwant\n%s", got.stdout, want)
	}

	const path = "/crm/v8/Acme_Contracts/9876543210987654321/Attachments?" +
		"fields=%24file_id%2CCreated_Time%2CFile_Name%2COwner%2CParent_Id%2CSize%2CZaphod_Approved__c%2Cid&"
	for i, want := range []string{path + "per_page=200", path + "page_token=MzQ1Njc4OTA%2B%2Fw%3D%3D&per_page=200"} {
		if i >= len(asked) || asked[i].RequestURI != want {
			t.Fatalf("the account was asked for %v", asked)
		}
		if token := asked[i].Header.Get("Authorization"); token != "Zoho-oauthtoken "+secrets[0] {
			t.Errorf("the account was asked with %q", token)
		}
	}

	text := got.file(t, "own")
	secretscan.WantNone(t, "the recording", text, secrets...)
	secretscan.WantNone(t, "what was printed", strings.ReplaceAll(got.stdout, got.dir, ""), secrets...)
	const golden = "testdata/own.golden.yaml"
	if *update {
		if err := os.WriteFile(golden, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || text != string(want) {
		t.Errorf("the recording is not %s (%v); if that is meant, run: go test ./internal/record -run TestRecord$ -update\n%s", golden, err, text)
	}
	replays(t, got.dir)
}

// replays walks over the recording as the provider does.
func replays(t *testing.T, dir string) {
	t.Helper()
	replay := zohocrmtest.StartReplay(t, zohocrmtest.WithRecordings(os.DirFS(dir)))
	s := replay.Scenarios()[0]
	client, err := zohocrm.New(zohocrm.Config{APIDomain: replay.URL(), Tokens: zohocrm.StaticToken(zohocrmtest.Token)})
	if err != nil {
		t.Fatal(err)
	}
	var rows []api.Attachment
	for a, err := range client.Attachments(t.Context(), zohocrm.Request{Module: s.Module, RecordID: s.RecordID, Fields: s.Fields}) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, a)
	}
	if len(rows) != 2 {
		t.Fatalf("%d rows, want 2", len(rows))
	}
	first, second := rows[0], rows[1]
	switch {
	case *first.ID >= *second.ID, *first.Size != *second.Size, first.FileID == nil, second.FileID != nil:
	case *first.Owner.Name != *second.Owner.Name, *first.Owner.ID != *second.Owner.ID, first.Owner.Email == nil, second.Owner.Email != nil:
	case *first.ParentID.ID != s.RecordID, *first.SeModule != s.Module, second.ParentID != nil, first.LinkURL != nil, second.LinkURL == nil:
	case len(first.Additional) != 1, len(second.Additional) != 1, len(first.TypeMismatches)+len(second.TypeMismatches) != 0:
	default:
		return
	}
	text, err := json.MarshalIndent(rows, "", "  ")
	t.Errorf("the walk is another: %s, %v", text, err)
}

// The program as make runs it prints and leaves nothing either, also where go-vcr is told to print what it sees.
func TestRecordAsAProgram(t *testing.T) {
	t.Parallel()
	var asked []*http.Request
	account := httptest.NewServer(upstream(&asked))
	defer account.Close()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir, recordings := t.TempDir(), t.TempDir()
	command := exec.CommandContext(t.Context(), binary, append([]string{"-dir", recordings}, request...)...)
	command.Dir = dir
	command.Env = []string{
		"RECORD_TEST_RUN=1", "VCR_DEBUG=1", "HOME=" + dir, "TMPDIR=" + dir, "TMP=" + dir, "TEMP=" + dir,
		"SYSTEMROOT=" + os.Getenv("SYSTEMROOT"), "ZOHOCRM_API_DOMAIN=" + account.URL, "ZOHOCRM_OAUTH_TOKEN=" + secrets[0],
	}
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.HasPrefix(string(out), "wrote ") {
		t.Errorf("printed %s", out)
	}
	secretscan.WantNone(t, "what was printed", strings.ReplaceAll(string(out), recordings, ""), secrets...)
	for path, want := range map[string][]string{dir: nil, recordings: {"own.yaml"}} {
		entries, err := os.ReadDir(path)
		if err != nil || len(entries) != len(want) || len(want) > 0 && entries[0].Name() != want[0] {
			t.Errorf("left behind: %v, %v; want %q", entries, err, want)
		}
	}
	text, err := os.ReadFile(filepath.Join(recordings, "own.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	secretscan.WantNone(t, "the recording", string(text), secrets...)
	if len(asked) != 2 {
		t.Errorf("the account was asked %d times", len(asked))
	}
}

// Every recording that there is can be recorded from, walk and error, and keeps its shape: pages, rows, status, code and
// message.
func TestRecordEveryScenario(t *testing.T) {
	t.Parallel()
	replay := zohocrmtest.StartReplay(t, zohocrmtest.WithTokens(secrets[0]))
	for _, want := range cassettes.Scenarios() {
		t.Run(want.Name, func(t *testing.T) {
			t.Parallel()
			got := record(t.Context(), t, t.TempDir(), replay.URL(), transport.New(), "-scenario", want.Name,
				"-module", want.Module, "-record-id", want.RecordID, "-fields", strings.Join(want.Fields, ","))
			if got.status != 0 {
				t.Fatalf("exit status %d: %s", got.status, got.stderr)
			}
			s, err := cassettes.ScenarioOf(want.Name, []byte(got.file(t, want.Name)))
			if err != nil {
				t.Fatal(err)
			}
			if s.Rows != want.Rows || len(s.URIs) != len(want.URIs) || s.Status != want.Status || s.Code != want.Code || s.Message != want.Message {
				t.Errorf("got  %+v\nwant %+v", s, want)
			}
		})
	}
}
