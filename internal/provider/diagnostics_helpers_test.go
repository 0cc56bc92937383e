package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// wantNone fails where there is any diagnostic.
func wantNone(tb testing.TB, diags []*tfprotov6.Diagnostic) {
	tb.Helper()
	for _, d := range diags {
		tb.Errorf("unexpected %s at %s: %s: %s", d.Severity, d.Attribute, d.Summary, d.Detail)
	}
	if len(diags) > 0 {
		tb.FailNow()
	}
}

// wantError fails unless there is one diagnostic, an error at the attribute (or at none) with the summary, whose detail
// holds every one of the words.
func wantError(tb testing.TB, diags []*tfprotov6.Diagnostic, attribute, summary string, words ...string) {
	tb.Helper()
	if len(diags) != 1 {
		tb.Fatalf("got %d diagnostics %v, want 1", len(diags), summaries(diags))
	}
	d := diags[0]
	if d.Severity != tfprotov6.DiagnosticSeverityError {
		tb.Errorf("severity is %s, want an error", d.Severity)
	}
	if d.Summary != summary {
		tb.Errorf("summary is %q, want %q", d.Summary, summary)
	}
	if at := attributeOf(d); at != attribute {
		tb.Errorf("attribute is %q, want %q", at, attribute)
	}
	for _, word := range words {
		if !strings.Contains(d.Detail, word) {
			tb.Errorf("detail does not hold %q:\n%s", word, d.Detail)
		}
	}
}

// attributeOf writes the path of a diagnostic as fields["name"] or timeouts.read.
func attributeOf(d *tfprotov6.Diagnostic) string {
	var path strings.Builder
	for _, step := range d.Attribute.Steps() {
		switch step := step.(type) {
		case tftypes.AttributeName:
			path.WriteString("." + string(step))
		case tftypes.ElementKeyInt:
			fmt.Fprintf(&path, "[%d]", step)
		case tftypes.ElementKeyValue:
			path.WriteString(strings.TrimPrefix(tftypes.Value(step).String(), "tftypes.String"))
		}
	}
	return strings.TrimPrefix(path.String(), ".")
}

func summaries(diags []*tfprotov6.Diagnostic) []string {
	var all []string
	for _, d := range diags {
		all = append(all, d.Summary+": "+d.Detail)
	}
	return all
}
