package provider_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/clitest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/secretscan"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/tools/terraformcli"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

// audited is a record of an audit.
type audited struct {
	server           interface{ URL() string }
	alias            string // of the provider that asks the server; empty for the default one
	module, recordID string
	fields           []string
	rows             int
}

// recordedAudit is every recording that ends well and holds attachments, and a record of 1,000 made-up ones.
func recordedAudit(replay *zohocrmtest.Replay, mock *zohocrmtest.Mock) []audited {
	audit := []audited{{mock, "mock", "Deals", "1", []string{"id", "File_Name", "Owner", "Created_By", "Modified_By"}, 250}}
	for _, s := range replay.Scenarios() {
		if s.Status == http.StatusOK && s.Code == "" && s.Rows > 0 {
			audit = append(audit, audited{replay, "", s.Module, s.RecordID, s.Fields, s.Rows})
		}
	}
	return audit
}

// traces are the people and files of an audit: e-mail addresses, and names of both.
func traces(tb testing.TB, audit []audited) (addresses, names []string) {
	tb.Helper()
	found := map[bool]map[string]bool{true: {}, false: {}}
	for _, record := range audit {
		state, _ := connected(tb, record.server).read(tb.Context(), block{
			"module": record.module, "record_id": record.recordID, "fields": fields(record.fields...),
		})
		for _, attachment := range attachmentsOf(tb, state) {
			texts := []any{attachment["file_name"]}
			for _, key := range []string{"owner", "created_by", "modified_by"} {
				if user, ok := attachment[key].(map[string]any); ok {
					texts = append(texts, user["name"], user["email"])
				}
			}
			for _, text := range texts {
				if text, ok := text.(string); ok && text != "" {
					found[strings.Contains(text, "@")][text] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found[true])), slices.Sorted(maps.Keys(found[false]))
}

// auditConfig asserts of every record that it has all its attachments, and of those made up that all have an owner's
// address. The block is "ephemeral" or "data". It holds no commercial at.
func auditConfig(block string, audit []audited, mockURL string) string {
	var config strings.Builder
	fmt.Fprintf(&config, "provider \"zohocrm\" {}\n\nprovider \"zohocrm\" {\n  alias = \"mock\"\n  api_domain = %q\n  oauth_token = %q\n}\n",
		mockURL, zohocrmtest.Token)
	for i, record := range audit {
		address := fmt.Sprintf("zohocrm_record_attachments.record_%d", i)
		from, owned := "zohocrm", ""
		if record.alias != "" {
			from += "." + record.alias
			owned = ` && alltrue([for a in ` + block + "." + address + `.attachments : can(regex("\u0040", a.owner.email))])`
		}
		if block == "data" {
			address = "data." + address
		} else {
			address = "ephemeral." + address
		}
		fmt.Fprintf(&config, `
			%s "zohocrm_record_attachments" "record_%d" {
			  provider  = %s
			  module    = %q
			  record_id = %q
			  fields    = ["%s"]
			}

			check "record_%d" {
			  assert {
			    condition     = length(%s.attachments) == %d%s
			    error_message = "Not as recorded."
			  }
			}
		`, block, i, from, record.module, record.recordID, strings.Join(record.fields, `", "`), i, address, record.rows, owned)
	}
	return config.String()
}

// TestAccEphemeralLeavesNoTrace searches every byte that the real CLI writes during an audit: with the ephemeral resource
// there is no e-mail address, nor the name of a person or file. The same audit with the data source leaves them all, so
// the search would find them.
func TestAccEphemeralLeavesNoTrace(t *testing.T) {
	t.Parallel()
	clitest.Needs(t, terraformcli.EphemeralResources)
	replay := zohocrmtest.StartReplay(t)
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Attachments(250)))
	audit := recordedAudit(replay, mock)
	addresses, names := traces(t, audit)
	if len(audit) < 5 || len(addresses) < 5 || len(names) < 200 {
		t.Fatalf("%d records, %d addresses, %d names: too few to search for", len(audit), len(addresses), len(names))
	}

	t.Run("ephemeral", func(t *testing.T) {
		t.Parallel()
		output, files := runAudit(t, replay, auditConfig("ephemeral", audit, mock.URL()), len(audit))
		files["the output"] = output
		var spelt []string
		for _, trace := range slices.Concat(addresses, names) {
			spelt = append(spelt, trace, asJSON(t, trace))
		}
		for name, text := range files {
			if at := atSign(name, text); at >= 0 {
				t.Errorf("%s holds an @: …%q…", name, text[max(0, at-40):min(len(text), at+40)])
			}
			if at := slices.IndexFunc(spelt, func(trace string) bool { return strings.Contains(text, trace) }); at >= 0 {
				t.Errorf("%s holds %q", name, spelt[at])
			}
		}
	})
	t.Run("data", func(t *testing.T) {
		t.Parallel()
		_, files := runAudit(t, replay, auditConfig("data", audit, mock.URL()), len(audit))
		var plan strings.Builder
		for name, text := range files {
			if strings.HasPrefix(name, "saved.tfplan/") {
				plan.WriteString(text)
			}
		}
		for _, trace := range slices.Concat(addresses, names) {
			if !strings.Contains(files["terraform.tfstate"], asJSON(t, trace)) {
				t.Errorf("the state does not hold %q", trace)
			}
			if !strings.Contains(plan.String(), asJSON(t, trace)) {
				t.Errorf("the saved plan does not hold %q", trace)
			}
		}
		if atSign("terraform.tfstate", files["terraform.tfstate"]) < 0 {
			t.Error("the state holds no @")
		}
	})
}

