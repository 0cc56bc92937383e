package api

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// plainly decodes a row by encoding/json alone, member by member: simpler than [row.attachment], and slower.
func plainly(tb testing.TB, object string) Attachment {
	tb.Helper()
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(object), &members); err != nil {
		tb.Fatal(err)
	}
	var a Attachment
	texts := map[string]**string{
		"id": &a.ID, "File_Name": &a.FileName, "Created_Time": &a.CreatedTime, "Modified_Time": &a.ModifiedTime, "$file_id": &a.FileID,
		"$se_module": &a.SeModule, "$type": &a.Type, "$state": &a.State, "$link_url": &a.LinkURL, "$sharing_permission": &a.SharingPermission,
	}
	integers := map[string]**int64{"Size": &a.Size, "$attachment_type": &a.AttachmentType}
	users := map[string]**User{"Owner": &a.Owner, "Created_By": &a.CreatedBy, "Modified_By": &a.ModifiedBy}
	for key, raw := range members {
		decoder := json.NewDecoder(strings.NewReader(string(raw)))
		decoder.UseNumber()
		var value any
		if err := decoder.Decode(&value); err != nil {
			tb.Fatal(err)
		}
		if value == nil {
			continue
		}
		known, fits := true, false
		if field, ok := texts[key]; ok {
			*field, fits = plainText(value)
		} else if field, ok := integers[key]; ok {
			*field, fits = plainInteger(value)
		} else if field, ok := users[key]; ok {
			*field, fits = plainUser(value)
		} else if key == "Parent_Id" {
			var u *User
			if u, _ = plainUser(value); u != nil {
				_, idFits := plainText(value.(map[string]any)["id"])
				_, nameFits := plainText(value.(map[string]any)["name"])
				a.ParentID, fits = &Record{ID: u.ID, Name: u.Name}, idFits && nameFits
			}
		} else if key == "$editable" {
			var b bool
			if b, fits = value.(bool); fits {
				a.Editable = &b
			}
		} else {
			known = false
		}
		if fits {
			continue
		}
		a.Additional = append(a.Additional, Field{key, sanitize.CompactJSON(string(raw))})
		if known {
			a.TypeMismatches = append(a.TypeMismatches, key)
		}
	}
	slices.Sort(a.TypeMismatches)
	slices.SortFunc(a.Additional, func(a, b Field) int { return strings.Compare(a.Key, b.Key) })
	return a
}

func plainText(value any) (*string, bool) {
	s, ok := value.(string)
	if !ok {
		return nil, value == nil
	}
	return &s, true
}

