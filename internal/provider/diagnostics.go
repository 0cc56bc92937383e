package provider

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
)

// problem is an error in words for the user.
type problem struct {
	summary string    // short, and the same however often the problem comes
	why     string    // what happened, and why
	advice  string    // what to do
	more    string    // of a read of many records: which of them; may be empty
	said    string    // what the server said: code, message, status; may be empty
	at      path.Path // the attribute whose value caused it; empty where there is none
}

func (p *problem) diagnostic() diag.Diagnostic {
	parts := slices.DeleteFunc([]string{p.why, p.advice, p.more, p.said}, func(part string) bool { return part == "" })
	detail := strings.Join(parts, "\n\n")
	if len(p.at.Steps()) == 0 {
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
func diagnose(err error, of subject) *problem {
	p := diagnoseCause(err, of)
	if retried, ok := errors.AsType[*zohocrm.RetryError](err); ok {
		p.why += triesMade(retried)
	}
	if walk, ok := errors.AsType[*zohocrm.WalkError](err); ok && walk.Rows > 0 {
		p.why += fmt.Sprintf(" It happened on page %d, after %d attachments; a part of the list is never returned, since a missing file would look deleted.", walk.Page, walk.Rows)
	}
	of.place(p, err)
	return p
}

func diagnoseCause(err error, of subject) *problem {
	stopped := err
	if retried, ok := errors.AsType[*zohocrm.RetryError](err); ok {
		stopped = retried.Stopped // a dialler that ran out of time would pass for the read's end
	}
	switch {
	case errors.Is(stopped, context.DeadlineExceeded):
		return timeoutProblem(err, of)
	case errors.Is(stopped, context.Canceled):
		return &problem{summary: "Reading Was Interrupted", why: "The read was stopped before it ended. Nothing of it was kept."}
	}
	if long, ok := errors.AsType[*zohocrm.RetryAfterError](err); ok {
		return longWaitProblem(err, long, of.request)
	}
	if refused, ok := errors.AsType[*zohocrm.Error](err); ok {
		if refused.TooMany() {
			return tooManyProblem(err, refused)
		}
		return zohoProblem(refused, of.request)
	}
	if token, ok := errors.AsType[*oauth.Error](err); ok {
		return tokenProblem(token)
	}
	if answer, ok := errors.AsType[*zohocrm.AnswerError](err); ok {
		return answerProblem(answer)
	}
	if paging, ok := errors.AsType[*zohocrm.PagingError](err); ok {
		return pagingProblem(paging)
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
