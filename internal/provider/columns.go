package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// column is a key of Zoho's answer and the attribute that it becomes. From this table follow the schema, the encoding
// and the fields that are asked for by default: a further key is one line.
type column struct {
	key         string // as Zoho writes it
	kind        kind
	asked       bool                          // by default
	field       func(*zohocrm.Attachment) any // a pointer; nil is null
	description string
}

// name is the attribute's: the key in lower case, without a leading dollar.
func (c column) name() string {
	return strings.ToLower(strings.TrimPrefix(c.key, "$"))
}

// additionalFields is the attribute for the keys that no column has.
const additionalFields = "additional_fields"

func columns() []column {
	type a = zohocrm.Attachment
	return []column{
		{"id", text, true, func(a *a) any { return a.ID }, "Id of the attachment: digits, unique in the organisation."},
		{"File_Name", text, true, func(a *a) any { return a.FileName }, "Name of the file, or the title of a link. Null where it was not asked for, or where Zoho has none."},
		{"Size", integer, true, func(a *a) any { return a.Size }, "Size of the file in bytes; 0 for a link. Null where it was not asked for, or where Zoho has none."},
		{"Created_Time", text, true, func(a *a) any { return a.CreatedTime }, "Time at which the attachment was added, in RFC 3339 as Zoho wrote it: with the offset of the time zone of the user whose credentials were used. Null where it was not asked for, or where Zoho has none."},
		{"Modified_Time", text, true, func(a *a) any { return a.ModifiedTime }, "Time of the last change, in RFC 3339 as Zoho wrote it. Null where it was not asked for, or where Zoho has none."},
		{"Owner", user, true, func(a *a) any { return a.Owner }, "User who owns the attachment. Null where it was not asked for, or where Zoho has none."},
		{"Created_By", user, true, func(a *a) any { return a.CreatedBy }, "User who added the attachment. Null where it was not asked for, or where Zoho has none."},
		{"Modified_By", user, true, func(a *a) any { return a.ModifiedBy }, "User who last changed the attachment. Null where it was not asked for, or where Zoho has none."},
		{"Parent_Id", record, true, func(a *a) any { return a.ParentID }, "Record that has the attachment. Null where it was not asked for; Zoho sends null for some records too."},
		{"$editable", boolean, true, func(a *a) any { return a.Editable }, "Whether the user whose credentials were used may edit the attachment. Null where it was not asked for, or where Zoho has none."},
		{"$file_id", text, true, func(a *a) any { return a.FileID }, "Id of the file in Zoho File System. Null for a link, and where it was not asked for."},
		{"$se_module", text, true, func(a *a) any { return a.SeModule }, "API name of the module of the record that has the attachment. Null where it was not asked for, or where Zoho has none."},
		{"$type", text, true, func(a *a) any { return a.Type }, "Kind of the attachment in Zoho's words, such as `File` or `Link URL`. Null where it was not asked for, or where Zoho has none."},
		{"$state", text, true, func(a *a) any { return a.State }, "State of the attachment in Zoho's words, such as `save`. Null where it was not asked for, or where Zoho has none."},
		{"$link_url", text, true, func(a *a) any { return a.LinkURL }, "Address that a link leads to. Null for a file, and where it was not asked for."},
		{"$sharing_permission", text, true, func(a *a) any { return a.SharingPermission }, "What the user whose credentials were used may do with the attachment in Zoho's words, such as `full_access` or `read_only`. Null where it was not asked for, or where Zoho does not say."},
		{"$attachment_type", integer, false, func(a *a) any { return a.AttachmentType }, "Kind of the attachment as a number, whose meaning Zoho does not document. Null unless Zoho sends it; it is not asked for by default."},
	}
}

// defaultFields returns the names of the fields that are asked for where the configuration names none.
func defaultFields() []string {
	var names []string
	for _, c := range columns() {
		if c.asked {
			names = append(names, c.key)
		}
	}
	return names
}

// attachmentAttributes is the schema of an attachment, by the table of its columns.
func attachmentAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute)
	for _, c := range columns() {
		attributes[c.name()] = c.kind.attribute(c.description)
	}
	attributes[additionalFields] = schema.MapAttribute{
		ElementType: types.StringType,
		Computed:    true,
		MarkdownDescription: "Every other key of the answer by its own name, its value as compact JSON with sorted keys (`jsondecode` reads it); keys whose value is null are left out. " +
			"A value of an unexpected type stands here too, under its key. Of keys that differ in their Unicode normalisation alone, the one in NFC stands. " +
			"The map is empty, never null, where there is nothing.",
	}
	return attributes
}

// attachmentsName is the attribute that holds the attachments of a record.
const attachmentsName = "attachments"

// attachmentsAttribute is the list of attachments.
func attachmentsAttribute(description string) schema.Attribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: description,
		NestedObject:        schema.NestedAttributeObject{Attributes: attachmentAttributes()},
	}
}
