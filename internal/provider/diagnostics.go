package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// problem is an error in words for the user.
type problem struct {
	summary string    // short, and the same however often the problem comes
	why     string    // what happened, and why
	advice  string    // what to do
	said    string    // what the server said: code, message, status; may be empty
	at      path.Path // the attribute whose value caused it; empty where there is none
}

func (p *problem) diagnostic() diag.Diagnostic {
	detail := p.why
	for _, part := range []string{p.advice, p.said} {
		if part != "" {
			detail += "\n\n" + part
		}
	}
	if p.at.Equal(path.Empty()) {
		return diag.NewErrorDiagnostic(p.summary, detail)
	}
	return diag.NewAttributeErrorDiagnostic(p.at, p.summary, detail)
}

// in places a problem at an attribute.
func (p *problem) in(at path.Path) diag.Diagnostic {
	p.at = at
	return p.diagnostic()
}

// diagnose puts the error of a read into words.
func diagnose(err error, request zohocrm.Request, timeout time.Duration) *problem {
	var progress string
	if walk, ok := errors.AsType[*zohocrm.WalkError](err); ok && walk.Rows > 0 {
		progress = fmt.Sprintf(" It happened on page %d, after %d attachments; a part of the list is never returned, since a missing file would look deleted.", walk.Page, walk.Rows)
	}
	p := diagnoseCause(err, request, timeout)
	p.why += progress
	return p
}

func diagnoseCause(err error, request zohocrm.Request, timeout time.Duration) *problem {
	if refused, ok := errors.AsType[*zohocrm.Error](err); ok {
		return zohoProblem(refused, request)
	}
	if answer, ok := errors.AsType[*zohocrm.AnswerError](err); ok {
		return answerProblem(answer)
	}
	if paging, ok := errors.AsType[*zohocrm.PagingError](err); ok {
		return pagingProblem(paging)
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return &problem{
			summary: "Reading Took Too Long",
			why:     fmt.Sprintf("The attachments of %s %s were not read within %s, the time that the read may take.", request.Module, request.RecordID, timeout),
			advice:  "Raise it: timeouts = { read = \"30m\" } in this block. If the record has few attachments, see whether the API domain can be reached from here.",
		}
	case errors.Is(err, context.Canceled):
		return &problem{summary: "Reading Was Interrupted", why: "The read was stopped before it ended. Nothing of it was kept."}
	}
	if connection, ok := errors.AsType[*zohocrm.ConnectionError](err); ok {
		return &problem{
			summary: "Cannot Reach Zoho CRM",
			why:     fmt.Sprintf("The request to %s got no answer: %s.", connection.Host, zohocrm.Clean(connection.Err.Error())),
			advice:  "See whether the host name is right (provider attribute api_domain, environment variable ZOHOCRM_API_DOMAIN) and whether this machine reaches it; a proxy is taken from HTTPS_PROXY.",
		}
	}
	return unexpected(err)
}

func answerProblem(answer *zohocrm.AnswerError) *problem {
	p := &problem{
		summary: "Unexpected Answer from the API Domain",
		why:     fmt.Sprintf("The API domain answered, but not as Zoho CRM does: %s", answer.Defect),
		said:    fmt.Sprintf("The answer: HTTP %d", answer.Status),
	}
	if answer.Reason != "" {
		p.why += ": " + answer.Reason
	}
	p.why += "."
	if answer.ContentType != "" {
		p.said += ", content type " + answer.ContentType
	}
	p.said += "."
	switch answer.Defect {
	case zohocrm.NotJSON, zohocrm.Unexpected:
		p.advice = "It may come from a proxy or gateway on the way, or from a host that is no API domain. See that api_domain is the API domain of your data centre, such as https://www.zohoapis.eu, and not the address of the web app."
	case zohocrm.Redirected:
		p.advice = "Redirects are not followed, since the access token would travel with them. Set api_domain to the host that is meant, such as https://www.zohoapis.eu."
	case zohocrm.Malformed:
		p.advice = "The list would be in doubt, so nothing is returned. If it happens again, please open an issue with the status and the words above."
	default:
		p.advice = "Run Terraform again. If it happens again, look for a proxy on the way that cuts answers."
	}
	return p
}

func pagingProblem(paging *zohocrm.PagingError) *problem {
	p := &problem{
		summary: "The Pages Do Not Make Up a List",
		why:     fmt.Sprintf("Zoho CRM's pages cannot be walked to their end: %s.", paging.Fault),
		advice:  "Attachments may have been removed while the pages were read: run Terraform again. If it happens again, please open an issue with the words above.",
	}
	if paging.Fault == zohocrm.TokenNeeded {
		p.advice = "Without page tokens Zoho serves the first 2,000 attachments of a record and no more, so the list cannot be whole."
	}
	return p
}

func unexpected(err error) *problem {
	return &problem{
		summary: "Unexpected Error in the Provider",
		why:     fmt.Sprintf("This should not happen: %s.", zohocrm.Clean(err.Error())),
		advice:  "Please open an issue at https://github.com/terraform-zohocrm/terraform-provider-zohocrm/issues with the words above.",
	}
}

func notConfigured() *problem {
	return &problem{
		summary: "Provider Not Configured",
		why:     "The provider's configuration was refused, so nothing can be read.",
		advice:  "Mend the errors of the provider block first.",
	}
}

// Problems of settings.

