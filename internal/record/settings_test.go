package main

import (
	"bytes"
	"errors"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// noRequest is a transport that fails the test where it is used.
type noRequest struct{ t *testing.T }

func (n noRequest) RoundTrip(r *http.Request) (*http.Response, error) {
	n.t.Errorf("asked for %s", r.URL)
	return nil, errors.New("refused")
}

// What is missing or wrong is told in one line, before anything is asked or written.
func TestUsage(t *testing.T) {
	t.Parallel()
	good := func(args ...string) []string {
		return append([]string{"-scenario", "own", "-module", "Deals", "-record-id", "1"}, args...)
	}
	const domain = "https://www.zohoapis.eu"
	for name, tc := range map[string]struct {
		args   []string
		domain string
		token  string
		want   string
	}{
		"no scenario": {nil, domain, "x", "name the scenario: make record SCENARIO=name MODULE=Deals RECORD_ID=4876876000000376008"},
		"a scenario":  {good("-scenario", "../own"), domain, "x", `the scenario's name "../own" is not in kebab case, as in three-pages`},
		"no folder": {
			good("-dir", "absent"), domain, "x", "the folder of the recordings, absent, is not here: run this in the root of the repository",
		},
		"no module": {[]string{"-scenario", "own"}, domain, "x", "name the record's module: MODULE=Deals"},
		"a module": {
			good("-module", "Price Books"), domain, "x", "MODULE=Price Books is not the API name of a module: letters, digits and underscores",
		},
		"no record": {[]string{"-scenario", "own", "-module", "Deals"}, domain, "x", "name the record: RECORD_ID=4876876000000376008"},
		"a record":  {good("-record-id", "acme"), domain, "x", "RECORD_ID=acme is not the id of a record: 1 to 20 digits"},
		"a field":   {good("-fields", "id,,Size"), domain, "x", `FIELDS holds "", which is not the API name of a field`},
		"51 fields": {good("-fields", strings.Repeat("id,", 50)+"id"), domain, "x", "FIELDS names 51 fields; Zoho takes 50 at most"},
		"no environment": {
			good(),
			"",
			"",
			"the account is not known: set ZOHOCRM_API_DOMAIN and ZOHOCRM_OAUTH_TOKEN; no default is taken for either, so that the token " +
				"goes nowhere by mistake",
		},
		"no API domain": {
			good(),
			"",
			"x",
			"the account is not known: set ZOHOCRM_API_DOMAIN; no default is taken for either, so that the token goes nowhere by mistake",
		},
		"no token": {
			good(),
			domain,
			"",
			"the account is not known: set ZOHOCRM_OAUTH_TOKEN; no default is taken for either, so that the token goes nowhere by mistake",
		},
		"a token": {
			good(), domain, "sec ret",
			"ZOHOCRM_OAUTH_TOKEN is not an access token: set the token alone, in visible ASCII, without quotes and without its variable's name",
		},
		"an API domain": {
			good(),
			"https://user:secret@www.zohoapis.eu",
			"x",
			"ZOHOCRM_API_DOMAIN is not an API domain, such as https://www.zohoapis.eu: zohocrm: a URL with more than scheme, host and port",
		},
		"plain HTTP": {
			good(),
			"http://www.zohoapis.eu",
			"x",
			"ZOHOCRM_API_DOMAIN is not an API domain, such as https://www.zohoapis.eu: zohocrm: not an https URL",
		},
		"an unknown flag": {good("-scope", "all"), domain, "x", "flag provided but not defined: -scope; -help lists the flags"},
		"a word, no flag": {good("three-pages"), domain, "x", `"three-pages" is no flag; -help lists them`},
		"a scenario twice": {
			[]string{"-scenario", "empty-204"}, domain, "x", "the scenario empty-204 exists: FORCE=1 overwrites DIR/empty-204.yaml",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			copyRecording(t, dir, "empty-204")
			var stdout, stderr bytes.Buffer
			p := program{
				getenv: func(n string) string {
					return map[string]string{apiDomainVariable: tc.domain, tokenVariable: tc.token}[n]
				},
				transport: noRequest{t}, stdout: &stdout, stderr: &stderr,
			}
			status := p.run(t.Context(), append([]string{"-dir", dir}, tc.args...))
			got := strings.ReplaceAll(stderr.String(), dir+string(filepath.Separator), "DIR/")
			if want := "record: " + tc.want + "\n"; status != exitUsage || got != want || stdout.Len() > 0 {
				t.Errorf("exit status %d\n%s%s\nwant\n%s", status, &stdout, got, want)
			}
			if strings.Contains(got, "secret") {
				t.Errorf("a secret in %s", got)
			}
			if files, _ := os.ReadDir(dir); len(files) != 1 {
				t.Errorf("wrote %v", files)
			}
		})
	}
}

