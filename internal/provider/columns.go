package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// column is a key of Zoho's answer and the attribute that it becomes. From this table follow the schema, the encoding
// and the fields that are asked for by default: a further key is one line.
type column struct {
	key         string // as Zoho writes it
	kind        kind
	asked       bool                      // by default
	field       func(*api.Attachment) any // a pointer; nil is null
	description string
}

// name is the attribute's: the key in lower case, without a leading dollar.
func (c column) name() string {
	return strings.ToLower(strings.TrimPrefix(c.key, "$"))
}

// additionalFields is the attribute for the keys that no column has.
const additionalFields = "additional_fields"

func columns() []column {
	type a = api.Attachment
	return []column{
		{"id", text, true, func(a *a) any { return a.ID }, "Id of the attachment: digits, unique in the organisation."},
		{"File_Name", text, true, func(a *a) any { return a.FileName }, "Name of the file, or title of the link."},
		{"Size", integer, true, func(a *a) any { return a.Size }, "Size of the file in bytes; 0 for a link."},
		{
			"Created_Time", text, true, func(a *a) any { return a.CreatedTime },
			"When the attachment was added, in RFC 3339, with the UTC offset of the user of the credentials.",
		},
		{"Modified_Time", text, true, func(a *a) any { return a.ModifiedTime }, "When the attachment was last changed, in RFC 3339."},
		{"Owner", user, true, func(a *a) any { return a.Owner }, "User who owns the attachment."},
		{"Created_By", user, true, func(a *a) any { return a.CreatedBy }, "User who added the attachment."},
		{"Modified_By", user, true, func(a *a) any { return a.ModifiedBy }, "User who last changed the attachment."},
		{
			"Parent_Id", record, true, func(a *a) any { return a.ParentID },
			"Record that the attachment belongs to. Zoho sends null for some records.",
		},
		{"$editable", boolean, true, func(a *a) any { return a.Editable }, "Whether the user of the credentials may edit the attachment."},
		{"$file_id", text, true, func(a *a) any { return a.FileID }, "Id of the file in Zoho File System. Null for a link."},
		{"$se_module", text, true, func(a *a) any { return a.SeModule }, "API name of the record's module."},
		{"$type", text, true, func(a *a) any { return a.Type }, "Kind of the attachment, such as `File` or `Link URL`."},
		{"$state", text, true, func(a *a) any { return a.State }, "State of the attachment, such as `save`."},
		{"$link_url", text, true, func(a *a) any { return a.LinkURL }, "URL that a link leads to. Null for a file."},
		{
			"$sharing_permission", text, true, func(a *a) any { return a.SharingPermission },
			"What the user of the credentials may do with the attachment, such as `full_access` or `read_only`.",
		},
		{
			"$attachment_type", integer, false, func(a *a) any { return a.AttachmentType },
			"Kind of the attachment, as a number whose meaning Zoho does not document. Not requested by default.",
		},
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
		MarkdownDescription: "Fields of the response that have no attribute of their own and are not null, and values of an unexpected type. " +
			"The keys are Zoho's names; the values are compact JSON with sorted keys, for `jsondecode`. Empty, never null, if there are none.",
	}
	return attributes
}

// attachmentsName is the attribute that holds the attachments of a record.
const attachmentsName = "attachments"

// whenNull says what holds for the values of every attachment.
const whenNull = "Every attribute except `id` and `additional_fields` is null if it was not requested, or if Zoho has no value."

// attachmentsAttribute is the list of attachments.
func attachmentsAttribute(description string) schema.Attribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: description,
		NestedObject:        schema.NestedAttributeObject{Attributes: attachmentAttributes()},
	}
}
