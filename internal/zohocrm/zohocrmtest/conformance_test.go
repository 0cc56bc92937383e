package zohocrmtest_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/dnaeon/go-vcr.v4/pkg/cassette"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// key is what Zoho's documents say of one key: the shape of its value, and
// where it is on a list of required keys.
type key struct {
	shape    func(json.RawMessage) bool
	required bool // by the OpenAPI file of version 3.0 or 3.1
}

func like(pattern string) func(json.RawMessage) bool {
	re := regexp.MustCompile(`^(` + pattern + `)$`)
	return func(raw json.RawMessage) bool { return re.Match(raw) }
}

func anyOf(shapes ...func(json.RawMessage) bool) func(json.RawMessage) bool {
	return func(raw json.RawMessage) bool {
		return slices.ContainsFunc(shapes, func(shape func(json.RawMessage) bool) bool { return shape(raw) })
	}
}

// object is an object with these keys and no others.
func object(keys map[string]key) func(json.RawMessage) bool {
	return func(raw json.RawMessage) bool {
		var members map[string]json.RawMessage
		if json.Unmarshal(raw, &members) != nil || members == nil {
			return false
		}
		for name, value := range members {
			if k, known := keys[name]; !known || !k.shape(value) {
				return false
			}
		}
		for name, k := range keys {
			if k.required && members[name] == nil {
				return false
			}
		}
		return true
	}
}

var (
	null    = like(`null`)
	text    = like(`"([^"\\]|\\.)*"`)
	digits  = like(`"\d+"`)
	integer = like(`\d+`)
	boolean = like(`true|false`)
	moment  = like(`"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"`)
	user    = object(map[string]key{"id": {anyOf(digits, null), true}, "name": {text, true}, "email": {text, false}})
	parent  = object(map[string]key{"id": {digits, true}, "name": {text, true}})
)

// attachmentKeys are the keys of an attachment as Zoho's OpenAPI file
// v8.0/attachments.json (OpenAPI 3.0) has them: the strictest of the sources.
// Those that are not in it are as the source named has them.
var attachmentKeys = map[string]key{
	"id":                  {digits, true},
	"File_Name":           {anyOf(text, null), true},
	"Size":                {digits, true},
	"Created_Time":        {moment, true},
	"Modified_Time":       {moment, true},
	"Owner":               {user, true},
	"Created_By":          {user, true},
	"Modified_By":         {user, true},
	"Parent_Id":           {parent, true},
	"$editable":           {boolean, true},
	"$file_id":            {text, true},
	"$type":               {text, true},
	"$se_module":          {text, true},
	"$state":              {text, true},
	"$link_url":           {anyOf(text, null), true},
	"$attachment_type":    {integer, false},
	"$sharing_permission": {text, false},
	// OpenAPI 3.1.
	"$field_states": {anyOf(null, object(nil)), false},
	// SDK 8.0.
	"$zia_visions":         {anyOf(text, null), false},
	"Record_Status__s":     {text, false},
	"Attachment_Source__s": {text, false},
	"File_Id__s":           {text, false},
	// SDK 2.0 and 2.1.
	"description": {text, false},
	"category":    {text, false},
	// Widgets.
	"extn":            {text, false},
	"encAttachFileId": {text, false},
	"$status":         {text, false},
}

var infoKeys = map[string]key{
	"per_page":            {integer, true},
	"page":                {integer, true},
	"count":               {integer, true},
	"more_records":        {boolean, true},
	"next_page_token":     {anyOf(text, null), false},
	"previous_page_token": {anyOf(text, null), false},
	"page_token_expiry":   {anyOf(moment, null), false},
}

// disagreements are where Zoho's sources disagree with that file, one by one:
// a recording holds these and no others, and every one of them.
var disagreements = []string{
	// The sample of Zoho's page: null, and no object as its own list of keys says.
	"documented-sample: row 0: Parent_Id is null",
	"documented-sample: row 1: Parent_Id is null",
	"documented-sample-all-fields: row 0: Parent_Id is null",
	"documented-sample-all-fields: row 1: Parent_Id is null",
	"parent-null: row 0: Parent_Id is null",
	// The examples of OpenAPI 3.1: no link_url at a file, no file id at a
	// link, and a key that no field of the request can name.
	"file-beside-link: row 0: $link_url is missing",
	"file-beside-link: row 0: $field_states was not asked for",
	"file-beside-link: row 1: $file_id is null",
	"file-beside-link: row 1: $field_states was not asked for",
	// Zoho's page and the SDKs 2.0 and 2.1: an integer, and no string.
	"size-as-number: row 0: Size is 1048576",
}

