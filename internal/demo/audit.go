package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/mitchellh/go-wordwrap"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terminal"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// audit is what an apply of examples/recipes/closed-deals left in its state.
type audit struct {
	deals    int
	since    string
	unsigned map[string]deal
	checks   []check
}

// deal is an element of the output "unsigned".
type deal struct {
	Name    *string `json:"name"`
	Owner   *string `json:"owner"`
	Account *string `json:"account"`
}

// audit shows the recipe at work: deals found by a condition, one of them without its contract.
func (d demo) audit(ctx context.Context, screen screen, cli terraformcli.CLI, space workspace) error {
	options, err := deals()
	if err != nil {
		return err
	}
	mock, err := zohocrmtest.NewMock(options...)
	if err != nil {
		return err
	}
	defer mock.Close()
	screen.step("Playing Zoho CRM with five deals on %s", mock.URL())

	tool := tool{path: cli.Path, dir: space.audit, env: space.environ(mock.URL(), zohocrmtest.Token)}
	screen.step("%s apply -var since=%s (%s)", cli.Product.Executable(), since, cli)
	if _, err := tool.run(ctx, "apply", "-auto-approve", "-input=false", "-no-color", "-var", "since="+since); err != nil {
		return err
	}
	shown, err := tool.run(ctx, "show", "-json")
	if err != nil {
		return err
	}
	a, err := readAudit(shown)
	if err != nil {
		return err
	}
	screen.audit(a)
	screen.queries(mock.Requests())
	return a.asMeant()
}

// readAudit reads what `show -json` prints.
func readAudit(shown []byte) (audit, error) {
	var state tfjson.State
	if err := json.Unmarshal(shown, &state); err != nil {
		return audit{}, fmt.Errorf("reading the state: %w", err)
	}
	a := audit{checks: readChecks(state.Checks)}
	var checked struct {
		Deals int    `json:"deals"`
		Since string `json:"since"`
	}
	for name, into := range map[string]any{"checked": &checked, "unsigned": &a.unsigned} {
		if err := readOutput(state, name, into); err != nil {
			return audit{}, fmt.Errorf("reading the output %q: %w", name, err)
		}
	}
	a.deals, a.since = checked.Deals, checked.Since
	return a, nil
}

// asMeant is nil where the audit found what [deals] have in them: a deal without a contract, and nothing else amiss.
func (a audit) asMeant() error {
	for _, c := range a.checks {
		if (c.status == tfjson.CheckStatusFail) != (c.name == "signed_contracts") {
			return errors.New("the check " + c.name + " did not end as it should")
		}
	}
	if a.deals != 3 || len(a.unsigned) != 1 || len(a.checks) != 2 {
		return errors.New("the audit did not find the deal without a contract, and that alone")
	}
	return nil
}

// audit shows which deals lack a contract.
func (s screen) audit(a audit) {
	title := fmt.Sprintf("Deals won since %s: %d, %d without a signed contract", printable(a.since), a.deals, len(a.unsigned))
	s.Line("\n%s", s.Style(terminal.Bold, title))
	if len(a.unsigned) > 0 {
		var rows [][]string
		for _, id := range slices.Sorted(maps.Keys(a.unsigned)) {
			d := a.unsigned[id]
			rows = append(rows, []string{text(d.Name), text(d.Owner), text(d.Account), id})
		}
		lines := table([]column{{title: "DEAL", limit: 40}, {title: "OWNER", limit: 30}, {title: "ACCOUNT", limit: 30}, {title: "ID"}}, rows)
		s.Line("\n  %s", s.Style(terminal.Faint, lines[0]))
		for _, line := range lines[1:] {
			s.Line("  %s", line)
		}
	}
	s.checks(a.checks)
}

// queries shows the calls that were made of the API: the queries, and then the attachments, which are read concurrently, by
// record.
func (s screen) queries(requests []zohocrmtest.Request) {
	slices.SortStableFunc(requests, func(a, b zohocrmtest.Request) int {
		return cmp.Or(strings.Compare(b.Method, a.Method), strings.Compare(a.URI, b.URI))
	})
	s.Line("\n%s", s.Style(terminal.Bold, terminal.Plural(len(requests), "API call")))
	for _, r := range requests {
		path, _, _ := strings.Cut(r.URI, "?")
		what := "attachment"
		query, isQuery := r.Query()
		if isQuery {
			what = "record"
		}
		s.Line("  %s %s: %d, %s", r.Method, path, r.Status, terminal.Plural(r.Rows, what))
		for line := range strings.Lines(wordwrap.WrapString(printable(query), 80)) {
			s.Line("      %s", s.Style(terminal.Faint, strings.TrimSpace(line)))
		}
	}
}
