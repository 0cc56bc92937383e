// Package cassettes has the recordings that the test server replays, and tells what each of them shows. They are go-vcr's
// cassettes of Zoho's documented responses, written by hand.
package cassettes

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/wire"
)

//go:generate go run ./genrecordings recordings

//go:embed recordings/*.yaml
var recordings embed.FS

// AllFields is the recording of the documented sample that asks for what the provider asks for where fields is left out.
const AllFields = "documented-sample-all-fields"

// Recordings holds the cassettes of this package, one file a scenario.
func Recordings() fs.FS {
	sub, err := fs.Sub(recordings, "recordings")
	if err != nil {
		panic(err) // the directory is embedded
	}
	return sub
}

// Scenario is a recording: what a client asks for, and what comes of it. All
// of it is read from the cassette.
type Scenario struct {
	// Name is the file's name without ".yaml", in kebab case.
	Name string

	// Title, Source and Note are what the cassette's leading comment says
	// after "Title:", "Source:" and "Note:".
	Title, Source, Note string

	// Module, RecordID and Fields are what the first request asks for.
	Module, RecordID string
	Fields           []string

	// Where is the condition of a recording of COQL, which has no RecordID.
	Where string

	// URIs are the requests of the walk, in order: the first one, and those
	// that its responses lead to.
	URIs []string

	// Rows is the number of attachments, or of records, in all responses of the
	// walk.
	Rows int

	// Status is the status of the walk's last response. Code and Message are
	// those of the error that it holds, or empty.
	Status        int
	Code, Message string
}

// Embedded returns the recordings of this package; they are read once.
var Embedded = sync.OnceValues(func() ([]Recording, error) { return Read(Recordings()) })

// Scenarios lists the recordings of attachments in this package by name. The
// slice and what it holds are the caller's.
func Scenarios() []Scenario { return embedded(func(s Scenario) bool { return !s.IsQuery() }) }

// Queries lists the recordings of COQL in this package, as [Scenarios]. The
// query of each looks for the recording's name in Last_Name.
func Queries() []Scenario { return embedded(Scenario.IsQuery) }

func embedded(which func(Scenario) bool) []Scenario {
	read, err := Embedded()
	if err != nil {
		panic(err) // the recordings are embedded, and tested
	}
	return slices.DeleteFunc(scenariosOf(read), func(s Scenario) bool { return !which(s) })
}

// IsQuery tells whether a scenario is one of COQL.
func (s Scenario) IsQuery() bool { return s.Where != "" }

// ScenariosIn lists the cassettes (*.yaml) in fsys, by name, those of queries too.
func ScenariosIn(fsys fs.FS) ([]Scenario, error) {
	read, err := Read(fsys)
	if err != nil {
		return nil, err
	}
	return scenariosOf(read), nil
}

// ScenarioNamed finds one of [Scenarios] by its name.
func ScenarioNamed(name string) (s Scenario, ok bool) {
	scenarios := Scenarios()
	i := slices.IndexFunc(scenarios, func(s Scenario) bool { return s.Name == name })
	if i < 0 {
		return Scenario{}, false
	}
	return scenarios[i], true
}

// ScenarioOf is the scenario of a cassette's text, which the name is given to.
func ScenarioOf(name string, text []byte) (Scenario, error) {
	r, err := readCassette(name, text)
	if err != nil {
		return Scenario{}, fmt.Errorf("zohocrmtest: %s: %w", name, err)
	}
	return r.Scenario.Clone(), nil
}

func scenariosOf(read []Recording) []Scenario {
	scenarios := make([]Scenario, len(read))
	for i, r := range read {
		scenarios[i] = r.Scenario.Clone()
	}
	return scenarios
}

// Clone returns a copy whose slices are its own.
func (s Scenario) Clone() Scenario {
	s.Fields, s.URIs = slices.Clone(s.Fields), slices.Clone(s.URIs)
	return s
}

