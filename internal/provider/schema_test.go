package provider_test

import (
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/rows"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestSchema holds the provider's schema, descriptions and all, against a golden file: what users may rely on changes by a
// deliberate act only (go test ./internal/provider -run TestSchema -update).
func TestSchema(t *testing.T) {
	t.Parallel()
	const golden = "testdata/schema.golden.json"
	p := newProtocol(t, nil)
	schemas := map[string]any{
		"provider":            describeBlock(p.schema.Provider.Block),
		"data_sources":        describeAll(p.schema.DataSourceSchemas),
		"ephemeral_resources": describeAll(p.schema.EphemeralResourceSchemas),
		"functions":           describeFunctions(p.schema.Functions),
	}
	got, err := json.MarshalIndent(schemas, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile(golden, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("the schema is not that of %s; if that is meant, run: go test ./internal/provider -run TestSchema -update\n%s",
			golden, firstDifference(string(got), string(want)))
	}
}

// TestDescriptions holds that every attribute is described in full sentences.
func TestDescriptions(t *testing.T) {
	t.Parallel()
	p := newProtocol(t, nil)
	check := func(where string, block *tfprotov6.SchemaBlock) {
		walkAttributes(where, block.Attributes, func(name string, a *tfprotov6.SchemaAttribute) {
			if !strings.HasSuffix(a.Description, ".") || a.DescriptionKind != tfprotov6.StringKindMarkdown {
				t.Errorf("%s: description is %q, want Markdown sentences", name, a.Description)
			}
		})
	}
	check("provider", p.schema.Provider.Block)
	for _, source := range sources {
		for name, schema := range source.schemas(p.schema) {
			check(source.name+" "+name, schema.Block)
		}
	}
}

// TestFunctionDescriptions holds the same of functions.
func TestFunctionDescriptions(t *testing.T) {
	t.Parallel()
	for name, function := range newProtocol(t, nil).schema.Functions {
		descriptions := map[string]string{name: function.Description}
		for _, parameter := range append(slices.Clone(function.Parameters), function.VariadicParameter) {
			if parameter == nil {
				continue
			}
			descriptions[name+" "+parameter.Name] = parameter.Description
			if parameter.DescriptionKind != tfprotov6.StringKindMarkdown {
				t.Errorf("%s %s: the description is not Markdown", name, parameter.Name)
			}
		}
		for where, description := range descriptions {
			if !strings.HasSuffix(description, ".") {
				t.Errorf("%s: description is %q, want sentences", where, description)
			}
		}
		if function.DescriptionKind != tfprotov6.StringKindMarkdown || function.Summary == "" {
			t.Errorf("%s: no summary, or a description that is not Markdown", name)
		}
	}
}

// documentedKeys are the keys of Zoho's page on the endpoint and of its OpenAPI file.
var documentedKeys = []string{
	"id", "File_Name", "Size", "Created_Time", "Modified_Time", "Owner", "Created_By", "Modified_By", "Parent_Id", "$editable",
	"$file_id", "$se_module", "$type", "$state", "$link_url", "$sharing_permission", "$attachment_type",
}

// TestColumnsCoverTheClient holds that every key the client types has an attribute, by the rule that users can apply blind.
func TestColumnsCoverTheClient(t *testing.T) {
	t.Parallel()
	names := []string{"additional_fields"}
	row := make(map[string]any)
	for _, key := range documentedKeys {
		names = append(names, strings.ToLower(strings.TrimPrefix(key, "$")))
		row[key] = []int{0} // fits nothing
	}
	var attributes []string
	for _, a := range newProtocol(t, nil).attachments().NestedType.Attributes {
		attributes = append(attributes, a.Name)
	}
	slices.Sort(names)
	slices.Sort(attributes)
	if !slices.Equal(attributes, names) {
		t.Errorf("attributes are %v\nwant           %v", attributes, names)
	}
	if typed := reflect.TypeFor[api.Attachment]().NumField() - 2; typed != len(documentedKeys) { // Additional, Misfits
		t.Errorf("the client types %d keys, Zoho documents %d", typed, len(documentedKeys))
	}

	text, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	mock := zohocrmtest.StartMock(t, zohocrmtest.WithAnyRecord(rows.Verbatim(string(text))))
	_, diags := connected(t, mock).read(t.Context(), lead)
	if len(diags) != 1 {
		t.Fatalf("got %v, want one warning", summaries(diags))
	}
	for _, key := range documentedKeys {
		if !strings.Contains(diags[0].Detail, "\n  - "+key+": 1") {
			t.Errorf("the client does not type the key %s", key)
		}
	}
}

func (p *protocol) attachments() *tfprotov6.SchemaAttribute {
	list := p.schema.DataSourceSchemas[recordAttachments].Block.Attributes
	return list[slices.IndexFunc(list, func(a *tfprotov6.SchemaAttribute) bool { return a.Name == "attachments" })]
}

func walkAttributes(where string, attributes []*tfprotov6.SchemaAttribute, visit func(string, *tfprotov6.SchemaAttribute)) {
	for _, a := range attributes {
		name := where + "." + a.Name
		visit(name, a)
		if a.NestedType != nil {
			walkAttributes(name, a.NestedType.Attributes, visit)
		}
	}
}

func describeAll(schemas map[string]*tfprotov6.Schema) map[string]any {
	all := make(map[string]any)
	for name, schema := range schemas {
		all[name] = describeBlock(schema.Block)
	}
	return all
}

func describeFunctions(functions map[string]*tfprotov6.Function) map[string]any {
	all := make(map[string]any)
	for name, f := range functions {
		var parameters []any
		for _, p := range f.Parameters {
			parameters = append(parameters, map[string]any{
				"name": p.Name, "description": p.Description, "type": p.Type.String(), "nullable": p.AllowNullValue,
				"may_be_unknown": p.AllowUnknownValues,
			})
		}
		described := map[string]any{
			"summary": f.Summary, "description": f.Description, "parameters": parameters, "variadic": nil, "return": f.Return.Type.String(),
		}
		if v := f.VariadicParameter; v != nil {
			described["variadic"] = map[string]any{"name": v.Name, "description": v.Description, "type": v.Type.String()}
		}
		all[name] = described
	}
	return all
}

func describeBlock(block *tfprotov6.SchemaBlock) map[string]any {
	return map[string]any{"description": block.Description, "attributes": describeAttributes(block.Attributes)}
}

func describeAttributes(attributes []*tfprotov6.SchemaAttribute) map[string]any {
	all := make(map[string]any)
	for _, a := range attributes {
		described := map[string]any{"description": a.Description}
		for property, holds := range map[string]bool{
			"required": a.Required, "optional": a.Optional, "computed": a.Computed, "sensitive": a.Sensitive,
			"write_only": a.WriteOnly, "deprecated": a.Deprecated,
		} {
			if holds {
				described[property] = true
			}
		}
		if a.NestedType != nil {
			described["nesting"] = a.NestedType.Nesting.String()
			described["attributes"] = describeAttributes(a.NestedType.Attributes)
		} else {
			described["type"] = a.Type.String()
		}
		all[a.Name] = described
	}
	return all
}

func firstDifference(got, want string) string {
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range gotLines {
		if i >= len(wantLines) || gotLines[i] != wantLines[i] {
			return "got:  " + gotLines[i] + "\nwant: " + strings.Join(wantLines[min(i, len(wantLines)):min(i+1, len(wantLines))], "")
		}
	}
	return "the golden file goes on"
}
