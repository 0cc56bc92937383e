package zohocrm_test

import (
	"testing"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// decode lets a client decode one row.
func decode(t *testing.T, row string) api.Attachment {
	t.Helper()
	list, err := walkScript(t, scripted(pageOf(row)))
	if err != nil || len(list) != 1 {
		t.Fatalf("%s: %d attachments, %v", row, len(list), err)
	}
	return list[0]
}

// kept is an attachment that has the value of a known key as raw JSON only.
func kept(key, value string) api.Attachment {
	return api.Attachment{Additional: api.Fields{{Key: key, Value: value}}, TypeMismatches: []string{key}}
}

// The two rows are the examples of Zoho's OpenAPI file v8.0/attachments.json, a file and a link.
func TestDecodeDocumentedRows(t *testing.T) {
	t.Parallel()
	john := api.User{ID: new("2876819000000511001"), Name: new("John CRM"), Email: new("test@zohocorp.com")}
	admin := api.User{ID: new("2876819000000511002"), Name: new("Admin User"), Email: new("admin@zohocorp.com")}
	for row, want := range map[string]api.Attachment{
		`{"Owner":{"name":"John CRM","id":"2876819000000511001","email":"test@zohocorp.com"},
		"Modified_Time":"2025-12-11T11:34:53+05:30","File_Name":"Q4_Report.pdf","$field_states":null,
		"Created_Time":"2025-12-10T11:34:53+05:30","Size":"1048576","Parent_Id":{"name":"John Doe","id":"2876819000001234567"},
		"$editable":true,"$file_id":"file123","$type":"File","$se_module":"Leads",
		"Modified_By":{"name":"Admin User","id":"2876819000000511002","email":"admin@zohocorp.com"},
		"$state":"save","id":"2876819000001935002","$sharing_permission":"full_access","$attachment_type":2,
		"Created_By":{"name":"John CRM","id":"2876819000000511001","email":"test@zohocorp.com"}}`: {
			ID: new("2876819000001935002"), FileName: new("Q4_Report.pdf"), Size: new(int64(1048576)),
			CreatedTime: new("2025-12-10T11:34:53+05:30"), ModifiedTime: new("2025-12-11T11:34:53+05:30"),
			Owner: &john, CreatedBy: &john, ModifiedBy: &admin,
			ParentID: &api.Record{ID: new("2876819000001234567"), Name: new("John Doe")},
			Editable: new(true), FileID: new("file123"), SeModule: new("Leads"), Type: new("File"), State: new("save"),
			SharingPermission: new("full_access"), AttachmentType: new(int64(2)),
		},
		`{"File_Name":"Google","Size":"0","$file_id":null,"$type":"Link URL","$link_url":"https://www.google.com","$editable":false,
		"id":"2876819000001935003","Parent_Id":null,"Owner":{"name":"Admin User","id":"2876819000000511002"}}`: {
			ID: new("2876819000001935003"), FileName: new("Google"), Size: new(int64(0)), Type: new("Link URL"),
			LinkURL: new("https://www.google.com"), Editable: new(false), Owner: &api.User{ID: admin.ID, Name: admin.Name},
		},
	} {
		if got := decode(t, row); show(got) != show(want) {
			t.Errorf("%s\ngot %s\nwant %s", row, show(got), show(want))
		}
	}
}

// textKeys are the keys whose value is a text, each with where it goes.
var textKeys = map[string]func(*api.Attachment) **string{
	"id":                  func(a *api.Attachment) **string { return &a.ID },
	"File_Name":           func(a *api.Attachment) **string { return &a.FileName },
	"Created_Time":        func(a *api.Attachment) **string { return &a.CreatedTime },
	"Modified_Time":       func(a *api.Attachment) **string { return &a.ModifiedTime },
	"$file_id":            func(a *api.Attachment) **string { return &a.FileID },
	"$se_module":          func(a *api.Attachment) **string { return &a.SeModule },
	"$type":               func(a *api.Attachment) **string { return &a.Type },
	"$state":              func(a *api.Attachment) **string { return &a.State },
	"$link_url":           func(a *api.Attachment) **string { return &a.LinkURL },
	"$sharing_permission": func(a *api.Attachment) **string { return &a.SharingPermission },
}

func TestDecodeText(t *testing.T) {
	t.Parallel()
	for key, field := range textKeys {
		for value, text := range map[string]*string{
			`""`: new(""), `"a"`: new("a"), `" <b>\u0026 \"é\" \u00e9 \t "`: new(" <b>& \"é\" é \t "), "null": nil,
		} {
			var want api.Attachment
			*field(&want) = text
			if got := decode(t, `{"`+key+`": `+value+` }`); show(got) != show(want) {
				t.Errorf("%s %s: got %s", key, value, show(got))
			}
		}
		for value, compact := range map[string]string{
			"5": "5", "1.50": "1.50", "true": "true", "{ }": "{}", `[ "a" ]`: `["a"]`, `{"b":1, "a":"<"}`: `{"a":"<","b":1}`,
		} {
			if got, want := decode(t, `{"`+key+`": `+value+` }`), kept(key, compact); show(got) != show(want) {
				t.Errorf("%s %s: got %s", key, value, show(got))
			}
		}
	}
}

func TestDecodeInteger(t *testing.T) {
	t.Parallel()
	for key, field := range map[string]func(*api.Attachment) **int64{
		"Size":             func(a *api.Attachment) **int64 { return &a.Size },
		"$attachment_type": func(a *api.Attachment) **int64 { return &a.AttachmentType },
	} {
		for value, number := range map[string]*int64{
			"0": new(int64(0)), "23821": new(int64(23821)), "-1": new(int64(-1)), `"0"`: new(int64(0)), `"23821"`: new(int64(23821)),
			`"007"`: new(int64(7)), "9223372036854775807": new(int64(9223372036854775807)),
			`"9223372036854775807"`: new(int64(9223372036854775807)), `"\u0035"`: new(int64(5)), "null": nil,
		} {
			var want api.Attachment
			*field(&want) = number
			if got := decode(t, `{"`+key+`":`+value+`}`); show(got) != show(want) {
				t.Errorf("%s %s: got %s", key, value, show(got))
			}
		}
		for _, value := range []string{
			`"12 MB"`, `""`, `" 5"`, `"-5"`, `"+5"`, `"1.0"`, `"5e3"`, `"٣"`, "1.0", "1.5", "5e3", "9223372036854775808",
			`"9223372036854775808"`, "99999999999999999999999999", "1e400", "true", "{}", "[5]",
		} {
			if got, want := decode(t, `{"`+key+`":`+value+`}`), kept(key, value); show(got) != show(want) {
				t.Errorf("%s %s: got %s", key, value, show(got))
			}
		}
	}
}

func TestDecodeBoolean(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]api.Attachment{
		"true": {Editable: new(true)}, "false": {Editable: new(false)}, "null": {},
		`"true"`: kept("$editable", `"true"`), "1": kept("$editable", "1"), "[]": kept("$editable", "[]"), "{}": kept("$editable", "{}"),
	} {
		if got := decode(t, `{"$editable":`+value+`}`); show(got) != show(want) {
			t.Errorf("%s: got %s", value, show(got))
		}
	}
}