// Recording is a cassette, read but not played.
type Recording struct {
	*cassette.Cassette
	Scenario Scenario
	Walk     []*cassette.Interaction // from the first request on
}

// Read reads the cassettes (*.yaml) in fsys, by name.
func Read(fsys fs.FS) ([]Recording, error) {
	files, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("zohocrmtest: %w", err)
	}
	read := make([]Recording, 0, len(files))
	for _, file := range files {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("zohocrmtest: %w", err)
		}
		r, err := readCassette(strings.TrimSuffix(file, ".yaml"), text)
		if err != nil {
			return nil, fmt.Errorf("zohocrmtest: %s: %w", file, err)
		}
		read = append(read, r)
	}
	slices.SortFunc(read, func(a, b Recording) int { return strings.Compare(a.Name, b.Name) })
	return read, nil
}

func readCassette(name string, text []byte) (Recording, error) {
	c, err := cassette.LoadWithFS(name, &Memory{text})
	if err != nil {
		return Recording{}, err
	}
	r := Recording{Cassette: c}
	if r.Walk, err = follow(c); err != nil {
		return Recording{}, err
	}
	r.Scenario, err = newScenario(name, leadingComment(text), r.Walk)
	return r, err
}

// leadingComment reads the paragraphs of a cassette's leading comment, by the
// word that each begins with.
func leadingComment(text []byte) map[string]string {
	comment, key := map[string]string{}, ""
	lines := bufio.NewScanner(bytes.NewReader(text))
	for lines.Scan() {
		line, ok := strings.CutPrefix(lines.Text(), "#")
		if !ok {
			break
		}
		line = strings.TrimSpace(line)
		if name, words, ok := strings.Cut(line, ": "); ok && slices.Contains([]string{"Title", "Source", "Note"}, name) {
			key, line = name, words
		}
		comment[key] = strings.TrimSpace(comment[key] + " " + line)
	}
	return comment
}

var walkByKey = regexp.MustCompile(`^select id, (\S.*) from (\w+) where \((.*)\) order by id asc limit 2000$`)

// query reads the query that a walk by key begins with.
func (s *Scenario) query(body string) error {
	var request struct {
		Query string `json:"select_query"`
	}
	if err := json.Unmarshal([]byte(body), &request); err != nil {
		return fmt.Errorf("the first query: %w", err)
	}
	part := walkByKey.FindStringSubmatch(request.Query)
	if part == nil {
		return fmt.Errorf("the first query, %q, does not begin a walk by key", request.Query)
	}
	s.Fields, s.Module, s.Where = strings.Split(part[1], ", "), part[2], part[3]
	return nil
}

// newScenario makes the scenario of a walk.
func newScenario(name string, comment map[string]string, walk []*cassette.Interaction) (Scenario, error) {
	s := Scenario{Name: name, Title: comment["Title"], Source: comment["Source"], Note: comment["Note"]}
	first, err := url.Parse(walk[0].Request.URL)
	if err != nil {
		return s, fmt.Errorf("the first request: %w", err)
	}
	target, ok := wire.ParseTarget(first.Path)
	switch {
	case ok:
		s.Module, s.RecordID = target.Module, target.RecordID
		s.Fields = strings.Split(first.Query().Get("fields"), ",")
	case first.Path == wire.QueryPath:
		if err := s.query(walk[0].Request.Body); err != nil {
			return s, err
		}
	default:
		return s, fmt.Errorf("the first request asks for %q, not for the attachments of a record", first.Path)
	}
	for _, i := range walk {
		u, err := url.Parse(i.Request.URL)
		if err != nil {
			return s, fmt.Errorf("request %d: %w", i.ID, err)
		}
		s.URIs = append(s.URIs, u.RequestURI())
		s.Rows += wire.CountRows(i.Response.Body)
		s.Status = i.Response.Code
	}
	last := walk[len(walk)-1].Response
	s.Code, s.Message = wire.ErrorIn(last.Body)
	return s, nil
}
