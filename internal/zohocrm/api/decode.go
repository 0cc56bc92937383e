package api

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
)

// Row is the raw text of a row of a page, an attachment or a record: a valid JSON object.
type Row string

// Attachment decodes a row leniently: nothing of it is dropped, and nothing in it is an error. Of members of the same
// name the last one counts. The attachment's texts are parts of the row's where that needs no decoding.
func (r Row) Attachment() Attachment {
	var a Attachment
	members(string(r), func(key, value string) {
		known, fits := a.set(key, value)
		switch {
		case isNull(value) || known && fits:
			a.Additional = slices.DeleteFunc(a.Additional, func(f Field) bool { return f.Key == key })
		case a.Additional == nil:
			a.Additional = append(make(Fields, 0, r.size()), Field{key, value})
		default:
			a.Additional = append(a.Additional, Field{key, value})
		}
	})
	a.Additional = lastOfEach(a.Additional)
	var probe Attachment
	for i, f := range a.Additional {
		a.Additional[i].Value = sanitize.CompactJSON(f.Value)
		if known, _ := probe.set(f.Key, "null"); known {
			a.TypeMismatches = append(a.TypeMismatches, f.Key)
		}
	}
	return a
}

// lastOfEach sorts fields by their keys, and keeps of those of the same key the last.
func lastOfEach(fields Fields) Fields {
	if len(fields) == 0 {
		return nil
	}
	slices.SortStableFunc(fields, func(a, b Field) int { return strings.Compare(a.Key, b.Key) })
	last := fields[:0]
	for i, f := range fields {
		if i+1 == len(fields) || fields[i+1].Key != f.Key {
			last = append(last, f)
		}
	}
	return last
}

// size is how many members a row may have, at least one; a list that grows takes twice as much.
func (r Row) size() int {
	const ordinary = 4 << 10
	if len(r) <= ordinary {
		return 1
	}
	return min(sanitize.MaxMembers, strings.Count(string(r), `":`))
}

// set decodes the value of a key into the field that is the key's. It reports whether there is such a field, and
// whether the value fits it completely; null does, and leaves nil.
func (a *Attachment) set(key, value string) (known, fits bool) {
	switch key {
	case "id":
		fits = text(value, &a.ID)
	case "File_Name":
		fits = text(value, &a.FileName)
	case "Size":
		fits = integer(value, &a.Size)
	case "Created_Time":
		fits = text(value, &a.CreatedTime)
	case "Modified_Time":
		fits = text(value, &a.ModifiedTime)
	case "Owner":
		fits = user(value, &a.Owner)
	case "Created_By":
		fits = user(value, &a.CreatedBy)
	case "Modified_By":
		fits = user(value, &a.ModifiedBy)
	case "Parent_Id":
		fits = record(value, &a.ParentID)
	case "$editable":
		fits = boolean(value, &a.Editable)
	case "$file_id":
		fits = text(value, &a.FileID)
	case "$se_module":
		fits = text(value, &a.SeModule)
	case "$type":
		fits = text(value, &a.Type)
	case "$state":
		fits = text(value, &a.State)
	case "$link_url":
		fits = text(value, &a.LinkURL)
	case "$sharing_permission":
		fits = text(value, &a.SharingPermission)
	case "$attachment_type":
		fits = integer(value, &a.AttachmentType)
	default:
		return false, false
	}
	return true, fits
}

// members calls f with the members of a valid JSON object, in their order: the key, and the value as it stands there.
// Where they begin and end is gjson's to find, at a fraction of the cost of encoding/json's maps; what is valid, and what a
// text means, encoding/json decides.
func members(object string, f func(key, value string)) {
	gjson.Parse(object).ForEach(func(key, value gjson.Result) bool {
		f(unquote(key.Raw), value.Raw)
		return true
	})
}

// unquote decodes a valid JSON string. What it returns may be a part of the argument.
func unquote(quoted string) string {
	inside := quoted[1 : len(quoted)-1]
	if !strings.Contains(inside, `\`) && utf8.ValidString(inside) {
		return inside
	}
	var s string
	_ = json.Unmarshal([]byte(quoted), &s) // it is valid
	return s
}

func isNull(value string) bool {
	return value == "" || value == "null"
}

// text decodes a string.
func text(value string, into **string) bool {
	*into = nil
	if isNull(value) {
		return true
	}
	if value[0] != '"' {
		return false
	}
	s := unquote(value)
	*into = &s
	return true
}

// integer decodes a number without fraction, or a string of digits: Zoho's page calls Size an integer, its OpenAPI file
// and its responses write it as text.
func integer(value string, into **int64) bool {
	*into = nil
	if isNull(value) {
		return true
	}
	if value[0] == '"' {
		if value = unquote(value); !catalog.IsDigits(value) {
			return false
		}
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return false
	}
	*into = &n
	return true
}

func boolean(value string, into **bool) bool {
	*into = nil
	switch value {
	case "true", "false":
		*into = new(value == "true")
		return true
	default:
		return isNull(value)
	}
}

// user decodes a user object. Where a value inside does not fit, that one stays nil and the rest is decoded.
func user(value string, into **User) bool {
	*into = nil
	if isNull(value) {
		return true
	}
	if value[0] != '{' {
		return false
	}
	u := new(User)
	id, name, email := true, true, true
	members(value, func(key, value string) {
		switch key {
		case "id":
			id = text(value, &u.ID)
		case "name":
			name = text(value, &u.Name)
		case "email":
			email = text(value, &u.Email)
		}
	})
	*into = u
	return id && name && email
}

// record decodes a reference to a record, as user does a user.
func record(value string, into **Record) bool {
	*into = nil
	if isNull(value) {
		return true
	}
	if value[0] != '{' {
		return false
	}
	r := new(Record)
	id, name := true, true
	members(value, func(key, value string) {
		switch key {
		case "id":
			id = text(value, &r.ID)
		case "name":
			name = text(value, &r.Name)
		}
	})
	*into = r
	return id && name
}
