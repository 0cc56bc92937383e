package main

import (
	"context"
	"flag"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

// runFor runs the program with a context that has ended: what can be told at once is told.
func runFor(args ...string) (status int, stdout, stderr string) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs strings.Builder
	status = run(ctx, args, &out, &errs)
	return status, out.String(), errs.String()
}

// What cannot be followed is told in one line, with what to write instead.
func TestUsage(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	file := func(content string) string {
		name := filepath.Join(t.TempDir(), "rows.json")
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	absent, text, object, noID := filepath.Join(empty, "absent"), file("no JSON"), file(`{"id":"1"}`), file(`[{"id":"1"},{"File_Name":"a"}]`)
	own := file(`[{"id":"1","Attachments":[{"File_Name":"a"}]}]`)
	const wantRecords = "want a module and a file, as in Deals=deals.json, or a number, as in Deals=5000"
	const loopback = "the mock serves this machine alone, since it speaks plain http, which the provider sends tokens to " +
		"on this machine only: want a loopback address, as in "
	const noList = " is not a JSON list of objects: "
	const notAList = noList + "json: cannot unmarshal object into Go value of type []map[string]json.RawMessage"
	orMadeUp := func(flag string) string {
		return " is about recordings, and " + flag + " about records that are made up: give one or the other"
	}
	for want, args := range map[string][]string{
		"flag provided but not defined: -port; -help tells what there is": {
			"-port", "80",
		},
		`"80" is no flag; -help tells what there is`: {"80"},
		`invalid value "many" for flag -attachments: want a number of attachments, 0 or more; -help tells what there is`: {
			"-attachments", "many",
		},
		`invalid value "-1" for flag -attachments: want a number of attachments, 0 or more; -help tells what there is`: {
			"-attachments", "-1",
		},
		`invalid value "a b" for flag -token: an access token is visible ASCII; -help tells what there is`: {
			"-token", "a b",
		},
		"-address 8094: want a host and a port, as in 127.0.0.1:8094": {"-address", "8094"},
		"-address :8094: " + loopback + "127.0.0.1:8094": {
			"-address", ":8094",
		},
		"-address 0.0.0.0:80: " + loopback + "127.0.0.1:80": {
			"-address", "0.0.0.0:80",
		},
		"-address mock.example:80: " + loopback + "127.0.0.1:80": {
			"-address", "mock.example:80",
		},
		"-order is about the attachments of -attachments: say how many, or leave it out":      {"-record", "Deals/1=a.json", "-order", "oldest"},
		"-link-every is about the attachments of -attachments: say how many, or leave it out": {"-link-every", "5"},
		"-list" + orMadeUp("-attachments"):                                                    {"-attachments", "1", "-list"},
		"-list" + orMadeUp("-paging"):                                                         {"-list", "-paging", "old"},
		"-scenario" + orMadeUp("-record"):                                                     {"-record", "Deals/1=a.json", "-scenario", "all"},
		"-scenario" + orMadeUp("-page-rows"):                                                  {"-scenario", "empty-204", "-page-rows", "5"},
		"-recordings" + orMadeUp("-records"):                                                  {"-records", "Deals=1", "-recordings", "."},
		"-latency -1s: want no less than 0": {
			"-latency", "-1s",
		},
		"-concurrency -1: want no less than 0, which is no limit": {
			"-concurrency", "-1",
		},
		"-page-rows 201: want 1 to 200, as many as Zoho serves at most": {
			"-attachments", "1", "-page-rows", "201",
		},
		"-page-rows 0: want 1 to 200, as many as Zoho serves at most": {
			"-attachments", "1", "-page-rows", "0",
		},
		"-link-every 0: want 1 or more": {
			"-attachments", "1", "-link-every", "0",
		},
		"-order random: want newest, oldest or shuffled": {
			"-attachments", "1", "-order", "random",
		},
		"-paging pages: want token, number or old": {
			"-attachments", "1", "-paging", "pages",
		},
		"-scenario four-pages: no recording is called so; -list names them all": {
			"-scenario", "three-pages,four-pages",
		},
		"-recordings " + empty + ": no recording (*.yaml) is there": {
			"-recordings", empty,
		},
		"-record Deals: want a record and a file, as in Deals/4876876000000376008=attachments.json": {
			"-record", "Deals",
		},
		"-record Deals=a.json: want a record and a file, as in Deals/4876876000000376008=attachments.json": {
			"-record", "Deals=a.json",
		},
		"-record Deals/x=a.json: want a record and a file, as in Deals/4876876000000376008=attachments.json": {
			"-record", "Deals/x=a.json",
		},
		"-record De als/1=a.json: want a record and a file, as in Deals/4876876000000376008=attachments.json": {
			"-record", "De als/1=a.json",
		},
		"-record Deals/1=" + absent + ": open " + absent + ": no such file or directory": {
			"-record", "Deals/1=" + absent,
		},
		"-record Deals/1=" + text + ": " + text + noList + "invalid character 'o' in literal null (expecting 'u')": {
			"-record", "Deals/1=" + text,
		},
		"-record Deals/1=" + object + ": " + object + notAList: {
			"-record", "Deals/1=" + object,
		},
		"-record Deals/1=" + noID + ": attachment 2 of " + noID + " has no id, which Zoho always gives": {"-record", "Deals/1=" + noID},
		"-records Deals: " + wantRecords:          {"-records", "Deals"},
		"-records =deals.json: " + wantRecords:    {"-records", "=deals.json"},
		"-records Deals/1=a.json: " + wantRecords: {"-records", "Deals/1=a.json"},
		"-records Deals=3: the records of Deals are given twice": {
			"-records", "Deals=20", "-records", "Leads=1", "-records", "Deals=3",
		},
		"-records Deals=-1: want 0 to 100000 records":                                                            {"-records", "Deals=-1"},
		"-records Deals=100001: want 0 to 100000 records":                                                        {"-records", "Deals=100001"},
		"-records Deals=" + absent + ": open " + absent + ": no such file or directory":                          {"-records", "Deals=" + absent},
		"-records Deals=" + object + ": " + object + notAList:                                                    {"-records", "Deals=" + object},
		"-records Deals=" + noID + ": in " + noID + " record 2 has no id of digits":                              {"-records", "Deals=" + noID},
		"-records Deals=" + own + ": attachment 1 of record 1 of " + own + " has no id, which Zoho always gives": {"-records", "Deals=" + own},
		"-fault @2: write a kind and what it meets, as in 503, 503@2 or 429*3; -help tells all":                  {"-fault", "@2"},
		"-fault 503@2@3: write a kind and what it meets, as in 503, 503@2 or 429*3; -help tells all":             {"-fault", "503@2@3"},
		"-fault 503@0: after @ comes a page, as in @2, @2+ or @each":                                             {"-fault", "503@0"},
		"-fault 503@: after @ comes a page, as in @2, @2+ or @each":                                              {"-fault", "503@"},
		"-fault 503@+2: after @ comes a page, as in @2, @2+ or @each":                                            {"-fault", "503@+2"},
		"-fault 503#each: after # comes a request, as in #4 or #4+":                                              {"-fault", "503#each"},
		"-fault 503*0: after * comes how often, 1 or more":                                                       {"-fault", "503*0"},
		"-fault 503@2*: after * comes how often, 1 or more":                                                      {"-fault", "503@2*"},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			status, stdout, stderr := runFor(args...)
			if status != exitUsage || stdout != "" || stderr != "mock: "+want+"\n" {
				t.Errorf("%q: exit status %d\n%s%s", args, status, stdout, stderr)
			}
		})
	}
	status, _, stderr := runFor("-fault", "5O3")
	if status != exitUsage || !strings.HasPrefix(stderr, `mock: -fault 5O3: no fault is called "5O3"; there are 401, `) {
		t.Errorf("exit status %d: %s", status, stderr)
	}
}

