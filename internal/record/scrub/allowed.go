package scrub

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/zohocrmtest/cassettes"
)

// words are what Zoho documents as names of keys and as their values: of an attachment (its page "Get list of
// Attachments", its OpenAPI files v8.0/attachments.json, its SDKs), of a user, a parent and a module, of paging, of errors.
const words = `
	id File_Name Size Created_Time Modified_Time Owner Created_By Modified_By Parent_Id $editable $file_id $type $se_module
	$state $link_url $attachment_type $sharing_permission $field_states $zia_visions Record_Status__s Attachment_Source__s
	File_Id__s description category extn encAttachFileId $status name email module api_name
	data info per_page page count more_records next_page_token previous_page_token page_token_expiry sort_by sort_order call
	code details message status resource_path_index param_name json_path permissions limit supported_version related_status
	expected_type ambiguity_due_to method url trace_id retry_after window
	File Attachment save full_access read_only true false asc desc error success invalid GET fields page_token
	$.query.page_token crm Attachments Documents Projects Feeds Reports`

// allowed are the texts that pass, wherever they stand. Codes and messages of errors are those that Zoho documents.
var allowed = sync.OnceValue(func() map[string]bool {
	texts := map[string]bool{"": true, "Link URL": true, zohocrm.Version: true}
	modules := append(catalog.Modules(), "Attachments")
	for _, word := range append(strings.Fields(words), modules...) {
		texts[word] = true
	}
	for _, module := range modules {
		for _, verb := range []string{"View", "Create", "Edit", "Delete"} {
			texts["Crm_Implied_"+verb+"_"+module] = true
		}
	}
	for _, s := range cassettes.Scenarios() {
		texts[s.Code], texts[s.Message] = true, true
	}
	return texts
})

// allowedNumbers are the places of numbers that pass, each with the highest that does.
var allowedNumbers = func() map[string]int {
	places := map[string]int{"info.per_page": 200, "info.count": 200, "info.page": 500, "data[].$attachment_type": 9}
	for detail, highest := range map[string]int{
		"resource_path_index": 9, "limit": 100_000, "supported_version": 99, "retry_after": 3600, "window": 3600,
	} {
		places["details."+detail], places["data[].details."+detail] = highest, highest
	}
	return places
}()

func isAllowedNumber(path, number string) bool {
	highest, ok := allowedNumbers[path]
	n, err := strconv.Atoi(number)
	return ok && err == nil && n >= 0 && n <= highest && strconv.Itoa(n) == number
}

// contentTypes are the types of bodies that pass, in lower case and without blanks.
var contentTypes = []string{
	"application/json", "application/json;charset=utf-8",
	"text/html", "text/html;charset=utf-8", "text/html;charset=iso-8859-1", "text/plain", "text/plain;charset=utf-8",
}

// limitHeaders tell of Zoho's limits, in numbers: the first is documented, the others are in clients of old.
var limitHeaders = []string{"X-Api-Credits-Remaining", "X-Ratelimit-Limit", "X-Ratelimit-Remaining", "X-Ratelimit-Reset"}

// allowedExtension is the extension of a file's name where it is a common one, else empty.
func allowedExtension(name string) string {
	const common = "pdf doc docx xls xlsx ppt pptx odt ods txt csv md json xml html jpg jpeg png gif svg tif tiff heic " +
		"mp3 mp4 mov wav zip gz eml"
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 || !slices.Contains(strings.Fields(common), strings.ToLower(name[dot+1:])) {
		return ""
	}
	return strings.ToLower(name[dot:])
}

// kind is a form of texts: what stands for one, with a number in it.
type kind string

// The numbers of ids and times are their ranks among others of the recording, all others count from 1.
const (
	idKind     kind = "%d"
	timeKind   kind = "time"
	expiryKind kind = "expiry" // a page token's time
	sizeKind   kind = "size"
	pathKind   kind = "path" // of the API
	fileKind   kind = "File %d"
	textKind   kind = "Text %d"
)

// kindByKey is the kind of a text by the key that it stands at.
var kindByKey = map[string]kind{
	"next_page_token": "cGFnZQ+/%d==", "previous_page_token": "cGFnZQ+/%d==", "page_token": "cGFnZQ+/%d==",
	"$file_id": "file%036d", "File_Id__s": "file%036d", "encAttachFileId": "file%036d", "trace_id": "trace%d",
	"$link_url": "https://www.example.com/%d", "name": "Name %d", "email": "user%d@example.com",
	"code": "CODE_%d", "message": "Message %d", "module": "CustomModule%d", "$se_module": "CustomModule%d", "api_name": "CustomModule%d",
	"File_Name": fileKind, "page_token_expiry": expiryKind,
}

var (
	digits  = regexp.MustCompile(`^[0-9]+$`)
	apiPath = regexp.MustCompile(`^/crm/` + zohocrm.Version + `/(\w+)/([0-9]+)/Attachments$`)
)

func kindOf(at place, text string) kind {
	_, isTime := parseTime(text)
	byKey := kindByKey[at.key]
	switch {
	case at.isKey && strings.HasPrefix(text, "$"):
		return "$field_%d"
	case at.isKey:
		return "Field_%d"
	case byKey == expiryKind && isTime, byKey != "" && byKey != expiryKind:
		return byKey
	case isTime:
		return timeKind
	case digits.MatchString(text) && at.key == "Size":
		return sizeKind
	case digits.MatchString(text):
		return idKind
	case apiPath.MatchString(text):
		return pathKind
	default:
		return textKind
	}
}
