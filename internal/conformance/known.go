package main

// known is a disagreement that is Zoho's own: a fault of an SDK, or documents of Zoho's that contradict each other. It is
// listed, and asked for: where it is gone, that is an error too.
type known struct {
	sdk      string // empty: each of them
	scenario string // empty: in any
	aspect   string
	where    string
	reason   string
}

func (k known) covers(c *check, d difference) bool {
	return (k.sdk == "" || k.sdk == c.sdk) && (k.scenario == "" || k.scenario == c.scenario) && k.aspect == c.aspect && k.where == d.where
}

// Why SDKs and bytes disagree.
const (
	detailsDropped  = "of an error's details this SDK gives related_status, resource_path_index and expected_type alone"
	foreignKey      = "a key of older SDKs or of the web app, for which these SDKs have no getter"
	wrappedError    = "the SDKs read an error within data as one attachment of nulls; whether Zoho sends one is doubtful"
	sizeOfThePage   = "Zoho's page calls Size an integer, as recorded here; the SDKs call it a text"
	unescapedToken  = "this SDK puts a page token into the URL by encodeURI, which leaves + and & as they are; so Zoho's own hold none"
	leftOut         = "Zoho's OpenAPI sample, recorded as it stands, has no null at these keys but leaves them out"
	brokenOnPurpose = "broken on purpose: a judge that did not see it would be none"
	htmlAnswer      = "of an answer that is HTML the SDKs expect a file with a Content-Disposition, and throw"
)

// knownDisagreements are all that are known.
func knownDisagreements() (list []known) {
	for _, key := range []string{
		"ambiguity_due_to", "api_name", "json_path", "limit", "method", "param_name", "permissions", "retry_after",
		"supported_version", "trace_id", "url", "window",
	} {
		list = append(list, known{sdk: "nodejs", aspect: "error", where: "details." + key, reason: detailsDropped})
	}
	for _, key := range []string{"$status", "category", "description", "encAttachFileId", "extn"} {
		for _, aspect := range []string{"attachments", "output"} {
			list = append(list, known{scenario: "keys-of-every-source", aspect: aspect, where: key, reason: foreignKey})
		}
	}
	for _, place := range []known{
		{aspect: "request", where: "page_token"},
		{aspect: "request", where: "further parameter"},
		{aspect: "attachments", where: "attachments in all"},
		{aspect: "error", where: "error"},
		{aspect: "diagnostic", where: "number of errors"},
	} {
		place.sdk, place.scenario, place.reason = "nodejs", escapedTokens, unescapedToken
		list = append(list, place)
	}
	for _, key := range []string{"code", "details", "message", "status"} {
		list = append(list, known{scenario: "error-in-data-envelope", aspect: "attachments", where: key, reason: wrappedError})
	}
	for _, key := range []string{"$link_url", "$sharing_permission"} {
		list = append(list, known{scenario: "file-beside-link", aspect: "attachments", where: key, reason: leftOut})
	}
	return append(list,
		known{scenario: brokenPrefix + "a key renamed", aspect: "attachments", where: "File_Name", reason: brokenOnPurpose},
		known{scenario: brokenPrefix + "a key renamed", aspect: "attachments", where: "FileName", reason: brokenOnPurpose},
		known{scenario: brokenPrefix + "a key renamed", aspect: "output", where: "FileName", reason: brokenOnPurpose},
		known{scenario: brokenPrefix + "more_records as text", aspect: "info", where: "more_records", reason: brokenOnPurpose},
		known{scenario: brokenPrefix + "more_records as text", aspect: "output", where: "error", reason: brokenOnPurpose},
		known{scenario: brokenPrefix + "an id as a number", aspect: "attachments", where: "id", reason: brokenOnPurpose},
		known{scenario: brokenPrefix + "an id as a number", aspect: "output", where: "id", reason: brokenOnPurpose},
		known{scenario: "error-in-data-envelope", aspect: "output", where: "error", reason: wrappedError},
		known{scenario: "size-as-number", aspect: "attachments", where: "Size", reason: sizeOfThePage},
		known{scenario: "error-gateway-html", aspect: "error", where: "exception", reason: htmlAnswer},
	)
}
