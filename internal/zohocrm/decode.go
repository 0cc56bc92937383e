package zohocrm

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
)

// row is an attachment as it came: its keys and their values.
type row map[string]json.RawMessage

// attachment decodes a row leniently: nothing of it is dropped, and nothing in it is an error.
func (r row) attachment() Attachment {
	var a Attachment
	for key, value := range r {
		if isNull(value) {
			continue
		}
		known, fits := a.set(key, value)
		if known && fits {
			continue
		}
		if a.Additional == nil {
			a.Additional = make(map[string]string)
		}
		a.Additional[key] = compact(value)
		if known {
			a.Misfits = append(a.Misfits, key)
		}
	}
	slices.Sort(a.Misfits)
	return a
}

// set decodes the value of a key into the field that is the key's. It reports whether there is such a field, and
// whether the value fits it whole.
func (a *Attachment) set(key string, value json.RawMessage) (known, fits bool) {
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

func isNull(value json.RawMessage) bool {
	return len(value) == 0 || string(value) == "null"
}

// text decodes a string; null leaves nil.
func text(value json.RawMessage, into **string) bool {
	if isNull(value) {
		return true
	}
	var s string
	if value[0] != '"' || json.Unmarshal(value, &s) != nil {
		return false
	}
	*into = &s
	return true
}

// integer decodes a number without fraction, or a string of digits: Zoho's page calls Size an integer, its OpenAPI file
// and its answers write it as text.
func integer(value json.RawMessage, into **int64) bool {
	digits := string(value)
	if value[0] == '"' {
		if json.Unmarshal(value, &digits) != nil || !isDigits(digits) {
			return false
		}
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return false
	}
	*into = &n
	return true
}

func boolean(value json.RawMessage, into **bool) bool {
	b := string(value) == "true"
	if !b && string(value) != "false" {
		return false
	}
	*into = &b
	return true
}

// user decodes a user object. Where a value inside does not fit, that one stays nil and the rest is decoded.
func user(value json.RawMessage, into **User) bool {
	object, ok := members(value)
	if !ok {
		return false
	}
	u := new(User)
	*into = u
	id, name, email := text(object["id"], &u.ID), text(object["name"], &u.Name), text(object["email"], &u.Email)
	return id && name && email
}

// record decodes a reference to a record, as user does a user.
func record(value json.RawMessage, into **Record) bool {
	object, ok := members(value)
	if !ok {
		return false
	}
	r := new(Record)
	*into = r
	id, name := text(object["id"], &r.ID), text(object["name"], &r.Name)
	return id && name
}

func members(value json.RawMessage) (map[string]json.RawMessage, bool) {
	if value[0] != '{' {
		return nil, false
	}
	var object map[string]json.RawMessage
	err := json.Unmarshal(value, &object)
	return object, err == nil
}

// compact writes a JSON value in one form: no white space, keys sorted, nothing HTML-escaped, numbers to the digit.
func compact(value json.RawMessage) string {
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.UseNumber()
	var decoded any
	if err := decoder.Decode(&decoded); err != nil {
		return string(value)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(decoded); err != nil {
		return string(value)
	}
	return string(bytes.TrimSuffix(out.Bytes(), []byte("\n")))
}
