package main

import (
	"encoding/json"
	"slices"
	"testing"
)

func wheres(c *check) (places []string) {
	for _, d := range c.differences {
		places = append(places, d.where)
	}
	return places
}

// Of every type a getter's value agrees with the bytes in Zoho's form, and with nothing else.
func TestCompareValue(t *testing.T) {
	for name, test := range map[string]struct {
		typ, value, raw string
		want            []string // places that differ
	}{
		"a text":                  {typeText, `"a/b"`, `"a\/b"`, nil},
		"another text":            {typeText, `"a"`, `"b"`, []string{"key"}},
		"a text of a number":      {typeText, `"5"`, `5`, []string{"key"}},
		"nothing":                 {typeText, `null`, ``, nil},
		"null":                    {typeText, `null`, `null`, nil},
		"a text kept back":        {typeText, `null`, `"a"`, []string{"key"}},
		"a text made up":          {typeText, `"a"`, ``, []string{"key"}},
		"an id":                   {typeLong, `"4876876000001021001"`, `"4876876000001021001"`, nil},
		"an id as a number":       {typeLong, `"4876876000001021001"`, `4876876000001021001`, []string{"key"}},
		"a number":                {typeInteger, `200`, `200`, nil},
		"a number as text":        {typeInteger, `200`, `"200"`, []string{"key"}},
		"a part of a number":      {typeInteger, `200`, `200.5`, []string{"key"}},
		"true":                    {typeBoolean, `true`, `true`, nil},
		"true of false":           {typeBoolean, `true`, `false`, []string{"key"}},
		"true of a text":          {typeBoolean, `true`, `"true"`, []string{"key"}},
		"a time":                  {typeDateTime, `"2022-04-21T04:57:41.000Z"`, `"2022-04-21T10:27:41+05:30"`, nil},
		"another time":            {typeDateTime, `"2022-04-21T04:57:42.000Z"`, `"2022-04-21T10:27:41+05:30"`, []string{"key"}},
		"no time":                 {typeDateTime, `"no time"`, `"yesterday"`, []string{"key"}},
		"an error's code":         {typeChoice, `"INVALID_DATA"`, `"INVALID_DATA"`, nil},
		"details":                 {typeMap, `{"limit":50,"of":[{"a":"b"}]}`, `{"of":[{"a":"b"}],"limit":50}`, nil},
		"a detail less":           {typeMap, `{}`, `{"limit":50}`, []string{"key.limit"}},
		"another detail":          {typeMap, `{"limit":50}`, `{"limit":51}`, []string{"key.limit"}},
		"details that are a list": {typeMap, `{}`, `[]`, []string{"key"}},
		"a user":                  {"users/minified_user", `{"id":{"type":"Long","value":"7"}}`, `{"id":"7"}`, nil},
		"a user's unknown key": {
			"users/minified_user", `{"id":{"type":"Long","value":"7"}}`, `{"id":"7","zuid":"8"}`, []string{"key.zuid"},
		},
		"another user":               {"users/minified_user", `{"id":{"type":"Long","value":"7"}}`, `{"id":"8"}`, []string{"key.id"}},
		"a user that is no object":   {"users/minified_user", `{"id":{"type":"Long","value":"7"}}`, `"7"`, []string{"key"}},
		"a user of whom is no value": {"users/minified_user", `null`, `{"id":"8"}`, []string{"key"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var c check
			compareValue(&c, "page 1", "key", told{test.typ, json.RawMessage(test.value)}, json.RawMessage(test.raw))
			if got := wheres(&c); !slices.Equal(got, test.want) {
				t.Errorf("differences %+v, want them at %q", c.differences, test.want)
			}
			if c.values == 0 {
				t.Error("nothing was compared")
			}
		})
	}
}

