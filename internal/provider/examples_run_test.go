package provider_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/accounts"
)

// repository is the way from here to the root of the repository.
const repository = "../.."

// example is a configuration in examples/.
type example struct {
	path      string // a folder under examples/, or a file that is a configuration of its own
	variables map[string]string
	aliases   []string // of its provider blocks that name an API domain; "" is the one without an alias
	recorded  bool     // whether there is a recording of what it asks for
	refreshes bool     // whether its credentials are a refresh token's
}

// server is one that an API domain can name.
type server interface{ URL() string }

// config is the text of the example.
func (e example) config(tb testing.TB) string {
	tb.Helper()
	name := filepath.Join(repository, "examples", filepath.FromSlash(e.path))
	if path.Ext(name) == "" {
		name = filepath.Join(name, "main.tf")
	}
	return readText(tb, name)
}

// prepare lays the example out, as a user would have it: its API domains are a server's on this machine, by the way that
// Terraform has for such a change, an override file.
func (e example) prepare(tb testing.TB, servers ...server) *cli {
	tb.Helper()
	c := newCLI(tb, servers[0])
	config := e.config(tb)
	if path.Ext(e.path) == "" {
		if err := os.CopyFS(filepath.Join(c.Dir, "examples"), os.DirFS(filepath.Join(repository, "examples"))); err != nil {
			tb.Fatal(err)
		}
		c.Dir = filepath.Join(c.Dir, "examples", filepath.FromSlash(e.path))
	} else {
		c.Write("main.tf", config)
		if strings.Contains(config, "required_providers") {
			c.Write("versions.tf", "")
		}
	}
	var override strings.Builder
	for i, alias := range e.aliases {
		fmt.Fprintf(&override, "provider \"zohocrm\" {\n  api_domain = %q\n", servers[i%len(servers)].URL())
		if alias != "" {
			fmt.Fprintf(&override, "  alias = %q\n", alias)
		}
		override.WriteString("}\n")
	}
	c.Write("servers_override.tf", override.String())
	if e.refreshes {
		server := &accounts.Server{APIDomain: servers[0].URL(), Success: `{"access_token":"` + zohocrmtest.Token + `","expires_in":3600}`}
		c.Env = append(c.Env, "ZOHOCRM_ACCOUNTS_URL="+accounts.Start(tb, server), "ZOHOCRM_TOKEN_CACHE=false")
	}
	for name, value := range e.variables {
		c.Env = append(c.Env, "TF_VAR_"+name+"="+value)
	}
	if strings.Contains(config, "\nmodule \"") {
		c.MustRun("get", "-no-color")
	}
	return c
}

// outcome is what a plan or an apply comes to.
type outcome struct {
	status      int
	outputs     map[string]json.RawMessage // of an apply
	diagnostics []string                   // "warning: Summary: detail", sorted
	changes     string                     // what the plan of it was to change
}

// plan plans the configuration, and reads what the CLI tells for machines to read.
func (c *cli) plan() outcome {
	c.tb.Helper()
	return c.outcomeOf("plan", "-input=false", "-json")
}

// apply applies the configuration, and reads what the CLI tells for machines to read.
func (c *cli) apply() outcome {
	c.tb.Helper()
	return c.outcomeOf("apply", "-auto-approve", "-input=false", "-json")
}

func (c *cli) outcomeOf(command ...string) outcome {
	c.tb.Helper()
	out, status := c.Run(command...)
	o := outcome{status: status}
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "{") {
			continue
		}
		var event struct {
			Type       string
			Outputs    map[string]struct{ Value json.RawMessage }
			Diagnostic struct{ Severity, Summary, Detail string }
			Changes    struct {
				Add, Change, Remove int
				Operation           string
			}
		}
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			c.tb.Fatalf("%v: %s", err, line)
		}
		switch d := event.Diagnostic; {
		case event.Type == "outputs":
			o.outputs = make(map[string]json.RawMessage)
			for name, output := range event.Outputs {
				o.outputs[name] = output.Value
			}
		case event.Type == "change_summary" && event.Changes.Operation == "plan":
			o.changes = fmt.Sprintf("%d to add, %d to change, %d to remove", event.Changes.Add, event.Changes.Change, event.Changes.Remove)
		case event.Type == "diagnostic" && d.Summary != "Provider development overrides are in effect":
			o.diagnostics = append(o.diagnostics, d.Severity+": "+d.Summary+": "+d.Detail)
		}
	}
	slices.Sort(o.diagnostics)
	return o
}

// String writes the outcome as the golden file has it.
func (o outcome) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "exit status %d\n", o.status)
	for _, d := range o.diagnostics {
		s.WriteString(d + "\n")
	}
	for _, name := range slices.Sorted(maps.Keys(o.outputs)) {
		fmt.Fprintf(&s, "%s = %s\n", name, readable(o.outputs[name]))
	}
	return s.String()
}

// readable writes JSON on one line, or on several where one would be long.
func readable(raw json.RawMessage) string {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "not JSON: " + err.Error()
	}
	for _, indent := range []string{"", "  "} {
		var s strings.Builder
		encoder := json.NewEncoder(&s)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", indent)
		if err := encoder.Encode(value); err != nil {
			return "not JSON: " + err.Error()
		}
		if text := strings.TrimSpace(s.String()); indent != "" || len(text) <= 120 {
			return text
		}
	}
	return ""
}

// exampleGolden holds what the examples come to.
const exampleGolden = "testdata/examples.golden.txt"

var exampleSections = sync.OnceValues(func() (map[string]string, error) {
	text, err := os.ReadFile(exampleGolden)
	sections := make(map[string]string)
	for section := range strings.SplitSeq("\n"+string(text), "\n# ") {
		if name, body, ok := strings.Cut(section, "\n"); ok {
			sections[name] = strings.TrimSuffix(body, "\n") + "\n"
		}
	}
	return sections, err
})

func readText(tb testing.TB, name string) string {
	tb.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}
