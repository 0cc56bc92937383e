// Package api decodes what Zoho CRM's API returns: pages of rows, the attachments and records in them, and errors.
//
// Rows are decoded leniently: nothing of them is dropped, and a value of an unexpected type is kept as raw JSON. A page that
// would leave a list in doubt is an error, and so is one that would cost more memory than a page can be worth. No error holds
// text of the server's that was not sanitised.
package api

import (
	"slices"
	"strings"
)

// Attachment is one row of the response. A key that the response does not hold, or holds as null, is nil here; so is one
// whose value is of an unexpected type, which is then in Additional as raw JSON.
//
// The keys are those of "Get list of Attachments" (Zoho CRM API v8) and of Zoho's OpenAPI file v8.0/attachments.json.
type Attachment struct {
	ID                *string // id: decimal digits
	FileName          *string // File_Name: the title where the attachment is a link
	Size              *int64  // Size: bytes; a number or a string of digits on the wire
	CreatedTime       *string // Created_Time: ISO 8601 with offset, as Zoho writes it
	ModifiedTime      *string // Modified_Time: likewise
	Owner             *User   // Owner
	CreatedBy         *User   // Created_By
	ModifiedBy        *User   // Modified_By
	ParentID          *Record // Parent_Id
	Editable          *bool   // $editable
	FileID            *string // $file_id
	SeModule          *string // $se_module
	Type              *string // $type: free text, "File" and "Link URL" among others
	State             *string // $state
	LinkURL           *string // $link_url
	SharingPermission *string // $sharing_permission
	AttachmentType    *int64  // $attachment_type

	// Additional holds every other key of the response whose value is not null, and the keys above whose value did not
	// fit: the value as compact JSON, keys sorted, nothing HTML-escaped, numbers to the digit.
	Additional Fields

	// TypeMismatches names, sorted, the keys above whose value, or a value inside it, was of an unexpected type.
	TypeMismatches []string
}

// Fields are keys of a response and their values, each key once, in the order of their bytes. A map of a row as wide as one may be
// would take twice the memory.
type Fields []Field

// Field is a key and its value.
type Field struct{ Key, Value string }

// Get returns the value of a key, and whether there is one.
func (f Fields) Get(key string) (value string, ok bool) {
	i, ok := slices.BinarySearchFunc(f, key, func(f Field, key string) int { return strings.Compare(f.Key, key) })
	if !ok {
		return "", false
	}
	return f[i].Value, true
}

// User is a user of Zoho CRM. Zoho leaves Email out for some.
type User struct {
	ID, Name, Email *string
}

// Record is a reference to a record of Zoho CRM.
type Record struct {
	ID, Name *string
}
