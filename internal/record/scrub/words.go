package scrub

import (
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// keys are the names of keys in any of Zoho's documents: of an attachment, of what is in it, of paging, of errors.
var keys = []string{
	// An attachment: Zoho's page "Get list of Attachments", its OpenAPI files v8.0/attachments.json, its SDKs.
	"id", "File_Name", "Size", "Created_Time", "Modified_Time", "Owner", "Created_By", "Modified_By", "Parent_Id",
	"$editable", "$file_id", "$type", "$se_module", "$state", "$link_url", "$attachment_type", "$sharing_permission",
	"$field_states", "$zia_visions", "Record_Status__s", "Attachment_Source__s", "File_Id__s", "description", "category",
	"extn", "encAttachFileId", "$status",
	// A user, a parent and its module.
	"name", "email", "module", "api_name",
	// The envelope and paging.
	"data", "info", "per_page", "page", "count", "more_records", "next_page_token", "previous_page_token",
	"page_token_expiry", "sort_by", "sort_order", "call",
	// Errors.
	"code", "details", "message", "status", "resource_path_index", "param_name", "json_path", "permissions", "limit",
	"supported_version", "related_status", "expected_type", "ambiguity_due_to", "method", "url", "trace_id", "retry_after",
	"window",
}

// values are what Zoho's documents give as values of such keys, and parts of its URLs.
var values = []string{
	"File", "Link URL", "Attachment", "save", "full_access", "read_only", "true", "false",
	"asc", "desc", "error", "success", "invalid", "GET", "fields", "page_token", "$.query.page_token",
	"crm", zohocrm.Version, "Attachments",
}

// unsupportedModules are modules of Zoho's that have no attachments.
var unsupportedModules = []string{"Documents", "Projects", "Feeds", "Reports"}

// extensions are common ones of files, in lower case.
var extensions = []string{
	"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "txt", "csv", "md", "json", "xml", "html",
	"htm", "jpg", "jpeg", "png", "gif", "bmp", "svg", "webp", "tif", "tiff", "heic", "mp3", "mp4", "mov", "avi", "wav", "zip",
	"gz", "tar", "7z", "rar", "eml", "msg", "ics", "vcf", "dwg", "key", "pages", "numbers",
}

// harmless are the texts that stay as they are, wherever they stand. Codes and messages of errors are those of the
// recordings, which are Zoho's documents'.
var harmless = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{"": true}
	for _, list := range [][]string{keys, values, extensions, zohocrm.Modules(), unsupportedModules} {
		for _, word := range list {
			words[word] = true
		}
	}
	for _, module := range append(zohocrm.Modules(), "Attachments") {
		for _, verb := range []string{"View", "Create", "Edit", "Delete"} {
			words["Crm_Implied_"+verb+"_"+module] = true
		}
	}
	for _, s := range cassettes.Scenarios() {
		words[s.Code], words[s.Message] = true, true
	}
	return words
})

// numbersThatStay are the places of numbers that Zoho documents, and that tell of its API alone.
var numbersThatStay = func() map[string]bool {
	places := map[string]bool{
		"info.per_page": true, "info.page": true, "info.count": true, "data[].$attachment_type": true,
	}
	for _, detail := range []string{"resource_path_index", "limit", "supported_version", "retry_after", "window"} {
		places["details."+detail], places["data[].details."+detail] = true, true
	}
	return places
}()

// extension is what a file name may keep of its extension, with its dot: all of a common one, the length of another. It
// is empty where the name has none.
func extension(name string) (ext string, common bool) {
	ext = path.Ext(name)
	switch {
	case ext == "":
		return "", false
	case slices.Contains(extensions, strings.ToLower(ext[1:])):
		return ext, true
	case len(ext) > 1 && len(ext) <= 9 && strings.Trim(ext[1:], letters) == "":
		return "." + strings.Repeat("x", len(ext)-1), false
	default:
		return "", false
	}
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
