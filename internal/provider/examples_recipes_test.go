package provider_test

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/faults"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// TestAccExampleZohoDown holds what an outage of Zoho comes to: a warning for a read inside a check, an error for a block
// of its own.
func TestAccExampleZohoDown(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		status   int
		severity string
	}{
		"data-sources/zohocrm_attachments/check.tf":                {0, "warning"},
		"recipes/signed-contract":                                  {0, "warning"},
		"recipes/signed-contracts":                                 {0, "warning"},
		"recipes/closed-deals":                                     {1, "error"},
		"recipes/large-or-old-files":                               {1, "error"},
		"data-sources/zohocrm_records/attachments.tf":              {1, "error"},
		"data-sources/zohocrm_record_attachments/check.tf":         {0, "warning"},
		"data-sources/zohocrm_record_attachments/postcondition.tf": {1, "error"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(exampleRecords()["files"]),
				zohocrmtest.WithFaults(faults.Fault{On: faults.EveryCall(), Kind: faults.ServiceUnavailable()}))
			e := exampleNamed(t, name)
			c := e.prepare(t, mock)
			if c.refusesTooNew(e.config(t)) {
				return
			}
			c.Env = append(c.Env, "ZOHOCRM_MAX_RETRIES=0")
			got := c.apply()
			if got.status != want.status || len(got.diagnostics) == 0 {
				t.Errorf("got %s", got)
			}
			for _, d := range got.diagnostics {
				if !strings.HasPrefix(d, want.severity+": Zoho CRM Server Error: ") {
					t.Errorf("got %s", d)
				}
			}
		})
	}
}

// TestAccExampleDeletedDeal holds what becomes of the examples that collect errors where one of two deals was deleted: the
// other is judged, and the run goes on.
func TestAccExampleDeletedDeal(t *testing.T) {
	t.Parallel()
	why := noSuchDeal("4876876000000376009")
	for name, want := range map[string]struct {
		outputs  map[string]string
		warnings []string
	}{
		"data-sources/zohocrm_attachments/data-source.tf": {outputs: map[string]string{
			"file_names": `{"4876876000000376008":["Contract-2022-signed.pdf","Price list","=HYPERLINK(\"https://www.example.com\")"]}`,
			"unread":     `{"4876876000000376009":"` + why + `"}`,
		}},
		"ephemeral-resources/zohocrm_attachments/ephemeral-resource.tf": {warnings: []string{
			"warning: Check block assertion failed: A deal could not be read.",
			"warning: Check block assertion failed: A deal has a file that belongs to somebody outside the company.", // John CRM has no address
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(exampleRecords()["files"]),
				zohocrmtest.WithFaults(deleted("4876876000000376009")))
			e := exampleNamed(t, name)
			c := e.prepare(t, mock)
			c.Env = append(c.Env, "ZOHOCRM_MAX_RETRIES=0")
			if c.refusesTooNew(e.config(t)) {
				return
			}
			got := c.apply()
			if got.status != 0 || !slices.Equal(got.diagnostics, want.warnings) {
				t.Errorf("got %s", got)
			}
			for output, text := range want.outputs {
				if string(got.outputs[output]) != text {
					t.Errorf("%s is %s, want %s", output, got.outputs[output], text)
				}
			}
		})
	}
}

// TestAccExampleCSV holds that whatever a file is called, the table is well-formed and no cell of it is a formula.
func TestAccExampleCSV(t *testing.T) {
	t.Parallel()
	names := []string{
		"plain.pdf", `a "quoted", name.pdf`, "two\r\nlines", "a;=1+1", "tab\t=1+1", "-minus", "+plus", "@at", "=equals",
		"  =blanks", "\t=tab", "\n=line",
		"\u00a0=no-break space", "\u200b=zero width", "＝full width", "＋1", "－1", "＠x", "'quoted", "", "2022-04-21",
	}
	files := make([]string, len(names))
	for i, name := range names {
		row, err := json.Marshal(map[string]any{"id": rows.AttachmentID(i), "File_Name": name, "Size": i})
		if err != nil {
			t.Fatal(err)
		}
		files[i] = string(row)
	}
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Projected(files...)))
	got := exampleNamed(t, "recipes/files-as-csv").prepare(t, mock).apply()
	var text string
	if err := json.Unmarshal(got.outputs["csv"], &text); err != nil {
		t.Fatalf("%v: %s", err, got)
	}
	table, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	if len(table) != len(names)+1 {
		t.Fatalf("%d lines, want %d:\n%s", len(table), len(names)+1, text)
	}
	for i, name := range names {
		cell := table[len(names)-i][1] // the newest is first
		name = strings.ReplaceAll(name, "\r\n", "\n")
		formula := strings.ContainsRune("=+-@＝＋－＠", []rune(strings.Trim(name, " \t\n\u00a0\u200b") + "x")[0])
		if want := map[bool]string{true: "'" + name, false: name}[formula]; cell != want {
			t.Errorf("%q is %q in the table, want %q", names[i], cell, want)
		}
	}
}

