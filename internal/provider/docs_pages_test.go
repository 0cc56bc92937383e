package provider_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// page is a page of documentation, read as Markdown.
type page struct {
	name    string // its path in the repository
	source  string
	anchors map[string]bool
	links   []string
	code    []codeBlock
	inline  []string // the code in its sentences
}

// codeBlock is a fenced block.
type codeBlock struct {
	language, text string
}

// isHCL reports whether a block is a configuration.
func (b codeBlock) isHCL() bool {
	return slices.Contains([]string{"hcl", "terraform", "tf"}, b.language)
}

// pages reads all documentation of the repository, the templates among it.
func pages(tb testing.TB) []page {
	tb.Helper()
	var all []page
	root := os.DirFS(repository)
	for _, folder := range []string{".", "docs", "templates", "examples", ".github"} {
		err := fs.WalkDir(root, folder, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case os.IsNotExist(err) && folder == ".github":
				return nil
			case err != nil:
				return err
			case entry.IsDir() && folder == "." && name != ".":
				return fs.SkipDir
			case strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".md.tmpl"):
				source, err := fs.ReadFile(root, name)
				all = append(all, readPage(name, string(source)))
				return err
			}
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return all
}

// pageNamed reads one page.
func pageNamed(tb testing.TB, name string) page {
	tb.Helper()
	return readPage(name, readText(tb, repository+"/"+name))
}

var (
	frontMatter = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)
	htmlAnchor  = regexp.MustCompile(`<a (?:id|name)="([^"]+)"`)
)

func readPage(name, source string) page {
	p := page{name: name, source: source, anchors: make(map[string]bool)}
	body := []byte(frontMatter.ReplaceAllString(source, ""))
	headings := make(map[string]int)
	_ = ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(body)), func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := node.(type) {
		case *ast.Heading:
			slug := anchorOf(string(n.Lines().Value(body)))
			if count := headings[slug]; count > 0 {
				p.anchors[fmt.Sprintf("%s-%d", slug, count)] = true
			} else {
				p.anchors[slug] = true
			}
			headings[slug]++
		case *ast.Link:
			p.links = append(p.links, string(n.Destination))
		case *ast.Image:
			p.links = append(p.links, string(n.Destination))
		case *ast.AutoLink:
			p.links = append(p.links, string(n.URL(body)))
		case *ast.CodeSpan:
			p.inline = append(p.inline, string(n.Text(body)))
			return ast.WalkSkipChildren, nil
		case *ast.FencedCodeBlock:
			p.code = append(p.code, codeBlock{string(n.Language(body)), string(n.Lines().Value(body))})
		}
		return ast.WalkContinue, nil
	})
	for _, match := range htmlAnchor.FindAllStringSubmatch(source, -1) {
		p.anchors[match[1]] = true
	}
	return p
}

// anchorOf is the anchor that GitHub and the registry give a heading.
func anchorOf(heading string) string {
	var slug strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case r == ' ':
			slug.WriteByte('-')
		case r == '-' || r == '_' && !strings.Contains(heading, `\_`) || unicode.IsLetter(r) || unicode.IsDigit(r):
			slug.WriteRune(r)
		}
	}
	return slug.String()
}

// published is the path at which a page is read: a template is read as the page that is made of it.
func (p page) published() string {
	if name, ok := strings.CutPrefix(p.name, "templates/"); ok {
		return path.Join("docs", strings.TrimSuffix(name, ".tmpl"))
	}
	return p.name
}

// row finds a row of a table by its cells.
func (p page) hasRow(cells ...string) bool {
	return strings.Contains(p.source, "\n| "+strings.Join(cells, " | ")+" |")
}