// copyRecording puts one of the mock's recordings in a folder.
func copyRecording(t *testing.T, dir, name string) {
	t.Helper()
	text, err := os.ReadFile("../zohocrm/zohocrmtest/cassettes/recordings/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".yaml"), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// The help reads well, names every flag and every variable, and is no error.
func TestHelp(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	p := program{stdout: &stdout, stderr: &stderr, transport: noRequest{t}}
	if status := p.run(t.Context(), []string{"-help"}); status != 0 || stderr.Len() > 0 {
		t.Errorf("exit status %d: %s", status, &stderr)
	}
	for _, want := range []string{
		"make record SCENARIO=", "MODULE=", "RECORD_ID=", "FIELDS=", "FORCE=1", "ZOHOCRM_API_DOMAIN", "ZOHOCRM_OAUTH_TOKEN",
		"-scenario name", "-module name", "-record-id id", "-fields names", "-dir folder", "-force",
	} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("the help says nothing of %s:\n%s", want, &stdout)
		}
	}
	if _, err := p.settings([]string{"-help"}); !errors.Is(err, flag.ErrHelp) {
		t.Error(err)
	}
}

// A scenario that exists is recorded anew by force alone, and for the same request where no other is named.
func TestForce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	copyRecording(t, dir, "three-pages")
	account := zohocrmtest.StartReplay(t, zohocrmtest.WithTokens(secrets[0]))
	got := record(t.Context(), t, dir, account.URL(), transport.New(), "-scenario", "three-pages", "-force")
	if got.status != 0 {
		t.Fatalf("exit status %d: %s", got.status, got.stderr)
	}
	want, _ := cassettes.ScenarioNamed("three-pages")
	if asked := account.URIs(); len(asked) != 3 || asked[0] != want.URIs[0] {
		t.Errorf("asked for %q, want %q", asked, want.URIs)
	}
	const title = "# Title: Attachments of a record of Deals: 450 attachments in 3 responses.\n# Source: recorded "
	if text := got.file(t, "three-pages"); !strings.HasPrefix(text, title) {
		t.Errorf("wrote %.300s", text)
	}

	// A new scenario asks for what the provider asks for.
	account.ForgetRequests()
	got = record(t.Context(), t, dir, account.URL(), transport.New(),
		"-scenario", "own", "-module", "Leads", "-record-id", "4876876000000376008")
	everyField := regexp.MustCompile(`fields=%24editable%2C.*%2CSize%2Cid&per_page=200$`)
	if asked := account.URIs(); got.status != 0 || len(asked) != 1 || !everyField.MatchString(asked[0]) {
		t.Errorf("exit status %d, asked for %q", got.status, asked)
	}
}

// A scenario that came into being while the walk went on is not overwritten either.
func TestScenarioThatComesInBetween(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "own.yaml")
	account := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err := os.WriteFile(file, []byte("another's"), 0o600); err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	defer account.Close()
	got := record(t.Context(), t, dir, account.URL, transport.New(), request...)
	if got.status != exitFailed || !strings.HasPrefix(got.stderr, "record: open "+file+": ") || got.file(t, "own") != "another's" {
		t.Errorf("exit status %d: %s%s; the file holds %q", got.status, got.stdout, got.stderr, got.file(t, "own"))
	}
}