// A value inside a user that does not fit is nil, and the object is kept as raw JSON too.
func TestDecodeUser(t *testing.T) {
	t.Parallel()
	for key, field := range map[string]func(*api.Attachment) **api.User{
		"Owner":       func(a *api.Attachment) **api.User { return &a.Owner },
		"Created_By":  func(a *api.Attachment) **api.User { return &a.CreatedBy },
		"Modified_By": func(a *api.Attachment) **api.User { return &a.ModifiedBy },
	} {
		for value, tc := range map[string]struct {
			user *api.User
			kept string
		}{
			"null":                           {nil, ""},
			"{}":                             {&api.User{}, ""},
			`{"id":"1","name":"a"}`:          {&api.User{ID: new("1"), Name: new("a")}, ""},
			`{"id":null,"email":"b"}`:        {&api.User{Email: new("b")}, ""},
			`{"id":"1","zuid":5}`:            {&api.User{ID: new("1")}, ""},
			`{ "name":"a", "id":1 }`:         {&api.User{Name: new("a")}, `{"id":1,"name":"a"}`},
			`{"name":["a"],"id":"1"}`:        {&api.User{ID: new("1")}, `{"id":"1","name":["a"]}`},
			`{"email":{},"id":"1","x":1.50}`: {&api.User{ID: new("1")}, `{"email":{},"id":"1","x":1.50}`},
			`"Patricia Boyle"`:               {nil, `"Patricia Boyle"`},
			`[{"id":"1"}]`:                   {nil, `[{"id":"1"}]`},
			"4876876000000327001":            {nil, "4876876000000327001"},
			"false":                          {nil, "false"},
		} {
			var want api.Attachment
			if tc.kept != "" {
				want = kept(key, tc.kept)
			}
			*field(&want) = tc.user
			if got := decode(t, `{"`+key+`":`+value+`}`); show(got) != show(want) {
				t.Errorf("%s %s: got %s", key, value, show(got))
			}
		}
	}
}

