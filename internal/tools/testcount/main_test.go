package main

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
)

// Events of packages a and b, as `go test -json` writes them.
const (
	startA  = `{"Action":"start","Package":"a"}` + "\n"
	passA   = `{"Action":"pass","Package":"a","Elapsed":0.1}` + "\n"
	failA   = `{"Action":"fail","Package":"a","Elapsed":0.1}` + "\n"
	accPass = `{"Action":"run","Package":"a","Test":"TestAccRead"}` + "\n" +
		`{"Action":"output","Package":"a","Test":"TestAccRead","Output":"=== RUN   TestAccRead\n"}` + "\n" +
		`{"Action":"pass","Package":"a","Test":"TestAccRead","Elapsed":0.1}` + "\n"
	accSkip = `{"Action":"run","Package":"a","Test":"TestAccRead"}` + "\n" +
		`{"Action":"output","Package":"a","Test":"TestAccRead","Output":"=== RUN   TestAccRead\n"}` + "\n" +
		`{"Action":"output","Package":"a","Test":"TestAccRead","Output":"    testing.go:1: Acceptance tests skipped unless env 'TF_ACC' set\n"}` + "\n" +
		`{"Action":"output","Package":"a","Test":"TestAccRead","Output":"--- SKIP: TestAccRead (0.00s)\n"}` + "\n" +
		`{"Action":"skip","Package":"a","Test":"TestAccRead","Elapsed":0}` + "\n"
	accOld = `{"Action":"run","Package":"a","Test":"TestAccEphemeral"}` + "\n" +
		`{"Action":"output","Package":"a","Test":"TestAccEphemeral","Output":"=== RUN   TestAccEphemeral\n"}` + "\n" +
		`{"Action":"output","Package":"a","Test":"TestAccEphemeral","Output":"    needs_test.go:52: OpenTofu 1.10.6 has no ephemeral resources: those came with 1.11\n"}` + "\n" +
		`{"Action":"output","Package":"a","Test":"TestAccEphemeral","Output":"--- SKIP: TestAccEphemeral (0.00s)\n"}` + "\n" +
		`{"Action":"skip","Package":"a","Test":"TestAccEphemeral","Elapsed":0}` + "\n"
	unitPass = `{"Action":"run","Package":"a","Test":"TestB/c"}` + "\n" + `{"Action":"pass","Package":"a","Test":"TestB/c"}` + "\n" +
		`{"Action":"pass","Package":"a","Test":"TestB"}` + "\n"
	unitFail = `{"Action":"run","Package":"a","Test":"TestB"}` + "\n" + `{"Action":"fail","Package":"a","Test":"TestB"}` + "\n"
	unitSkip = `{"Action":"run","Package":"a","Test":"TestB"}` + "\n" + `{"Action":"skip","Package":"a","Test":"TestB"}` + "\n"
	unitRuns = `{"Action":"run","Package":"a","Test":"TestB"}` + "\n"
	noTests  = `{"Action":"start","Package":"b"}` + "\n" + `{"Action":"skip","Package":"b"}` + "\n"
	noBuild  = `{"ImportPath":"b [b.test]","Action":"build-output","Output":"undefined: x\n"}` + "\n" +
		`{"ImportPath":"b [b.test]","Action":"build-fail"}` + "\n" +
		`{"Action":"start","Package":"b"}` + "\n" + `{"Action":"fail","Package":"b","FailedBuild":"b [b.test]"}` + "\n"
)