// Every recording of a success agrees with Zoho's documents on keys and types,
// but for the known disagreements.
func TestSuccessRecordingsConform(t *testing.T) {
	t.Parallel()
	var found []string
	for _, s := range cassettes.Scenarios() {
		for _, i := range interactions(t, s.Name) {
			switch {
			case i.Response.Code == 204:
				if i.Response.Body != "" || i.Response.Headers.Get("Content-Type") != "" {
					t.Errorf("%s: 204 with %q of type %q", s.Name, i.Response.Body, i.Response.Headers.Get("Content-Type"))
				}
			case i.Response.Code == 200 && s.Name != "error-inside-200":
				found = append(found, checkPage(t, s, i.Response.Body)...)
			}
		}
	}
	slices.Sort(found) // twice the same: the documented sample is recorded for two requests
	found = slices.Compact(found)
	want := slices.Sorted(slices.Values(disagreements))
	for _, d := range found {
		if !slices.Contains(want, d) {
			t.Errorf("unknown disagreement: %s", d)
		}
	}
	for _, d := range want {
		if !slices.Contains(found, d) {
			t.Errorf("no longer true: %s", d)
		}
	}
}

// checkPage holds a page against the documents and returns where its rows
// disagree with them.
func checkPage(t *testing.T, s cassettes.Scenario, body string) (found []string) {
	t.Helper()
	var page struct {
		Data []map[string]json.RawMessage `json:"data"`
		Info json.RawMessage              `json:"info"`
	}
	decoder := json.NewDecoder(strings.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&page); err != nil || page.Data == nil {
		t.Errorf("%s: no page: %v", s.Name, err)
		return nil
	}
	if !object(infoKeys)(page.Info) {
		t.Errorf("%s: info %s", s.Name, page.Info)
	}
	if count := fmt.Sprintf(`"count":%d,`, len(page.Data)); !strings.Contains(compact(page.Info), count) {
		t.Errorf("%s: %d rows, info %s", s.Name, len(page.Data), page.Info)
	}
	for n, row := range page.Data {
		for _, name := range slices.Sorted(maps.Keys(row)) {
			where := fmt.Sprintf("%s: row %d: %s ", s.Name, n, name)
			switch k, known := attachmentKeys[name]; {
			case !known:
				found = append(found, where+"is unknown")
			case !k.shape(row[name]):
				found = append(found, where+"is "+compact(row[name]))
			case name != "id" && !slices.Contains(s.Fields, name):
				found = append(found, where+"was not asked for")
			}
		}
		for name, k := range attachmentKeys {
			if _, there := row[name]; k.required && !there && (name == "id" || slices.Contains(s.Fields, name)) {
				found = append(found, fmt.Sprintf("%s: row %d: %s is missing", s.Name, n, name))
			}
		}
	}
	return found
}

func compact(raw json.RawMessage) string {
	return regexp.MustCompile(`\s`).ReplaceAllString(string(raw), "")
}

func interactions(t *testing.T, name string) []*cassette.Interaction {
	t.Helper()
	c, err := cassette.Load("cassettes/recordings/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return c.Interactions
}

// Between them the recordings hold every key, and every value that the
// documents allow in two forms in both.
func TestSuccessRecordingsCoverTheDocuments(t *testing.T) {
	t.Parallel()
	missing := map[string]func(json.RawMessage) bool{
		"Size as number": integer, "Size as text": digits, "Parent_Id null": null, "Parent_Id object": parent,
		"File_Name null": null, "$file_id null": null, "$link_url null": null, "$link_url text": text,
		"Owner without email": object(map[string]key{"id": {digits, true}, "name": {text, true}}),
	}
	for name := range attachmentKeys {
		missing[name] = func(json.RawMessage) bool { return true }
	}
	for _, s := range cassettes.Scenarios() {
		for _, i := range interactions(t, s.Name) {
			var page pageBody
			if json.Unmarshal([]byte(i.Response.Body), &page) != nil {
				continue
			}
			for _, row := range page.Data {
				maps.DeleteFunc(missing, func(what string, shape func(json.RawMessage) bool) bool {
					name, _, _ := strings.Cut(what, " ")
					return row[name] != nil && shape(row[name])
				})
			}
		}
	}
	for what := range missing {
		t.Errorf("no recording holds %s", what)
	}
}