func emptySetting(s setting) *problem {
	return &problem{
		summary: "Empty Provider Setting",
		why:     fmt.Sprintf("%s is set to an empty string.", s.name),
		advice:  fmt.Sprintf("Leave it out or set it to null; then the environment variable %s is used where it is set.", s.environment),
	}
}

func unknownSetting(s setting) *problem {
	return &problem{
		summary: "Provider Setting Not Known Yet",
		why:     fmt.Sprintf("%s comes from something that is not applied yet, so nothing can be read with it.", s.name),
		advice:  fmt.Sprintf("Apply what it comes from first (terraform apply -target=...), or set the environment variable %s and leave the attribute out.", s.environment),
		at:      path.Root(s.name),
	}
}

func missingCredential(s setting) *problem {
	return &problem{
		summary: "No Credentials for Zoho CRM",
		why:     "Reading attachments needs an OAuth access token, and none is set.",
		advice:  fmt.Sprintf("Set the environment variable %s, or %s in the provider block.", s.environment, s.name),
	}
}

func badToken(s setting) *problem {
	return &problem{
		summary: "Malformed Access Token",
		why:     fmt.Sprintf("%s holds white space, control characters or characters beyond ASCII, which no token of Zoho's has.", s.name),
		advice:  "Set the token alone, without quotes, line ends or the word Zoho-oauthtoken. It looks like 1000.xxxx.yyyy.",
	}
}

func badDomain(s setting, value string, err error) *problem {
	p := &problem{
		summary: "Malformed URL",
		why:     fmt.Sprintf("%s must be the URL of a server, with nothing after its host: https://www.zohoapis.eu, say.", s.name),
	}
	refused, _ := errors.AsType[*zohocrm.DomainError](err)
	switch {
	case refused == nil:
	case refused.Problem == zohocrm.DomainScheme:
		p.why = fmt.Sprintf("%s must begin with https://, since credentials are sent to it. Plain http is accepted for this machine only: localhost or a loopback address.", s.name)
	case refused.Problem == zohocrm.DomainPart:
		p.why = fmt.Sprintf("%s must have no path, query, fragment or user name: https://www.zohoapis.eu, say.", s.name)
	case refused.Problem == zohocrm.DomainOther:
		p.summary = "Not an API Domain"
		p.why = fmt.Sprintf("%s names a server of Zoho's that is no API domain.", s.name)
	}
	p.advice = "The API domains of Zoho's data centres:\n" + apiDomains()
	if suggestion, ok := zohocrm.SuggestAPIDomain(value); ok {
		p.advice = fmt.Sprintf("Write %q.", suggestion)
	}
	return p
}

// Problems of inputs.

func badModule(name string) *problem {
	p := &problem{
		summary: "Malformed Module Name",
		why:     fmt.Sprintf("%s is no API name of a module: those consist of letters, digits and underscores, and begin with no digit.", quoted(name)),
		advice:  "Zoho CRM lists the API names under Setup > Developer Hub > APIs & SDKs > API Names.",
	}
	if apiName := strings.Join(strings.Fields(name), "_"); apiName != name && zohocrm.ValidModule(apiName) {
		p.advice = fmt.Sprintf("This looks like the name that the web app shows. Write %q.", apiName)
	}
	return p
}

func badRecordID(id string) *problem {
	return &problem{
		summary: "Malformed Record Id",
		why:     fmt.Sprintf("%s is no id of a record: those are 1 to 20 digits.", quoted(id)),
		advice:  "The id is the last part of the record's address in the web app, such as 4876876000000376008.",
	}
}

func badFieldCount(count int) *problem {
	if count == 0 {
		return &problem{
			summary: "No Fields",
			why:     "fields is empty, and Zoho CRM wants to be asked for one field at the least.",
			advice:  "Leave fields out to ask for the default ones.",
		}
	}
	return &problem{
		summary: "Too Many Fields",
		why:     fmt.Sprintf("fields holds %d names; Zoho CRM accepts %d.", count, zohocrm.MaxFields),
		advice:  "Ask for those that are needed.",
	}
}

func badField(name types.String) *problem {
	p := &problem{
		summary: "Malformed Field Name",
		why:     fmt.Sprintf("%s is no API name of a field: those have no comma, white space or control characters.", quoted(name.ValueString())),
		advice:  "Write the name as Zoho does: File_Name or $file_id, say.",
	}
	switch {
	case name.IsNull():
		p.why = "A name in fields is null."
	case name.ValueString() == "":
		p.why = "A name in fields is empty."
	case strings.Contains(name.ValueString(), ","):
		p.advice = `Write each name as an element of its own: ["id", "File_Name"].`
	}
	return p
}

func badTimeout(text string) *problem {
	return &problem{
		summary: "No Time to Read",
		why:     fmt.Sprintf("The read may take %s, in which nothing can be read.", quoted(text)),
		advice:  "Set a duration of more than zero, such as 90s or 5m, or leave it out for 10m.",
	}
}

func misfitWarning(keys []string, counts map[string]int) diag.Diagnostic {
	var list strings.Builder
	for _, key := range keys {
		fmt.Fprintf(&list, "\n  - %s: %d", zohocrm.Clean(key), counts[key])
	}
	return diag.NewWarningDiagnostic(
		"Values of an Unexpected Type",
		"Zoho CRM sent values that do not fit their attribute. They are null there and stand, as they came, in additional_fields under these keys (with the number of attachments):"+list.String(),
	)
}

// quoted shows a value of the user's on one line, shortened.
func quoted(value string) string {
	const most = 60
	if runes := []rune(value); len(runes) > most {
		value = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("%q", value)
}