func plainInteger(value any) (*int64, bool) {
	digits, isText := value.(string)
	if number, ok := value.(json.Number); ok {
		digits = number.String()
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || isText && strings.Trim(digits, "0123456789") != "" {
		return nil, false
	}
	return &n, true
}

func plainUser(value any) (*User, bool) {
	object, ok := value.(map[string]any)
	if !ok {
		return nil, false
	}
	var u User
	var id, name, email bool
	u.ID, id = plainText(object["id"])
	u.Name, name = plainText(object["name"])
	u.Email, email = plainText(object["email"])
	return &u, id && name && email
}

func wantPlain(tb testing.TB, object string) {
	tb.Helper()
	if got, want := Row(object).Attachment(), plainly(tb, object); !reflect.DeepEqual(got, want) {
		tb.Errorf("%s\ngot  %s\nwant %s", object, written(got), written(want))
	}
}

// oddRows are rows in which two ways to decode could differ.
var oddRows = []string{
	`{}`, ` { } `, "{\n\t\"id\" :\r\"1\" , \"Size\" : 5 }",
	`{"id":"1","id":"2"}`, `{"id":1,"id":"2"}`, `{"id":"1","id":2}`, `{"id":"1","id":null}`, `{"id":1,"id":null}`,
	`{"x":1,"x":2}`, `{"x":1,"x":null}`, `{"Size":"12 MB","Size":"5"}`, `{"$editable":true,"$editable":null}`,
	`{"Owner":{"id":7},"Owner":{"id":"8"}}`, `{"Owner":{"id":7,"id":"8","name":"a","name":null}}`, `{"Owner":{"id":"8","id":7}}`,
	`{"Owner":{"id":"8"},"Owner":"x"}`, `{"Parent_Id":{"id":"1","name":2},"Parent_Id":{"id":"1","email":2}}`,
	`{"\u0069d":"1","File\u005fName":"a"}`, `{"id":"1","\u0069d":"2"}`, `{"Owner":{"\u006eame":"a"}}`,
	`{"Id":"1","ID":"2","file_name":"a","File_name":"b"}`, `{"":"a"," id":"b"}`,
	`{"id":"\ud800","File_Name":"\ud83d\ude00\n\/\u003c","$type":"a\\\"b"}`, "{\"id\":\"\xff\",\"\xff\":\"\xfe\"}",
	"{\"Owner\":{\"name\":\"\xc3\x28\",\"\xff\":1}}",
	`{"Size":"\u0035","$attachment_type":-0}`, `{"Size":1.0}`, `{"Size":1e3}`, `{"Size":""}`, `{"Size":"-5"}`, `{"Size":99999999999999999999}`,
	`{"a":[{"]":"}"}],"b":"{\"[","c":{"d":[[[]],"\\"]},"e":-1.50E+7,"id":"1"}`,
	`{"a":[1,2],"b":{"z":1,"a":2},"c":12345678901234567890.10,"d":"<&>\u2028","id":"1"}`,
	`{"null":null,"true":true,"false":false}`, `{"id":true,"$editable":"true","Owner":[],"Parent_Id":0,"Created_By":false}`,
}

func TestDecodeAsEncodingJSON(t *testing.T) {
	t.Parallel()
	for _, object := range oddRows {
		wantPlain(t, object)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 2_000 {
		wantPlain(t, randomObject(random, 2))
	}
}

// randomObject makes a row up, of few keys and odd values, so that keys come twice and values do not fit.
func randomObject(random *rand.Rand, depth int) string {
	keys := []string{
		"id", "File_Name", "Size", "Created_Time", "Owner", "Modified_By", "Parent_Id", "$editable", "$link_url", "$attachment_type",
		"name", "email", "Id", `\u0069d`, "",
	}
	values := []string{`"a"`, `"5"`, "5", "-1.5", "true", "false", "null", `"é\n"`, `"\ud83d"`, "[1, 2]", `{"id" : "1"}`, `""`}
	var members []string
	for range random.IntN(8) {
		value := values[random.IntN(len(values))]
		if depth > 0 && random.IntN(3) == 0 {
			value = randomObject(random, depth-1)
		}
		members = append(members, fmt.Sprintf("\"%s\"%*s:%*s%s", keys[random.IntN(len(keys))], random.IntN(2), "", random.IntN(2), "", value))
	}
	return "{" + strings.Join(members, " ,") + "}"
}

func FuzzDecodeRow(f *testing.F) {
	for _, object := range oddRows {
		f.Add(object)
	}
	f.Fuzz(func(t *testing.T, object string) {
		trimmed := strings.TrimLeft(object, " \t\r\n")
		if !json.Valid([]byte(object)) || trimmed[0] != '{' {
			return
		}
		wantPlain(t, object)
	})
}

// The members of a page are told apart to the letter, once decoded, and of two of the same name the last one counts.
// What tells an error inside a page is told as encoding/json tells it.
func TestDecodePageMembers(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"data":[{"id":"1"}],"data":[{"id":"2"},{}]}`:                                      `[{"id":"2"} {}] more=false token=""`,
		`{"d\u0061ta":[{"id":"1"}] , "info" : {"more_records":true,"next_page_token":"t"}}`: `[{"id":"1"}] more=true token="t"`,
		`{"info":{"more_records":true},"info":{"more_records":false},"data":[ {"id":"1"} ,{"a":[{"]":1}]}]}`: `[{"id":"1"} {"a":[{"]":1}]}] ` +
			`more=false token=""`,
		`{"data":[],"data":null}`: "zohocrm: HTTP 200: the response is not of the documented form: it has no data",
		`{"data":[],"info":null}`: `[] more=false token=""`,
		`{"DATA":[]}`:             "zohocrm: HTTP 200: the response is not of the documented form: it has no data",
		`{"data":[],"STATUS":"error","Code":"A","message":"m"}`:        "zohocrm: HTTP 200: A: m",
		`{"data":[],"ſtatus":"error","code":"B"}`:                      "zohocrm: HTTP 200: B",
		`{"data":[],"status":"success","code":"C"}`:                    `[] more=false token=""`,
		`{"data":[],"status":"error","status":"fine","code":"D"}`:      `[] more=false token=""`,
		`{"data":[{"Status":"error","code":"E"},{}],"info":"wrong"}`:   "zohocrm: HTTP 200: E",
		`{"data":[{},{"status":"error","code":"F"}]}`:                  "zohocrm: HTTP 200: F",
		`{"data":[{"id":"1"},{"id":"2","status":"error","code":"G"}]}`: `[{"id":"1"} {"id":"2","status":"error","code":"G"}] more=false token=""`,
	} {
		decoded, err := decodePage(t.Context(), http.StatusOK, http.Header{}, []byte(body), 200)
		got := fmt.Sprintf("%s more=%t token=%q", decoded.Rows, decoded.More, decoded.NextToken)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", body, got, want)
		}
	}
}

func written(a Attachment) []byte {
	text, err := json.Marshal(a)
	if err != nil {
		panic(err)
	}
	return text
}