func TestRun(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		cli    string // a version of OpenTofu; 1.12.6 where there is none
		events string
		out    string
		err    string
	}{
		"all pass": {
			events: startA + accPass + unitPass + passA + noTests,
			out:    "1 acceptance test passed on OpenTofu 1.12.6\n3 passed, 0 failed, 0 skipped\n",
		},
		"a test has something to show": {
			events: startA + `{"Action":"output","Package":"a","Test":"TestTable","Output":"    faults_test.go:89: summary: table of 9 cells\n"}` + "\n" +
				`{"Action":"pass","Package":"a","Test":"TestTable"}` + "\n" + accPass + passA,
			out: "table of 9 cells\n1 acceptance test passed on OpenTofu 1.12.6\n2 passed, 0 failed, 0 skipped\n",
		},
		"an acceptance test is skipped": {
			events: startA + accSkip + unitPass + passA,
			out: "skipped: a TestAccRead: testing.go:1: Acceptance tests skipped unless env 'TF_ACC' set\n" +
				"0 acceptance tests passed on OpenTofu 1.12.6\n2 passed, 0 failed, 1 skipped\n",
			err: "skipped: 1; every test has to run that the CLI is not too old for\nno acceptance test passed",
		},
		"another test is skipped": {
			events: startA + accPass + unitSkip + passA,
			out:    "skipped: a TestB\n1 acceptance test passed on OpenTofu 1.12.6\n1 passed, 0 failed, 1 skipped\n",
			err:    "skipped: 1; every test has to run",
		},
		"there is no acceptance test": {
			events: startA + unitPass + passA,
			out:    "0 acceptance tests passed on OpenTofu 1.12.6\n2 passed, 0 failed, 0 skipped\n",
			err:    "no acceptance test passed",
		},
		"the CLI is too old for a test": {
			cli:    "1.10.6",
			events: startA + accPass + accOld + passA,
			out: "skipped: a TestAccEphemeral: needs_test.go:52: OpenTofu 1.10.6 has no ephemeral resources: those came with 1.11\n" +
				"1 acceptance test passed on OpenTofu 1.10.6\n1 passed, 0 failed, 1 skipped\n",
		},
		"the CLI is too old for one test and another is skipped": {
			cli:    "1.10.6",
			events: startA + accPass + accOld + unitSkip + passA,
			out: "skipped: a TestAccEphemeral: needs_test.go:52: OpenTofu 1.10.6 has no ephemeral resources: those came with 1.11\n" +
				"skipped: a TestB\n1 acceptance test passed on OpenTofu 1.10.6\n1 passed, 0 failed, 2 skipped\n",
			err: "skipped: 1; every test has to run",
		},
		"a test took the CLI for too old": {
			events: startA + accPass + accOld + passA,
			out: "skipped: a TestAccEphemeral: needs_test.go:52: OpenTofu 1.10.6 has no ephemeral resources: those came with 1.11\n" +
				"1 acceptance test passed on OpenTofu 1.12.6\n1 passed, 0 failed, 1 skipped\n",
			err: "skipped: 1; every test has to run",
		},
		"a test fails": {
			events: startA + accPass + unitFail + failA,
			out:    "failed: a TestB\n1 acceptance test passed on OpenTofu 1.12.6\n1 passed, 1 failed, 0 skipped\n",
			err:    "failed: 1",
		},
		"a package does not build": {
			events: startA + accPass + passA + noBuild,
			out:    "failed: b (outside its tests)\n1 acceptance test passed on OpenTofu 1.12.6\n1 passed, 1 failed, 0 skipped\n",
			err:    "failed: 1",
		},
		"a package fails after its tests": {
			events: startA + accPass + unitPass + failA,
			out:    "failed: a (outside its tests)\n1 acceptance test passed on OpenTofu 1.12.6\n3 passed, 1 failed, 0 skipped\n",
			err:    "failed: 1",
		},
		"a test never ends": {
			events: startA + accPass + unitRuns + failA,
			out:    "failed: a TestB (never ended)\n1 acceptance test passed on OpenTofu 1.12.6\n1 passed, 1 failed, 0 skipped\n",
			err:    "failed: 1",
		},
		"the run is cut off": {
			events: startA + accPass,
			out:    "failed: a (never ended)\n1 acceptance test passed on OpenTofu 1.12.6\n1 passed, 1 failed, 0 skipped\n",
			err:    "failed: 1",
		},
		"no run at all": {
			out: "0 acceptance tests passed on OpenTofu 1.12.6\n0 passed, 0 failed, 0 skipped\n",
			err: "no acceptance test passed",
		},
		"a line of the compiler's": {
			events: "# a\nnote: something\n" + startA + accPass + passA,
			out:    "1 acceptance test passed on OpenTofu 1.12.6\n1 passed, 0 failed, 0 skipped\n",
		},
		"a line cut short": {
			events: startA + accPass + passA + `{"Action":"pa`,
			err:    "a line is not an event",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "test.json")
			if err := os.WriteFile(path, []byte(test.events), 0o600); err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			err := run(&out, path, openTofu(cmp.Or(test.cli, "1.12.6")))
			if out.String() != test.out {
				t.Errorf("wrote:\n%s\nwant:\n%s", out.String(), test.out)
			}
			if (err != nil) != (test.err != "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("got error %v, want %q", err, test.err)
			}
		})
	}
}

func TestRunWithoutAFile(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(&out, filepath.Join(t.TempDir(), "absent.json"), openTofu("1.12.6")); !os.IsNotExist(err) {
		t.Errorf("got %v, want that there is no such file", err)
	}
}

func openTofu(version string) terraformcli.CLI {
	return terraformcli.CLI{Product: terraformcli.OpenTofu, Version: version}
}
