package faults_test

import (
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
)

func TestKindNamed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, kind := range faults.Kinds() {
		name := kind.String()
		if seen[name] || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || name == "" {
			t.Errorf("the name %q is not one in kebab case, once", name)
		}
		seen[name] = true
		if text := kind.Description(); text == "" || len(text) > 56 || strings.ContainsAny(text, "\n") {
			t.Errorf("%s: the description %q is not a line of a list", name, text)
		}
		if found, err := faults.KindNamed(name); err != nil || found.String() != name {
			t.Errorf("%q: found %q, %v", name, found, err)
		}
	}
	_, err := faults.KindNamed("no-such")
	if err == nil || !strings.HasPrefix(err.Error(), `no fault is called "no-such"; there are 401, scope-mismatch, 403, 429, `) {
		t.Errorf("error %v", err)
	}
}