// The output holds what the getters give: a size as a number, times as Zoho wrote them, the rest as JSON.
func TestCompareOutput(t *testing.T) {
	row := func() object {
		return object{
			"id":           {typeLong, json.RawMessage(`"7"`)},
			"Size":         {typeText, json.RawMessage(`"1048576"`)},
			"$editable":    {typeBoolean, json.RawMessage(`true`)},
			"Created_Time": {typeDateTime, json.RawMessage(`"2022-04-21T04:57:41.000Z"`)},
			"$link_url":    {typeText, json.RawMessage(`null`)},
			"File_Id__s":   {typeText, json.RawMessage(`"f1"`)},
			"Owner":        {"user", json.RawMessage(`{"id":{"type":"Long","value":"9"},"email":{"type":"String","value":null}}`)},
		}
	}
	output := func() map[string]any {
		return map[string]any{
			"id": "7", "size": int64(1048576), "editable": true, "created_time": "2022-04-21T10:27:41+05:30", "link_url": nil,
			"owner": map[string]any{"id": "9", "email": nil}, "additional_fields": map[string]any{"File_Id__s": `"f1"`},
		}
	}
	for name, test := range map[string]struct {
		change func(object, map[string]any)
		want   []string
	}{
		"the same":           {func(object, map[string]any) {}, nil},
		"another size":       {func(_ object, o map[string]any) { o["size"] = int64(5) }, []string{"Size"}},
		"a size lost":        {func(_ object, o map[string]any) { o["size"] = nil }, []string{"Size"}},
		"another time":       {func(_ object, o map[string]any) { o["created_time"] = "2022-04-21T10:27:41Z" }, []string{"Created_Time"}},
		"not editable":       {func(_ object, o map[string]any) { o["editable"] = false }, []string{"$editable"}},
		"a link made up":     {func(_ object, o map[string]any) { o["link_url"] = "" }, []string{"$link_url"}},
		"another owner":      {func(_ object, o map[string]any) { o["owner"].(map[string]any)["id"] = "8" }, []string{"Owner.id"}},
		"an owner lost":      {func(_ object, o map[string]any) { o["owner"] = nil }, []string{"Owner"}},
		"a key lost":         {func(_ object, o map[string]any) { o["additional_fields"] = map[string]any{} }, []string{"File_Id__s"}},
		"a key without home": {func(r object, _ map[string]any) { delete(r, "File_Id__s") }, []string{"File_Id__s"}},
		"another attachment": {func(_ object, o map[string]any) { o["id"] = "8" }, []string{"id"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var c check
			r, o := row(), output()
			test.change(r, o)
			compareOutput(&c, []object{r}, []map[string]any{o})
			if got := wheres(&c); !slices.Equal(got, test.want) {
				t.Errorf("differences %+v, want them at %q", c.differences, test.want)
			}
		})
	}
	var c check
	compareOutput(&c, []object{row()}, nil)
	if got := wheres(&c); !slices.Equal(got, []string{"number of attachments", "id"}) {
		t.Errorf("differences %+v of an output without attachments", c.differences)
	}
}

// An error of Zoho's has to stand in the one error that the provider reports.
func TestCompareDiagnostic(t *testing.T) {
	r := reply{Status: 403, Error: object{
		"code":    {typeChoice, json.RawMessage(`"NO_PERMISSION"`)},
		"message": {typeText, json.RawMessage(`"permission denied."`)},
	}}
	const said = "Missing Permission\nZoho CRM answered: NO_PERMISSION: permission denied (HTTP 403)."
	for name, test := range map[string]struct {
		errors []string
		want   []string
	}{
		"quoted":         {[]string{said}, nil},
		"none":           {nil, []string{"number of errors"}},
		"two":            {[]string{said, said}, []string{"number of errors"}},
		"another status": {[]string{"NO_PERMISSION: permission denied (HTTP 400)"}, []string{"HTTP status"}},
		"another code":   {[]string{"AUTHORIZATION_FAILED: permission denied (HTTP 403)"}, []string{"code and message"}},
	} {
		var c check
		compareDiagnostic(&c, r, test.errors)
		if got := wheres(&c); !slices.Equal(got, test.want) {
			t.Errorf("%s: differences %+v, want them at %q", name, c.differences, test.want)
		}
	}
}
