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
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/sanitize"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

// problem is an error in words for the user.
type problem struct {
	summary       summary
	why           string    // what happened, and why
	advice        string    // what to do
	record        string    // of a read of many records: which one failed; may be empty
	serverMessage string    // what the server responded: code, message, status; may be empty
	at            path.Path // the attribute whose value caused it; empty where there is none

	// byAccess completes the words by how requests are authorised; nil where they are the same for all.
	byAccess func(p *problem, a access)
}

func (p *problem) diagnostic() diag.Diagnostic {
	isEmpty := func(part string) bool { return part == "" }
	parts := slices.DeleteFunc([]string{p.why, p.advice, p.record, p.serverMessage}, isEmpty)
	detail := strings.Join(parts, "\n\n")
	if len(p.at.Steps()) == 0 {
		return diag.NewErrorDiagnostic(p.summary.String(), detail)
	}
	return diag.NewAttributeErrorDiagnostic(p.at, p.summary.String(), detail)
}

// diagnosticAt returns the diagnostic at an attribute.
func (p *problem) diagnosticAt(at path.Path) diag.Diagnostic {
	p.at = at
	return p.diagnostic()
}

// diagnose puts the error of a read into words.
func diagnose(err error, target readTarget) *problem {
	p := diagnoseCause(err, target)
	if retried, ok := errors.AsType[*zohocrm.RetryError](err); ok {
		p.why += attemptsMade(retried)
	}
	if walk, ok := errors.AsType[*zohocrm.WalkError](err); ok && walk.Rows > 0 {
		p.why += target.progress(walk)
	}
	target.nameRecord(p, err)
	return p
}

func diagnoseCause(err error, target readTarget) *problem {
	stopped := err
	if retried, ok := errors.AsType[*zohocrm.RetryError](err); ok {
		stopped = retried.Stopped // or a dial timeout would be taken for the timeout of the read
	}
	switch {
	case errors.Is(stopped, context.DeadlineExceeded):
		return timeoutProblem(err, target)
	case errors.Is(stopped, context.Canceled):
		return &problem{summary: summaryReadInterrupted, why: "The read was stopped before it completed. Nothing was kept."}
	}
	if long, ok := errors.AsType[*zohocrm.RetryAfterError](err); ok {
		return longWaitProblem(err, long, target)
	}
	if rejected, ok := errors.AsType[*zohocrm.TokenRejectedError](err); ok && isZohos(rejected) {
		return rejectedTokenProblem(rejected)
	}
	if apiErr, ok := errors.AsType[*api.Error](err); ok {
		switch {
		case apiErr.Throttled():
			return throttleProblem(apiErr)
		case apiErr.RateLimited():
			return rateLimitProblem(err, apiErr.CreditsRemaining, serverMessage(apiErr))
		}
		if target.query != nil {
			return queryProblem(apiErr, target)
		}
		return apiProblem(apiErr, target)
	}
	if tokenErr, ok := errors.AsType[*oauth.Error](err); ok {
		return tokenProblem(tokenErr)
	}
	if response, ok := errors.AsType[*api.ResponseError](err); ok {
		switch {
		case response.RateLimited():
			return rateLimitProblem(err, response.CreditsRemaining, responseMessage(response))
		case response.Unavailable():
			p := serverProblem(target.subject())
			p.serverMessage = responseMessage(response)
			return p
		}
		return responseProblem(response, target)
	}
	if paging, ok := errors.AsType[*zohocrm.PagingError](err); ok {
		return pagingProblem(paging, target)
	}
	if tooMany, ok := errors.AsType[*zohocrm.TooManyRecordsError](err); ok {
		return tooManyFoundProblem(tooMany, target)
	}
	if _, ok := errors.AsType[*catalog.ConditionError](err); ok {
		return badCondition(err)
	}
	if proxy, ok := errors.AsType[*transport.ProxyError](err); ok && proxy.Variable != "" {
		return badProxy(proxy)
	}
	if connection, ok := errors.AsType[*api.ConnectionError](err); ok {
		return connectionProblem(connection)
	}
	return unexpected(err)
}

const fromGateway = "The response may come from a proxy or gateway, or from a host that is not an API domain. " +
	"Check that api_domain is the API domain of your data centre, such as https://www.zohoapis.eu, and not the address of the web app."

func responseProblem(response *api.ResponseError, target readTarget) *problem {
	p := &problem{
		summary:       summaryUnexpectedResponseFromTheAPIDomain,
		why:           fmt.Sprintf("The API domain did not respond as Zoho CRM does: %s", response.Defect),
		serverMessage: responseMessage(response),
	}
	if response.Reason != "" {
		p.why += " (" + response.Reason + ")"
	}
	p.why += "."
	switch response.Defect {
	case api.NotJSON, api.UnexpectedStatus:
		p.advice = fromGateway
	case api.Redirected:
		p.advice = "The provider does not follow redirects, since that would send the access token along. " +
			"Set api_domain to the intended host, such as https://www.zohoapis.eu."
	case api.Malformed:
		p.advice = "The list may be incomplete, so nothing is returned. If this persists, please open an issue with this message."
		if response.Failed() {
			p.advice = fromGateway
		}
	case api.Empty:
		p.advice = "Run Terraform again. If this persists, look for a proxy that removes the body of responses."
	case api.Encoded:
		p.advice = "The provider accepts only gzip. Look for a proxy that compresses responses or changes their headers."
	default:
		p.advice = "Run Terraform again. If this persists, look for a proxy that truncates responses."
	}
	if response.Defect == api.TooLarge {
		switch {
		case response.Failed():
			p.advice = fromGateway
		case target.query != nil:
			p.advice = "List fewer fields in fields, or none that hold long text."
		default:
			p.advice = "List fewer fields in fields. If this persists, look for a proxy or gateway that responds in place of Zoho CRM."
		}
	}
	return p
}

// responseMessage quotes a response that is not Zoho CRM's.
func responseMessage(response *api.ResponseError) string {
	text := fmt.Sprintf("Response: HTTP %d", response.Status)
	if response.ContentType != "" {
		text += ", content type " + response.ContentType
	}
	if response.Message != "" {
		text += ": " + strings.TrimSuffix(response.Message, ".")
	}
	return text + "."
}

func unexpected(err error) *problem {
	return &problem{
		summary: summaryUnexpectedErrorInTheProvider,
		why:     fmt.Sprintf("This should not happen: %s.", sanitize.Text(err.Error())),
		advice: "Please open an issue at https://github.com/terraform-zohocrm/terraform-provider-zohocrm/issues " +
			"with this message.",
	}
}

func notConfigured() *problem {
	return &problem{
		summary: summaryProviderNotConfigured,
		why:     "The provider configuration is invalid, so nothing can be read.",
		advice:  "Fix the errors of the provider block first.",
	}
}
