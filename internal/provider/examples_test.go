package provider_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

func examples() []example {
	const dataSource, many = "data-sources/zohocrm_record_attachments/", "data-sources/zohocrm_attachments/"
	const found = "data-sources/zohocrm_records/"
	record := map[string]string{"module": "Deals", "record_id": "4876876000000376008"}
	return []example{
		{path: "demo", recorded: true},
		{path: "provider/provider.tf"},
		{path: dataSource + "data-source.tf", recorded: true},
		{path: dataSource + "all_fields.tf", recorded: true},
		{path: dataSource + "additional_fields.tf"},
		{path: dataSource + "check.tf"},
		{path: dataSource + "file_ids.tf"},
		{path: dataSource + "postcondition.tf"},
		{path: many + "data-source.tf"},
		{path: many + "check.tf"},
		{path: many + "chunks.tf"},
		{path: many + "inventory.tf"},
		{path: many + "postcondition.tf"},
		{path: found + "attachments.tf"},
		{path: found + "data-source.tf"},
		{path: found + "times_and_lists.tf"},
		{path: found + "values.tf"},
		{path: "ephemeral-resources/zohocrm_attachments/ephemeral-resource.tf"},
		{path: "ephemeral-resources/zohocrm_record_attachments/ephemeral-resource.tf", recorded: true},
		{path: "ephemeral-resources/zohocrm_records/audit.tf"},
		{path: "ephemeral-resources/zohocrm_records/ephemeral-resource.tf"},
		{path: "functions/coql_literal/function.tf"},
		{path: "functions/parse_record_url/function.tf"},
		{path: "functions/required_scopes/function.tf"},
		{path: "recipes/closed-deals", variables: map[string]string{"since": "2026-01-01"}},
		{path: "recipes/ephemeral-secrets", aliases: []string{""}, refreshes: true, variables: map[string]string{
			"client_id": accounts.ClientID, "client_secret": accounts.ClientSecret,
			"refresh_token": accounts.RefreshToken,
		}},
		{path: "recipes/files-as-csv", variables: record},
		{path: "recipes/large-or-old-files", variables: map[string]string{
			"module": "Deals", "record_id": "4876876000000376008", "not_before": "2022-04-20T00:00:00Z",
		}},
		{path: "recipes/signed-contract", variables: map[string]string{"deal_id": "4876876000000376008"}},
		{path: "recipes/signed-contracts", variables: map[string]string{"deal_ids": `["4876876000000376008", "4876876000000376010"]`}},
		{path: "recipes/tested-module", recorded: true, variables: map[string]string{"module": "Leads", "record_id": "4876876000000376008"}},
		{path: "recipes/two-data-centres", aliases: []string{"eu", "us"}, variables: map[string]string{
			"eu_oauth_token": zohocrmtest.Token, "us_oauth_token": zohocrmtest.Token,
		}},
	}
}

// exampleNamed finds one of the examples.
func exampleNamed(tb testing.TB, name string) example {
	tb.Helper()
	all := examples()
	i := slices.IndexFunc(all, func(e example) bool { return e.path == name })
	if i < 0 {
		tb.Fatalf("no example is called %s", name)
	}
	return all[i]
}

// exampleRecords are the records that every example is run against: one with files and a link, one whose attachments lack
// all that Zoho may leave out, and one without attachments.
func exampleRecords() map[string]rows.Rows {
	return map[string]rows.Rows{
		"files": rows.Projected(
			`{"id": "4876876000001033007", "File_Name": "Contract-2022-signed.pdf", "Size": "482113",
				"$file_id": "i5lib37dd317434ed4470b9e43bc4db0e229a",
				"Created_Time": "2022-04-25T09:12:03+05:30",
				"Owner": {"id": "4876876000000327001", "name": "Patricia Boyle", "email": "patricia.boyle@zohocorp.com"},
				"$type": "File", "$link_url": null, "Attachment_Source__s": "Desktop"}`,
			`{"id": "4876876000001028004", "File_Name": "Price list", "Size": "0", "$file_id": null,
				"Created_Time": "2022-04-22T16:40:11+05:30",
				"Owner": {"id": "4876876000000327001", "name": "Patricia Boyle", "email": "patricia.boyle@zohocorp.com"},
				"$type": "Link URL", "$link_url": "https://www.example.com/prices"}`,
			`{"id": "4876876000001014012", "File_Name": "=HYPERLINK(\"https://www.example.com\")", "Size": "12582912",
				"$file_id": "2rsp48b6960fb9f4d444dada8740791775f35",
				"Created_Time": "2022-04-19T11:05:59+05:30", "Owner": {"id": "4876876000000327004", "name": "John CRM"},
				"$type": "File", "$link_url": null}`,
		),
		"nulls": rows.Projected(
			nullRow("3", "null", "null"),
			nullRow("2", `{"id": null, "name": null, "email": null}`, `{"id": null, "name": null}`),
			`{"id": "1"}`,
		),
		"none": rows.Attachments(0),
	}
}

