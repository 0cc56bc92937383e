package provider_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
)

// TestAccDocsHCL holds that every configuration in the documentation is formatted, and valid as it stands.
func TestAccDocsHCL(t *testing.T) {
	t.Parallel()
	formatted := newCLI(t, zohocrmtest.StartMock(t))
	blocks := make(map[string]string) // where each is first seen
	for _, p := range pages(t) {
		for _, block := range p.code {
			if block.isHCL() && blocks[block.text] == "" {
				blocks[block.text] = p.name
				if !formatted.tooNew(block.text) {
					formatted.Write(fmt.Sprintf("block%d.tf", len(blocks)), block.text)
				}
			}
		}
	}
	if len(blocks) < 10 {
		t.Fatalf("%d configurations were found, too few to be all", len(blocks))
	}
	if out, status := formatted.Run("fmt", "-check", "-diff", "-no-color"); status != 0 {
		t.Errorf("not as the CLI formats it:\n%s", out)
	}
	applied := appliedExamples(t)
	for block, name := range blocks {
		if applied[strings.TrimSpace(block)] || strings.HasPrefix(block, "mock_provider ") {
			continue // TestAccExamples and TestAccDocsMockProviderValues do more
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCLI(t, zohocrmtest.StartMock(t))
			c.Write("main.tf", block)
			if strings.Contains(block, "required_providers") {
				c.Write("versions.tf", "")
			}
			if c.refusesTooNew(block) {
				return
			}
			if out, status := c.Run("validate", "-no-color"); status != 0 {
				t.Errorf("not valid:\n%s\n%s", block, out)
			}
		})
	}
}

// appliedExamples are the texts that TestAccExamples applies, and those that `terraform test` runs.
func appliedExamples(tb testing.TB) map[string]bool {
	tb.Helper()
	texts := make(map[string]bool)
	for _, e := range examples() {
		texts[strings.TrimSpace(e.config(tb))] = true
	}
	for _, test := range moduleTests(tb) {
		texts[strings.TrimSpace(readText(tb, test))] = true
	}
	return texts
}

// TestDocsReadmeBlock holds that the README shows the provider's example, which TestAccExamples applies.
func TestDocsReadmeBlock(t *testing.T) {
	t.Parallel()
	readme := pageNamed(t, "README.md")
	i := slices.IndexFunc(readme.code, codeBlock.isHCL)
	if want := exampleNamed(t, "provider/provider.tf").config(t); i < 0 || readme.code[i].text != want {
		t.Errorf("the first configuration of the README is not examples/provider/provider.tf")
	}
}

// TestDocsAdditionalFields holds that the page reads a field without an attribute as the example does, which is run.
func TestDocsAdditionalFields(t *testing.T) {
	t.Parallel()
	docs, e := pageNamed(t, "docs/data-sources/record_attachments.md"), "data-sources/zohocrm_record_attachments/additional_fields.tf"
	text := exampleNamed(t, e).config(t)
	reads := func(code string) bool {
		return strings.Contains(code, "additional_fields[") && strings.Contains(text, code)
	}
	if !slices.ContainsFunc(docs.inline, reads) {
		t.Errorf("%s does not say how %s reads a field", docs.name, e)
	}
}

// TestDocsCommands holds that every target of make that is named is one.
func TestDocsCommands(t *testing.T) {
	t.Parallel()
	makefile := readText(t, filepath.Join(repository, "GNUmakefile"))
	target := regexp.MustCompile(`\bmake ([a-z][a-z-]*)`)
	found := make(map[string]bool)
	for _, p := range pages(t) {
		texts := slices.Clone(p.inline)
		for _, block := range p.code {
			if !block.isHCL() {
				texts = append(texts, block.text)
			}
		}
		for _, match := range target.FindAllStringSubmatch(strings.Join(texts, "\n"), -1) {
			found[match[1]] = true
			if !strings.Contains(makefile, "\n"+match[1]+":") {
				t.Errorf("%s: make has no target %s", p.name, match[1])
			}
		}
	}
	if !found["demo"] || !found["test"] {
		t.Errorf("make demo and make test are not among the commands found: %v", slices.Sorted(maps.Keys(found)))
	}
}

// TestDocsExist holds that the files which reviewers and the registry look for are there.
func TestDocsExist(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "terraform-registry-manifest.json", "docs/index.md",
	} {
		if info, err := os.Stat(filepath.Join(repository, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