func TestDecodeParent(t *testing.T) {
	t.Parallel()
	for value, tc := range map[string]struct {
		parent *api.Record
		kept   string
	}{
		"null":                                 {nil, ""},
		`{"id":"5","name":"Deal"}`:             {&api.Record{ID: new("5"), Name: new("Deal")}, ""},
		`{"id":"5","module":{"id":"1"}}`:       {&api.Record{ID: new("5")}, ""},
		`{"id":4876876000000376008,"name":""}`: {&api.Record{Name: new("")}, `{"id":4876876000000376008,"name":""}`},
		`{"id":"5","name":7}`:                  {&api.Record{ID: new("5")}, `{"id":"5","name":7}`},
		`"4876876000000376008"`:                {nil, `"4876876000000376008"`},
		"[]":                                   {nil, "[]"},
	} {
		var want api.Attachment
		if tc.kept != "" {
			want = kept("Parent_Id", tc.kept)
		}
		want.ParentID = tc.parent
		if got := decode(t, `{"Parent_Id":`+value+`}`); show(got) != show(want) {
			t.Errorf("%s: got %s", value, show(got))
		}
	}
}

// Whatever else a row holds is kept, in one form: keys sorted, numbers to the digit, nothing escaped for HTML.
func TestDecodeFurtherKeys(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		`"a"`: `"a"`, `""`: `""`, "true": "true", "false": "false", "0": "0", "[ ]": "[]", "{ }": "{}",
		"12345678901234567890.10": "12345678901234567890.10", "1e400": "1e400", "-0.0": "-0.0", "1E+2": "1E+2",
		`"\u003cb\u003e & \"é\\ \/\n"`:            `"<b> & \"é\\ /\n"`,
		"{\n\t\"b\" : [ 1.0 , null ],\n\"a\":{}}": `{"a":{},"b":[1.0,null]}`,
		`{"b":{"d":1,"c":{"z":"<>","y":[{"n":2,"m":12345678901234567890}]}},"a":null}`: `{"a":null,"b":{"c":{"y":[{"m":12345678901234567890,` +
			`"n":2}],"z":"<>"},"d":1}}`,
	} {
		got := decode(t, `{"id":"1","$zia_visions":`+value+`}`)
		if show(got) != show(api.Attachment{ID: new("1"), Additional: api.Fields{{Key: "$zia_visions", Value: want}}}) {
			t.Errorf("%s: got %s", value, show(got))
		}
	}
	// Keys are told apart by case, and null is left out.
	got := decode(t, `{"Id":"1","size":5,"file_name":"a","":1,"$field_states":null,"Récord <Status>":"x"}`)
	want := api.Fields{
		{Key: "", Value: "1"},
		{Key: "Id", Value: `"1"`},
		{Key: "Récord <Status>", Value: `"x"`},
		{Key: "file_name", Value: `"a"`},
		{Key: "size", Value: "5"},
	}
	if show(got) != show(api.Attachment{Additional: want}) {
		t.Errorf("got %s", show(got))
	}
}

func TestTypeMismatchesAreSorted(t *testing.T) {
	t.Parallel()
	got := decode(t, `{"id":1,"Size":"x","Owner":{"id":1},"$editable":0,"File_Name":2,"Parent_Id":[],"$type":3,"Other":4,"State":null}`)
	want := []string{"$editable", "$type", "File_Name", "Owner", "Parent_Id", "Size", "id"}
	if show(got.TypeMismatches) != show(want) || len(got.Additional) != len(want)+1 {
		t.Errorf("got %s", show(got))
	}
}

func TestEmptyRow(t *testing.T) {
	t.Parallel()
	if got := decode(t, "{}"); show(got) != show(api.Attachment{}) || got.Additional != nil || got.TypeMismatches != nil {
		t.Errorf("got %s", show(got))
	}
}