// nullRow is an attachment of nulls, but for its id.
func nullRow(id, user, parent string) string {
	row := map[string]json.RawMessage{"Attachment_Source__s": json.RawMessage("null")}
	for _, key := range documentedKeys {
		switch key {
		case "id":
			row[key] = json.RawMessage(`"` + id + `"`)
		case "Owner", "Created_By", "Modified_By":
			row[key] = json.RawMessage(user)
		case "Parent_Id":
			row[key] = json.RawMessage(parent)
		default:
			row[key] = json.RawMessage("null")
		}
	}
	text, err := json.Marshal(row)
	if err != nil {
		panic(err) // the parts are JSON
	}
	return string(text)
}

// TestAccExamples applies every example with the real CLI: on records of every kind, and on its recording where there is
// one. What comes of it is held by a golden file (go test ./internal/provider -run TestAccExamples -update).
func TestAccExamples(t *testing.T) {
	t.Parallel()
	type run struct {
		name  string
		from  example
		start func(testing.TB) server
	}
	var runs []run
	for _, e := range examples() {
		if e.recorded {
			runs = append(runs, run{e.path + ", recorded", e, func(tb testing.TB) server { return zohocrmtest.StartReplay(tb) }})
		}
		for _, kind := range []string{"files", "nulls", "none"} {
			runs = append(runs, run{e.path + ", " + kind, e, func(tb testing.TB) server {
				return zohocrmtest.StartMock(tb, zohocrmtest.WithAnyRecord(exampleRecords()[kind]),
					zohocrmtest.WithRecords("Deals", exampleDeals(tb, kind)))
			}})
		}
	}
	want, err := exampleSections()
	if err != nil && !*update {
		t.Fatal(err)
	}
	got := make([]string, len(runs))
	t.Run("runs", func(t *testing.T) {
		for i, r := range runs {
			t.Run(r.name, func(t *testing.T) {
				t.Parallel()
				c := r.from.prepare(t, r.start(t))
				if c.refusesTooNew(r.from.config(t)) {
					return
				}
				got[i] = c.apply().String()
				if !*update && got[i] != want[r.name] {
					t.Errorf(
						"not as %s has it; if that is meant, run: go test ./internal/provider -run TestAccExamples -update\ngot:\n%s\nwant:\n%s",
						exampleGolden, got[i], want[r.name],
					)
				}
			})
		}
	})
	for name := range want {
		if !slices.ContainsFunc(runs, func(r run) bool { return r.name == name }) && !*update {
			t.Errorf("%s has %q, which is not run", exampleGolden, name)
		}
	}
	if *update {
		var text strings.Builder
		for i, r := range runs {
			text.WriteString("# " + r.name + "\n" + got[i])
		}
		if err := os.WriteFile(exampleGolden, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestExamplesAreRun holds that no configuration in examples/ is without a test, and that each requires a version as a user's would.
func TestExamplesAreRun(t *testing.T) {
	t.Parallel()
	err := fs.WalkDir(os.DirFS(filepath.Join(repository, "examples")), ".", func(name string, _ fs.DirEntry, err error) error {
		isConfig := path.Ext(name) == ".tf" || path.Ext(name) == ".hcl"
		isRun := func(e example) bool { return e.path == name || strings.HasPrefix(name, e.path+"/") }
		if err == nil && isConfig && !slices.ContainsFunc(examples(), isRun) {
			t.Errorf("examples/%s is in no example of this test", name)
		}
		if err == nil && isConfig && !strings.HasPrefix(name, "demo/") { // which runs what was built
			config := readText(t, filepath.Join(repository, "examples", name))
			if strings.Contains(config, "required_providers") && !strings.Contains(config, "version = \"~> ") {
				t.Errorf("examples/%s requires any version of the provider", name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
