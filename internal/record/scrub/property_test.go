package scrub_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/record/scrub"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// tokens are the tokens of valid JSON, in order: keys, texts, numbers, brackets.
func tokens(t *testing.T, body string) (list []json.Token) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(body))
	d.UseNumber()
	for {
		token, err := d.Token()
		if err != nil {
			return list
		}
		list = append(list, token)
	}
}

// checkShape holds that two bodies differ in nothing but their texts and numbers, and that the texts of one are those of
// the other by a mapping that is one to one; it adds to the mapping.
func checkShape(t *testing.T, before, after string, forth, back map[string]string) {
	t.Helper()
	if !json.Valid([]byte(after)) {
		t.Fatalf("not JSON: %s", after)
	}
	was, is := tokens(t, before), tokens(t, after)
	if len(was) != len(is) {
		t.Fatalf("%d tokens become %d:\n%s\n%s", len(was), len(is), before, after)
	}
	for i := range was {
		if fmt.Sprintf("%T", was[i]) != fmt.Sprintf("%T", is[i]) {
			t.Fatalf("%#v becomes %#v", was[i], is[i])
		}
		switch from := was[i].(type) {
		case string:
			checkPair(t, from, is[i].(string), forth, back)
		case json.Number:
			if to := is[i].(json.Number); strings.ContainsAny(string(from), ".eE") != strings.ContainsAny(string(to), ".eE") {
				t.Errorf("the number %s becomes %s", from, to)
			}
		default:
			if was[i] != is[i] {
				t.Errorf("%v becomes %v", was[i], is[i])
			}
		}
	}
}

func checkPair(t *testing.T, from, to string, forth, back map[string]string) {
	t.Helper()
	if known, ok := forth[from]; ok && known != to {
		t.Errorf("%q becomes %q and %q", from, known, to)
	}
	if known, ok := back[to]; ok && known != from {
		t.Errorf("%q and %q become %q", from, known, to)
	}
	forth[from], back[to] = to, from
}

// maker makes walks up, of texts and numbers from a small pool, so that many come more than once.
type maker struct {
	*rand.Rand
	pool []string
}

func newMaker(seed uint64) maker {
	m := maker{Rand: rand.New(rand.NewPCG(seed, 0))}
	for range 12 {
		secret := fmt.Sprintf("secret%07d", m.IntN(1e7))
		m.pool = append(m.pool, []string{
			secret, secret + " " + secret, secret + ".pdf", secret + ".acme", secret + "@" + secret + ".example", "https://" + secret + ".example/x",
			"/crm/v8/" + secret + "/4876876000000376009/Attachments", fmt.Sprintf("%d", 1e8+m.IntN(9e8)), fmt.Sprintf("%019d", 4e18+m.Int64N(1e18)),
			fmt.Sprintf("20%02d-0%d-1%dT0%d:00:00+05:30", 10+m.IntN(15), 1+m.IntN(9), m.IntN(10), m.IntN(10)), "é" + secret, "{\"" + secret + `\`,
		}[m.IntN(12)])
	}
	return m
}

func (m maker) text() string { return m.pool[m.IntN(len(m.pool))] }

// word is a text, or a word of Zoho's.
func (m maker) word() string {
	words := []string{"Owner", "name", "id", "File_Name", "$file_id", "email", "Created_Time", "File", "Leads", "save", "", "limit"}
	if m.IntN(2) == 0 {
		return words[m.IntN(len(words))]
	}
	return m.text()
}

func (m maker) value(depth int) any {
	switch n := m.IntN(10); {
	case n == 0:
		return nil
	case n == 1:
		return m.IntN(2) == 0
	case n == 2:
		return json.Number(fmt.Sprint(555_000_0000 + m.IntN(1e7)))
	case n < 5 && depth > 0:
		object := map[string]any{}
		for range m.IntN(4) {
			object[m.word()] = m.value(depth - 1)
		}
		return object
	case n == 5 && depth > 0:
		list := []any{}
		for range m.IntN(3) {
			list = append(list, m.value(depth-1))
		}
		return list
	}
	return m.word()
}

func (m maker) body(t *testing.T) string {
	t.Helper()
	page := map[string]any{"info": map[string]any{"more_records": true, "next_page_token": m.text(), "per_page": 200}}
	rows := []any{}
	for range m.IntN(5) {
		rows = append(rows, map[string]any{"id": m.text(), "Owner": m.value(2), m.word(): m.value(3), "Size": m.value(0)})
	}
	page["data"] = rows
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	if m.IntN(2) == 0 {
		encoder.SetIndent("", "  ")
	}
	if err := encoder.Encode(page); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Whatever a walk holds: nothing of it that is not Zoho's is left, its shape is, and so are its equalities, in bodies and
// between bodies and URLs.
func TestAnyWalk(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		m := newMaker(seed)
		var walk []*cassette.Interaction
		var bodies, pageTokens []string
		for range 1 + m.IntN(3) {
			token := strings.ReplaceAll(m.text(), " ", "_")
			i := asked("fields=id", 200, nil, m.body(t))
			i.Request.URL += "&page_token=" + strings.NewReplacer("%", "%25", "&", "%26", "+", "%2B", "#", "%23").Replace(token)
			walk, bodies, pageTokens = append(walk, i), append(bodies, i.Response.Body), append(pageTokens, token)
		}
		report, err := scrub.Interactions("test", walk)
		if err != nil {
			t.Fatal(err)
		}
		forth, back := map[string]string{}, map[string]string{}
		for n, i := range walk {
			checkShape(t, bodies[n], i.Response.Body, forth, back)
			u, err := i.GetHTTPRequest()
			if err != nil {
				t.Fatal(err)
			}
			checkPair(t, pageTokens[n], u.URL.Query().Get("page_token"), forth, back)
			checkPair(t, "4876876000000376008", strings.Split(u.URL.Path, "/")[4], forth, back)
			if text := i.Response.Body + i.Request.URL; strings.Contains(text, "secret") || strings.Contains(text, "4876876000") ||
				regexp.MustCompile(`\b555\d{7}\b`).MatchString(text) {
				t.Errorf("seed %d: left over in\n%s", seed, text)
			}
		}
		if report.Texts == 0 || t.Failed() {
			t.Fatalf("seed %d: report %+v", seed, report)
		}
	}
}

// Of any JSON comes JSON of the same shape, of anything else nothing.
func FuzzInteractions(f *testing.F) {
	for _, s := range cassettes.Scenarios() {
		c, err := cassette.Load("../../zohocrm/zohocrmtest/cassettes/recordings/" + s.Name)
		if err != nil {
			f.Fatal(err)
		}
		if body := c.Interactions[0].Response.Body; len(body) < 4_000 {
			f.Add(body)
		}
	}
	for _, body := range []string{`[1,-0.5e3,"\ud800","",{"":[[]],"a":{}}]`, `{"data":[`, `{"a":"2022-04-20T14:45:42Z","b":"/crm/v8//1/"}`} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		i := asked("fields=id", 200, nil, body)
		mustScrub(t, i)
		if !json.Valid([]byte(body)) {
			if len(i.Response.Body) > 200 && strings.TrimSpace(body) != "" {
				t.Errorf("left over: %s", i.Response.Body)
			}
			return
		}
		checkShape(t, body, i.Response.Body, map[string]string{}, map[string]string{})
	})
}
