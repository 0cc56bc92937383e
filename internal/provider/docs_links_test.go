package provider_test

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocsLinks holds that every link within the repository leads somewhere, its anchor included, and that those of
// docs/ lead somewhere on the registry too.
func TestDocsLinks(t *testing.T) {
	t.Parallel()
	for _, p := range pages(t) {
		for _, link := range p.links {
			if problem := deadLink(t, p, link); problem != "" {
				t.Errorf("%s: link to %s: %s", p.name, link, problem)
			}
		}
	}
}

// TestDocsPaths holds that every file and folder of the repository that a sentence names is there.
func TestDocsPaths(t *testing.T) {
	t.Parallel()
	named := 0
	for _, p := range pages(t) {
		if p.name == "CHANGELOG.md" || p.name == "CONTRIBUTING.md" {
			continue // they tell of files that are gone, and of other repositories'
		}
		for _, name := range p.inline {
			if !strings.HasPrefix(name, "internal/") || strings.ContainsAny(name, " *") {
				continue
			}
			named++
			if problem := missing(t, name, ""); problem != "" {
				t.Errorf("%s names %s: %s", p.name, name, problem)
			}
		}
	}
	if named == 0 {
		t.Error("no file or folder was found")
	}
}

// deadLink says what is wrong with a link, or nothing.
func deadLink(tb testing.TB, p page, link string) string {
	tb.Helper()
	const (
		onGitHub   = "https://github.com/terraform-zohocrm/terraform-provider-zohocrm/"
		onRegistry = "https://registry.terraform.io/providers/terraform-zohocrm/zohocrm/latest/docs"
	)
	target, anchor, _ := strings.Cut(link, "#")
	inDocs := strings.HasPrefix(p.published(), "docs/")
	switch rest, onOurGitHub := strings.CutPrefix(target, onGitHub); {
	case onOurGitHub:
		for _, view := range []string{"blob/main/", "tree/main/"} {
			if name, ok := strings.CutPrefix(rest, view); ok {
				return missing(tb, name, anchor)
			}
		}
		return ""
	case target == onRegistry:
		return missing(tb, "docs/index.md", anchor)
	case strings.HasPrefix(target, onRegistry+"/"):
		return missing(tb, "docs"+strings.TrimPrefix(target, onRegistry)+".md", anchor)
	case strings.HasPrefix(target, "https://"):
		return ""
	case strings.Contains(target, ":") || strings.HasPrefix(target, "/"):
		return "neither https nor relative"
	case target == "":
		return missing(tb, p.published(), anchor)
	}
	name := path.Join(path.Dir(p.published()), target)
	switch {
	case inDocs && (!strings.HasPrefix(name, "docs/") || strings.Contains(target, "docs/") || path.Ext(name) != ".md"):
		return "the registry knows the pages of docs/ alone, and their links by .md"
	case inDocs && name == "docs/index.md" && anchor != "":
		return "the registry loses an anchor of the index page"
	}
	return missing(tb, name, anchor)
}

// missing says what is not there: a file of the repository, or an anchor in it.
func missing(tb testing.TB, name, anchor string) string {
	tb.Helper()
	if _, err := os.Stat(filepath.Join(repository, filepath.FromSlash(name))); err != nil {
		return "no such file: " + name
	}
	if anchor != "" && !pageNamed(tb, name).anchors[anchor] {
		return "no such heading in " + name
	}
	return ""
}

// TestDocsDeadLinks holds that the check above can fail.
func TestDocsDeadLinks(t *testing.T) {
	t.Parallel()
	guide := page{name: "templates/guides/credentials.md.tmpl"}
	for link, alive := range map[string]bool{
		"recipes.md":                            true,
		"recipes.md#gate-a-pipeline":            true,
		"recipes.md#many-leads":                 false,
		"recipes":                               false,
		"nowhere.md":                            false,
		"../index.md":                           true,
		"../index.md#data-centres":              false,
		"../../README.md":                       false,
		"#when-it-fails":                        true,
		"#when-it-works":                        false,
		"/docs/guides/recipes.md":               false,
		"http://www.zoho.com":                   false,
		"https://www.zoho.com":                  true,
		"../data-sources/record_attachments.md": true,
		"../data-sources/record_attachments.md#nestedatt--attachments":                                                              true,
		"https://github.com/terraform-zohocrm/terraform-provider-zohocrm/tree/main/examples/recipes":                                true,
		"https://github.com/terraform-zohocrm/terraform-provider-zohocrm/blob/main/examples/nothing.tf":                             false,
		"https://registry.terraform.io/providers/terraform-zohocrm/zohocrm/latest/docs/data-sources/record_attachments#in-a-check":  true,
		"https://registry.terraform.io/providers/terraform-zohocrm/zohocrm/latest/docs/data-sources/record_attachments#in-a-cheque": false,
		"https://registry.terraform.io/providers/terraform-zohocrm/zohocrm/latest/docs/resources/record_attachment":                 false,
	} {
		if problem := deadLink(t, guide, link); (problem == "") != alive {
			t.Errorf("%s: alive is %v, got %q", link, alive, problem)
		}
	}
}