// TestAccExampleFileIDs holds why the ids are the keys: a new attachment adds one instance and touches no other, although
// it comes first in the list.
func TestAccExampleFileIDs(t *testing.T) {
	t.Parallel()
	e := exampleNamed(t, "data-sources/zohocrm_record_attachments/file_ids.tf")
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(2)))
	c := e.prepare(t, mock)
	if got := c.apply(); got.changes != "2 to add, 0 to change, 0 to remove" {
		t.Errorf("%s: %s", got.changes, got)
	}
	mock.SetRecord("Deals", "4876876000000376008", rows.Attachments(3))
	if got := c.apply(); got.changes != "1 to add, 0 to change, 0 to remove" {
		t.Errorf("%s: %s", got.changes, got)
	}
}

// TestAccExampleTwoDataCentres holds that each organisation is asked at its own data centre, with its own token.
func TestAccExampleTwoDataCentres(t *testing.T) {
	t.Parallel()
	e := exampleNamed(t, "recipes/two-data-centres")
	e.variables = map[string]string{"eu_oauth_token": "1000.europe", "us_oauth_token": "1000.america"}
	eu := zohocrmtest.StartMock(
		t, zohocrmtest.WithTokens("1000.europe"),
		zohocrmtest.WithRecord("Accounts", "4876876000000376008", rows.Attachments(1)),
	)
	us := zohocrmtest.StartMock(
		t, zohocrmtest.WithTokens("1000.america"),
		zohocrmtest.WithRecord("Accounts", "2876819000001234567", rows.Attachments(2)),
	)
	c := e.prepare(t, eu, us)
	if c.refusesTooNew(e.config(t)) {
		return
	}
	got := c.apply()
	var names map[string][]string
	if err := json.Unmarshal(got.outputs["file_names"], &names); err != nil {
		t.Fatalf("%v: %s", err, got)
	}
	if len(names["eu"]) != 1 || len(names["us"]) != 2 {
		t.Errorf("got %s", got)
	}
	for name, text := range secretscan.Files(t, c.Dir) {
		secretscan.WantNone(t, name, text, "1000.europe", "1000.america")
	}
}

// TestAccExampleEphemeralSecrets holds that secrets in ephemeral variables stand neither in the state nor in a saved plan,
// and that in ordinary variables they do stand in a saved plan.
func TestAccExampleEphemeralSecrets(t *testing.T) {
	t.Parallel()
	e := exampleNamed(t, "recipes/ephemeral-secrets")
	z := startZoho(t, zohocrmtest.WithAnyRecord(rows.Attachments(2)))
	c := e.prepare(t, z.api)
	c.Env = append(c.Env, "ZOHOCRM_ACCOUNTS_URL="+z.accountsURL)
	if c.refusesTooNew(e.config(t)) {
		return
	}
	secrets := []string{accounts.ClientSecret, accounts.RefreshToken}
	c.MustRun("plan", "-out=saved.tfplan")
	c.MustRun("apply", "saved.tfplan")
	written := secretscan.Files(t, c.Dir)
	for name, text := range written {
		secretscan.WantNone(t, name, text, secrets...)
	}
	if state := written["terraform.tfstate"]; !strings.Contains(state, "file_name") {
		t.Errorf("the state holds no attachments:\n%s", state)
	}

	c.Write("main.tf", strings.ReplaceAll(e.config(t), "ephemeral = true", "ephemeral = false"))
	c.MustRun("plan", "-out=saved.tfplan")
	if plan := secretscan.Files(t, c.Dir)["saved.tfplan/tfplan"]; !strings.Contains(plan, secrets[0]) {
		t.Error("a saved plan does not hold what an ordinary variable does, so nothing was shown")
	}
}
