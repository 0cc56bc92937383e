package main

import (
	"bytes"
	"testing"
)

// Each check has its line; what is listed passes, what is not fails, and what is listed and gone fails too.
func TestReport(t *testing.T) {
	agreeing := func() *check {
		c := &check{sdk: "nodejs", scenario: "s", aspect: "info"}
		c.agree(true, "page", "")
		c.agree(true, "count", "")
		return c
	}
	differing := func(scenario, aspect string) *check {
		c := &check{sdk: "nodejs", scenario: scenario, aspect: aspect}
		c.agree(false, "Size", "the SDK gives %d", 1)
		c.agree(false, "Size", "the SDK gives %d", 2)
		return c
	}
	listed := known{scenario: "s", aspect: "attachments", where: "Size", reason: "Zoho's documents disagree"}
	for name, test := range map[string]struct {
		known  []known
		checks []*check
		ok     bool
		want   string
	}{
		"agreeing": {nil, []*check{agreeing()}, true, `agrees      nodejs: s: info (2 values)

1 checks of 2 values: 1 agree, 0 disagree as listed, 0 notice what is broken on purpose, 0 disagree; 0 listed disagreements are gone.
`},
		"listed": {[]known{listed}, []*check{differing("s", "attachments")}, true, `listed      nodejs: s: attachments (2 values)
            Size: Zoho's documents disagree

1 checks of 2 values: 0 agree, 1 disagree as listed, 0 notice what is broken on purpose, 0 disagree; 0 listed disagreements are gone.
`},
		"of another aspect, and gone": {[]known{listed}, []*check{differing("s", "output")}, false, `DISAGREES   nodejs: s: output (2 values)
            Size, 2 times: the SDK gives 1
GONE        nodejs: s: attachments: Size is listed, and they agree: Zoho's documents disagree

1 checks of 2 values: 0 agree, 0 disagree as listed, 0 notice what is broken on purpose, 1 disagree; 1 listed disagreements are gone.
`},
		"of another SDK": {
			[]known{{sdk: "typescript", aspect: "attachments", where: "Size", reason: "r"}},
			[]*check{differing("s", "attachments")},
			false, `DISAGREES   nodejs: s: attachments (2 values)
            Size, 2 times: the SDK gives 1

1 checks of 2 values: 0 agree, 0 disagree as listed, 0 notice what is broken on purpose, 1 disagree; 0 listed disagreements are gone.
`,
		},
		"on purpose": {
			[]known{{scenario: "broken: s", aspect: "attachments", where: "Size", reason: "on purpose"}},
			[]*check{differing("broken: s", "attachments")},
			true, `noticed     nodejs: broken: s: attachments (2 values)
            Size: on purpose

1 checks of 2 values: 0 agree, 0 disagree as listed, 1 notice what is broken on purpose, 0 disagree; 0 listed disagreements are gone.
`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			r := newReport(&out, test.known)
			for _, c := range test.checks {
				r.add(c)
			}
			if ok := r.end([]string{"nodejs"}); ok != test.ok || out.String() != test.want {
				t.Errorf("%t:\n%s\nwant %t:\n%s", ok, &out, test.ok, test.want)
			}
		})
	}
}
