package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// events of a test as `go test -json` writes them: what it printed, and how it ended.
func events(test, action string, lines ...string) string {
	var text strings.Builder
	for _, line := range append([]string{"=== RUN   " + test}, append(lines, "--- "+action+": "+test)...) {
		fmt.Fprintf(&text, `{"Action":"output","Package":"a","Test":%q,"Output":%q}`+"\n", test, line+"\n")
	}
	fmt.Fprintf(&text, `{"Action":%q,"Package":"a","Test":%q,"Elapsed":0.1}`+"\n", action, test)
	return text.String()
}

func TestGate(t *testing.T) {
	t.Parallel()
	const (
		lacks   = "OpenTofu 1.10.6 has no ephemeral resources: those came with 1.11"
		passA   = `{"Action":"pass","Package":"a","Elapsed":0.1}` + "\n"
		noTests = `{"Action":"skip","Package":"b"}` + "\n"
		every   = "every test has to run that the CLI is not too old for"
	)
	accepted := events("TestAccRead", "pass")
	tooOld := events("TestAccEphemeral", "skip", "    needs_test.go:52: "+lacks)
	tests := map[string]struct {
		cli    string // a version of OpenTofu; 1.12.6 where there is none
		events string
		out    string
		err    string
	}{
		"all pass": {
			events: accepted + events("TestB/c", "pass") + events("TestB", "pass") + passA + noTests,
			out:    "acceptance tests passed on OpenTofu 1.12.6: 1\n3 passed, 0 failed, 0 skipped\n",
		},
		"a test has something to show": {
			events: events("TestTable", "pass", "    faults_test.go:89: summary: table of 9 cells") + accepted,
			out:    "table of 9 cells\nacceptance tests passed on OpenTofu 1.12.6: 1\n2 passed, 0 failed, 0 skipped\n",
		},
		"a test fails, which gotestsum tells": {
			events: accepted + events("TestB", "fail"),
			out:    "acceptance tests passed on OpenTofu 1.12.6: 1\n1 passed, 1 failed, 0 skipped\n",
		},
		"an acceptance test is skipped": {
			events: events("TestAccRead", "skip", "    testing.go:1: Acceptance tests skipped unless env 'TF_ACC' set"),
			out: "skipped: a TestAccRead: Acceptance tests skipped unless env 'TF_ACC' set\n" +
				"acceptance tests passed on OpenTofu 1.12.6: 0\n0 passed, 0 failed, 1 skipped\n",
			err: "skipped: 1; " + every + "\nno acceptance test passed",
		},
		"another test is skipped, without a word": {
			events: accepted + events("TestB", "skip"),
			out:    "skipped: a TestB: \nacceptance tests passed on OpenTofu 1.12.6: 1\n1 passed, 0 failed, 1 skipped\n",
			err:    "skipped: 1; " + every,
		},
		"the CLI is too old for a test": {
			cli:    "1.10.6",
			events: accepted + tooOld,
			out:    "skipped: a TestAccEphemeral: " + lacks + "\nacceptance tests passed on OpenTofu 1.10.6: 1\n1 passed, 0 failed, 1 skipped\n",
		},
		"the CLI is too old for one test and another is skipped": {
			cli:    "1.10.6",
			events: accepted + tooOld + events("TestB", "skip"),
			out: "skipped: a TestAccEphemeral: " + lacks + "\nskipped: a TestB: \n" +
				"acceptance tests passed on OpenTofu 1.10.6: 1\n1 passed, 0 failed, 2 skipped\n",
			err: "skipped: 1; " + every,
		},
		"a test took the CLI for too old": {
			events: accepted + tooOld,
			out:    "skipped: a TestAccEphemeral: " + lacks + "\nacceptance tests passed on OpenTofu 1.12.6: 1\n1 passed, 0 failed, 1 skipped\n",
			err:    "skipped: 1; " + every,
		},
		"there is no acceptance test": {
			events: events("TestB", "pass") + passA,
			out:    "acceptance tests passed on OpenTofu 1.12.6: 0\n1 passed, 0 failed, 0 skipped\n",
			err:    "no acceptance test passed",
		},
		"no run at all": {
			out: "acceptance tests passed on OpenTofu 1.12.6: 0\n0 passed, 0 failed, 0 skipped\n",
			err: "no acceptance test passed",
		},
		"a line cut short": {events: accepted + `{"Action":"pa`, err: "the events end before the run did"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "test.json")
			if err := os.WriteFile(path, []byte(test.events), 0o600); err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			err := run(&out, path, terraformcli.CLI{Product: terraformcli.OpenTofu, Version: cmp.Or(test.cli, "1.12.6")})
			if out.String() != test.out {
				t.Errorf("wrote:\n%s\nwant:\n%s", out.String(), test.out)
			}
			if (err != nil) != (test.err != "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("got error %v, want %q", err, test.err)
			}
		})
	}
	if err := run(new(strings.Builder), filepath.Join(t.TempDir(), "absent.json"), terraformcli.CLI{}); !os.IsNotExist(err) {
		t.Errorf("got %v, want that there is no such file", err)
	}
}