// The help tells of every flag, and of no other; of every kind of fault; and fits a terminal.
func TestHelp(t *testing.T) {
	t.Parallel()
	status, help, stderr := runFor("-help")
	if status != 0 || stderr != "" {
		t.Errorf("exit status %d: %s", status, stderr)
	}
	described := map[string]bool{}
	for _, match := range regexp.MustCompile(`(?m)^  -([a-z-]+) `).FindAllStringSubmatch(help, -1) {
		described[match[1]] = true
	}
	o := new(options)
	o.flags().VisitAll(func(f *flag.Flag) {
		if !described[f.Name] {
			t.Errorf("the help says nothing of -%s", f.Name)
		}
		delete(described, f.Name)
	})
	if len(described) > 0 {
		t.Errorf("there is no %v", described)
	}
	for _, kind := range faults.Kinds() {
		if !regexp.MustCompile(`(?m)^  ` + kind.String() + ` +` + regexp.QuoteMeta(kind.Description()) + `$`).MatchString(help) {
			t.Errorf("the help does not describe %s", kind)
		}
	}
	for _, want := range []string{
		"\nFiles and folders are relative to the folder that the mock runs in: with make,\nthat is the root of the repository.\n",
		" 20 deals, which COQL\nfinds, and ", ": Leads/4876876000000376008.\n",
		"issues at most ten\ntokens in ten minutes, and each is valid only for its scopes.\n",
	} {
		if !strings.Contains(help, want) {
			t.Errorf("the help does not say %q", want)
		}
	}
	for line := range strings.Lines(help) {
		if len(line) > 81 {
			t.Errorf("%d characters: %s", len(line)-1, line)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	status, list, stderr := runFor("-list", "-scenario", "empty-204,three-pages,query-sample")
	const want = `NAME          MODULE  RECORD ID            TITLE
empty-204     Leads   4876876000000410001  A record without attachments: 204 and no body.
three-pages   Deals   4876876000000391002  Three pages, read by page token: 200, 200 and 50 files.
query-sample  Leads   -                    COQL: the documented sample, one lead.
`
	if status != 0 || list != want || stderr != "" {
		t.Errorf("exit status %d\n%s%s\nwant\n%s", status, list, stderr, want)
	}
	_, all, _ := runFor("-list")
	if lines := strings.Count(all, "\n"); lines != 1+len(cassettes.Scenarios())+len(cassettes.Queries()) {
		t.Errorf("%d lines:\n%s", lines, all)
	}
}

// A run that ends at once says what it would serve, and what came: nothing. localhost is 127.0.0.1.
func TestRun(t *testing.T) {
	t.Parallel()
	status, stdout, stderr := runFor("-address", "localhost:0", "-attachments", "3")
	if status != 0 || stderr != "" || !strings.Contains(stdout, "played on this machine: http://127.0.0.1:") ||
		!strings.HasSuffix(stdout, "Requests, as they arrive; Ctrl-C ends:\n\n\n0 requests, 0 attachments, 0 faults\n") {
		t.Errorf("exit status %d\n%s%s", status, stdout, stderr)
	}
}

// The default port that is taken is no trouble; one that was asked for is.
func TestPortIsTaken(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", freePort)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	taken := listener.Addr().String()
	status, _, stderr := runFor("-address", taken)
	want := "mock: -address " + taken + " is taken: by another mock, perhaps; -address 127.0.0.1:0 takes a free port\n"
	if status != exitFailed || stderr != want {
		t.Errorf("exit status %d: %s\nwant %s", status, stderr, want)
	}

	out := newShown()
	o := options{address: taken, attachments: -1, pageRows: 200}
	s, err := program{newScreen(out, false, ticks())}.start(o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if want := taken + " is taken: this is a free port instead. -address chooses one.\n"; out.String() != want || s.URL() == "http://"+taken {
		t.Errorf("%s: %q, want %q", s.URL(), out, want)
	}
}

// Standard output that is a file is no terminal.
func TestIsTerminal(t *testing.T) {
	t.Parallel()
	file, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if isTerminal(file) || isTerminal(new(strings.Builder)) {
		t.Error("taken for a terminal")
	}
}