// runAudit saves a plan, applies it and plans again, and returns what was printed and what was written. Every one of the
// checks passes.
func runAudit(t *testing.T, replay *zohocrmtest.Replay, config string, checks int) (output string, files map[string]string) {
	t.Helper()
	c := newCLI(t, replay)
	c.Write("main.tf", config)
	output = c.MustRun("plan", "-no-color", "-out=saved.tfplan") + c.MustRun("show", "-json", "saved.tfplan") +
		c.MustRun("apply", "-no-color", "saved.tfplan") + c.MustRun("plan", "-no-color", "-out=second.tfplan") + c.MustRun("show", "-json")
	files = secretscan.Files(t, c.Dir)
	for _, name := range []string{"terraform.tfstate", "saved.tfplan/tfplan", "saved.tfplan/tfstate", "second.tfplan/tfstate-prev"} {
		if files[name] == "" {
			t.Errorf("there is no %s to search", name)
		}
	}
	if n := strings.Count(files["terraform.tfstate"], `"status": "pass"`); n != 2*checks { // each check and its only object
		t.Errorf("%d passes in the state, want %d", n, 2*checks)
	}
	return output, files
}

// addressPattern is an e-mail address among bytes that may be any.
var addressPattern = regexp.MustCompile(`[\w.+-]+@[\w-]+\.[\w.-]+`)

// atSign returns the place of the first @ in a file, -1 where there is none. The plan in its archive is no text and may
// hold the byte by chance, as the length of something: there it takes addresses alone. An archive as a whole it leaves to
// the search of its members.
func atSign(name, text string) int {
	switch {
	case strings.HasSuffix(name, "/tfplan"):
		if at := addressPattern.FindStringIndex(text); at != nil {
			return at[0]
		}
		return -1
	case strings.HasSuffix(name, ".tfplan"):
		return -1
	default:
		return strings.Index(text, "@")
	}
}

// asJSON is a text as Terraform's files have it.
func asJSON(tb testing.TB, text string) string {
	tb.Helper()
	encoded, err := json.Marshal(text)
	if err != nil {
		tb.Fatal(err)
	}
	return string(encoded[1 : len(encoded)-1])
}
