package provider

import (
	"errors"
	"fmt"
	"time"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// triesMade tells how often a request was tried, where it was more than once.
func triesMade(e *zohocrm.RetryError) string {
	if e.Attempts < 2 {
		return ""
	}
	return fmt.Sprintf(" It was tried %d times in %s.", e.Attempts, e.Elapsed.Round(100*time.Millisecond))
}

// timeoutProblem tells how far the read had come, and what it was waiting for.
func timeoutProblem(err error, of subject) *problem {
	p := &problem{
		summary: "Reading Took Too Long",
		why:     fmt.Sprintf("The attachments of %s were not read within %s, the time that the read may take.", of, of.timeout),
		advice:  `Raise it by timeouts = { read = "30m" } in this block. If the record has few attachments, see whether this machine reaches the API domain.`,
	}
	walk, ok := errors.AsType[*zohocrm.WalkError](err)
	switch {
	case of.isOneOfMany():
		p.why += fmt.Sprintf(" %s by then.", count(of.read, "record was read", "records were read"))
		p.advice = `Raise it by timeouts = { read = "30m" } in this block; or raise max_concurrent_requests in the provider block, as far as the edition of Zoho CRM allows.`
	case ok && walk.Rows == 0:
		p.why += " No attachment had come by then."
	}
	if last, ok := errors.AsType[*zohocrm.Error](err); ok {
		p.said = "Before that, " + said(last)
	}
	return p
}

// longWaitProblem is an answer that asks for a longer wait than the provider grants.
func longWaitProblem(err error, long *zohocrm.RetryAfterError, request zohocrm.Request) *problem {
	p := &problem{
		summary: "Zoho CRM Asks to Wait",
		why: fmt.Sprintf("Zoho CRM did not give the attachments of %s %s, and asks to be left alone for %s. The provider waits %s at the most.",
			request.Module, request.RecordID, long.Wait.Round(time.Second), zohocrm.MaxRetryAfter),
		advice: "Run Terraform again after that time. So long a wait means maintenance, or that the credits of the last 24 hours are used up.",
	}
	if last, ok := errors.AsType[*zohocrm.Error](err); ok {
		p.said = said(last)
	}
	return p
}

// tooManyProblem tells apart, as far as the answer allows, the two limits of Zoho's that are answered alike: requests at
// once, and credits of the last 24 hours.
func tooManyProblem(err error, e *zohocrm.Error) *problem {
	p := &problem{
		summary: "Too Many Requests to Zoho CRM",
		why:     "Zoho CRM refuses further requests for now: too many were under way at once, of this provider and of whatever else uses the same client.",
		advice:  "Lower max_concurrent_requests in the provider block (Zoho CRM allows 5 to 25 at once, by edition), or raise max_retries, or run Terraform again later.",
		said:    said(e),
	}
	retried, _ := errors.AsType[*zohocrm.RetryError](err)
	exhausted := e.CreditsRemaining == "0"
	if !exhausted && (retried == nil || !retried.Alone) {
		return p
	}
	p.summary = "No Credits Left in Zoho CRM"
	p.why = "The API credits of the last 24 hours are used up: Zoho CRM says that 0 are left."
	p.advice = "Run Terraform again later, as credits come back 24 hours after they were used; or buy more. Zoho CRM tells what is left under Setup > Developer Hub > APIs & SDKs."
	if !exhausted {
		p.why = "The API credits of the last 24 hours are probably used up: Zoho CRM refused the request although no other of this provider was under way. Otherwise another program uses up the limit of requests at once."
	}
	return p
}
