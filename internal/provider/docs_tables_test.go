package provider_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/provider"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

var (
	variableName   = regexp.MustCompile(`ZOHOCRM_[A-Z_]*[A-Z]`)
	defaultSetting = regexp.MustCompile("Defaults to (`[^`]+`)")
)

// TestDocsSettings holds the table of settings against the schema, and every environment variable named anywhere.
func TestDocsSettings(t *testing.T) {
	t.Parallel()
	index := pageNamed(t, "docs/index.md")
	known := make(map[string]bool)
	for _, a := range newProtocol(t, nil).schema.Provider.Block.Attributes {
		environment := variableName.FindString(a.Description)
		known[environment] = true
		_, row, found := strings.Cut(index.source, fmt.Sprintf("\n| `%s` | `%s` |", a.Name, environment))
		row, _, _ = strings.Cut(row, "\n")
		if !found {
			t.Errorf("%s has no row for %s and %s", index.name, a.Name, environment)
		}
		if match := defaultSetting.FindStringSubmatch(a.Description); match != nil && !strings.Contains(row, match[1]) {
			t.Errorf("%s: the row of %s does not name the default %s", index.name, a.Name, match[1])
		}
	}
	if rows := strings.Count(index.source, "` | `ZOHOCRM_"); rows != len(known) {
		t.Errorf("%s has %d rows of settings, want %d", index.name, rows, len(known))
	}
	for _, p := range pages(t) {
		for _, name := range variableName.FindAllString(p.source, -1) {
			if !known[name] {
				t.Errorf("%s: no setting has the variable %s", p.name, name)
			}
		}
	}
}

// TestDocsDataCentres holds the tables of data centres and of scopes against the client's.
func TestDocsDataCentres(t *testing.T) {
	t.Parallel()
	index, credentials := pageNamed(t, "docs/index.md"), pageNamed(t, "docs/guides/credentials.md")
	centres := catalog.DataCenters()
	for _, dc := range centres {
		if !credentials.hasRow(dc.Name, "`"+dc.WebURL+"`", "`"+dc.APIDomain+"`", "`"+dc.AccountsURL+"`") {
			t.Errorf("%s has no row for %+v", credentials.name, dc)
		}
	}
	if rows := len(regexp.MustCompile(`(?m)^\| [A-Z]{2} \|`).FindAllString(credentials.source, -1)); rows != len(centres) {
		t.Errorf("%s has %d data centres, want %d", credentials.name, rows, len(centres))
	}
	for words, module := range map[string]string{
		"`Deals`": "Deals", "`Price_Books`": "Price_Books", "`Services__s`": "Services__s", "any custom module": "Vehicles",
	} {
		if scopes := catalog.RequiredScopes(module); !index.hasRow(words, "`"+strings.Join(scopes, "`, `")+"`") {
			t.Errorf("%s does not tell the scopes of %s, %v", index.name, words, scopes)
		}
	}
	all := strings.Join(append(catalog.QueryScopes("Deals"), catalog.RequiredScopes("Deals")[1]), ",")
	if !slices.Contains(credentials.inline, all) {
		t.Errorf("%s does not tell all scopes of Deals, %s", credentials.name, all)
	}
}

// TestDocsSharedAttributes holds what the pages say where they send the reader to another page, or to a line above: that the
// attributes are the same.
func TestDocsSharedAttributes(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	at := func(attributes []*tfprotov6.SchemaAttribute, path ...string) []*tfprotov6.SchemaAttribute {
		for _, name := range path {
			i := slices.IndexFunc(attributes, func(a *tfprotov6.SchemaAttribute) bool { return a.Name == name })
			attributes = attributes[i].NestedType.Attributes
		}
		return attributes
	}
	attachment := p.attachments().NestedType.Attributes
	same := map[string][2][]*tfprotov6.SchemaAttribute{
		"modified_by":         {at(attachment, "modified_by"), at(attachment, "created_by")},
		"owner":               {at(attachment, "owner"), at(attachment, "created_by")},
		"records.attachments": {at(p.schema.DataSourceSchemas[manyAttachments].Block.Attributes, "records", "attachments"), attachment},
	}
	for name, schema := range p.schema.EphemeralResourceSchemas {
		same["ephemeral "+name] = [2][]*tfprotov6.SchemaAttribute{schema.Block.Attributes, p.schema.DataSourceSchemas[name].Block.Attributes}
	}
	for name, pair := range same {
		if got, want := describeAttributes(pair[0]), describeAttributes(pair[1]); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the attributes are not those that the page says, %v, but %v", name, want, got)
		}
	}
}

var summaryInDocs = regexp.MustCompile(`(?m)^\| \*\*(.+?)\*\* \|`)

// TestDocsErrors holds that every error of the provider is explained, and no other.
func TestDocsErrors(t *testing.T) {
	t.Parallel()
	explained := make(map[string]bool)
	for _, p := range pages(t) {
		for _, match := range summaryInDocs.FindAllStringSubmatch(p.source, -1) {
			explained[match[1]] = true
			if !slices.Contains(provider.Summaries(), match[1]) {
				t.Errorf("%s explains %q, which is not a summary of the provider", p.name, match[1])
			}
		}
	}
	for i, summary := range provider.Summaries() {
		switch {
		case summary == "":
			t.Errorf("summary %d has no text", i)
		case !explained[summary]:
			t.Errorf("no page explains %q: add a row in templates/guides/errors.md.tmpl", summary)
		}
	}
}
