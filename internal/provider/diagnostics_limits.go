package provider

import (
	"errors"
	"fmt"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/transport"
)

// attemptsMade says how often a request was attempted. Where the context ended during the first attempt, that is no matter.
func attemptsMade(e *zohocrm.RetryError) string {
	_, isLongWait := errors.AsType[*zohocrm.RetryAfterError](e.Stopped)
	switch {
	case e.Attempts > 1:
		return fmt.Sprintf(" The request was attempted %d times in %s.", e.Attempts, e.Elapsed.Round(100*time.Millisecond))
	case e.Attempts == 1 && errors.Is(e.Stopped, zohocrm.ErrAlwaysRateLimited):
		return " The request was attempted once, since the requests before it had been rejected in the same way."
	case e.Attempts == 1 && (e.Stopped == nil || isLongWait):
		return " The request was attempted once."
	default:
		return ""
	}
}

// timeoutProblem says how far the read had come, and what it was waiting for.
func timeoutProblem(err error, target readTarget) *problem {
	const longer = `Raise the timeout in this block, for example with timeouts = { read = "30m" }`
	p := &problem{
		summary: summaryReadTimedOut,
		why:     fmt.Sprintf("%s were not read within %s, the timeout of the read.", target.title(), target.timeout),
		advice:  longer + ". If the record has few attachments, check that this machine can reach the API domain.",
	}
	walk, ok := errors.AsType[*zohocrm.WalkError](err)
	if target.query != nil {
		p.advice = longer + ", or narrow the condition. If few records meet it, check that this machine can reach the API domain."
	}
	switch {
	case target.isOneOfMany():
		p.advice = longer + ", or raise max_concurrent_requests in the provider block, as far as your Zoho CRM edition allows."
	case ok && walk.Rows == 0:
		p.why += fmt.Sprintf(" No %s had been received by then.", target.row())
	}
	p.nameSilence(err)
	if last, ok := errors.AsType[*api.Error](err); ok {
		p.serverMessage = "Before that, " + serverMessage(last)
	}
	return p
}

// leastSilence is for how long a server says nothing where that is why a read timed out.
const leastSilence = 10 * time.Second

// nameSilence tells a read that timed out for want of a response from one that had too many pages to read: then a longer timeout
// does not help.
func (p *problem) nameSilence(err error) {
	retried, ok := errors.AsType[*zohocrm.RetryError](err)
	if !ok {
		return
	}
	_, lastWasIdle := errors.AsType[*transport.IdleError](retried.Err)
	isSilent := retried.Silence >= leastSilence
	switch {
	case isSilent && !lastWasIdle:
		p.why += fmt.Sprintf(" The last request had been waiting for a response for %s.", retried.Silence.Round(100*time.Millisecond))
	case lastWasIdle:
		p.why += " The last requests got no response."
	default:
		return
	}
	p.advice = runAgain
}

// longWaitProblem is a response that asks for a longer wait than the provider accepts.
func longWaitProblem(err error, long *zohocrm.RetryAfterError, target readTarget) *problem {
	p := &problem{
		summary: summaryZohoAsksClientsToWait,
		why: fmt.Sprintf("Zoho CRM did not return %s and asks clients to wait for %s. The provider waits at most %s.",
			target.subject(), long.Wait.Round(time.Second), zohocrm.MaxRetryAfter),
		advice: "Run Terraform again after that time. A wait this long means maintenance, " +
			"or that the API credits of the last 24 hours are used up.",
	}
	if last, ok := errors.AsType[*api.Error](err); ok {
		p.serverMessage = serverMessage(last)
	}
	if last, ok := errors.AsType[*api.ResponseError](err); ok {
		p.serverMessage = responseMessage(last)
	}
	return p
}

// rateLimitProblem tells apart, as far as the response allows, two limits of Zoho's that have the same response: concurrent
// requests, and API credits of the last 24 hours.
func rateLimitProblem(err error, creditsRemaining, serverMessage string) *problem {
	const (
		creditsBack = "Run Terraform again later: credits become available again 24 hours after they were used. You can also buy more. " +
			"Zoho CRM shows what is left under Setup > Developer Hub > APIs & SDKs."
		fewerAtOnce = "Lower max_concurrent_requests in the provider block (Zoho CRM allows 5 to 25 concurrent requests, by edition), " +
			"raise max_retries, or run Terraform again later."
	)
	retried, _ := errors.AsType[*zohocrm.RetryError](err)
	p := &problem{serverMessage: serverMessage}
	switch {
	case creditsRemaining == "0":
		p.summary = summaryNoAPICreditsLeft
		p.why = "The API credits of the last 24 hours are used up: Zoho CRM reports 0 left."
		p.advice = creditsBack
	case retried != nil && retried.Alone:
		p.summary = summaryZohoAPILimitReached
		p.why = "Zoho CRM rejected the request although the provider had no other request in flight. " +
			"Most likely the API credits of the last 24 hours are used up, or another program uses up the limit on concurrent requests."
		p.advice = creditsBack
	default:
		p.summary = summaryTooManyRequestsToZohoCRM
		p.why = "Zoho CRM rejects further requests for now: too many were in flight at once, " +
			"from this provider and anything else that uses the same client."
		p.advice = fewerAtOnce
	}
	return p
}

// throttleProblem is Zoho's gateway, which limits the requests to a URL whatever the edition and the credits.
func throttleProblem(apiErr *api.Error) *problem {
	return &problem{
		summary: summaryTooManyRequestsToZohoCRM,
		why:     "Zoho's gateway rejects further requests for now: there were too many to the same URLs within a short time.",
		advice: "Run Terraform again in a few minutes. If this persists, lower max_concurrent_requests in the provider block, " +
			"or raise max_retries.",
		serverMessage: serverMessage(apiErr),
	}
}
