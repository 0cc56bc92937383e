package provider

import (
	"fmt"
	"slices"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// readAgain is what to do where a page token is not accepted.
const readAgain = "Run Terraform again: the list is then read again from its first page. Pages of two reads are never mixed."

// pageOrServerProblem has the errors of paging and of the server, and any code that is not known.
func pageOrServerProblem(e *api.Error, target readTarget) *problem {
	switch e.Code {
	case "EXPIRED_VALUE", "TOKEN_BOUND_DATA_MISMATCH":
		return &problem{
			summary: summaryPageTokenRejected,
			why:     "Zoho CRM no longer accepts the page token that it issued for the next page.",
			advice:  readAgain,
		}
	case "DISCRETE_PAGINATION_LIMIT_EXCEEDED":
		return &problem{
			summary: summaryTooManyAttachments,
			why: "The record has more attachments than Zoho CRM returns without page tokens (2,000), " +
				"and its responses contained no page token.",
			advice: "The list cannot be read completely. Please open an issue with this message.",
		}
	case "PAGINATION_LIMIT_EXCEEDED":
		return &problem{
			summary: summaryTooManyAttachments,
			why:     "The record has more attachments than Zoho CRM returns (100,000).",
			advice:  "The list cannot be read completely. Remove attachments from the record, or leave the record out.",
		}
	case "AMBIGUITY_DURING_PROCESSING":
		return &problem{
			summary: summaryRequestAlteredInTransit,
			why:     "Zoho CRM reports that a page was requested both by number and by token, which the provider never does.",
			advice:  "Look for a proxy that adds parameters to requests.",
		}
	}
	return serverOrUnknownProblem(e, target)
}

// serverOrUnknownProblem is an error that no code tells more of.
func serverOrUnknownProblem(e *api.Error, target readTarget) *problem {
	if isServerError(e) {
		return serverProblem(target.subject())
	}
	return unknownProblem(target.subject())
}

func unknownProblem(subject string) *problem {
	return &problem{
		summary: summaryZohoRejectedTheRequest,
		why:     fmt.Sprintf("Zoho CRM did not return %s, for a reason that the provider does not know.", subject),
		advice:  "See the response below. If it does not name the cause, please open an issue with this message.",
	}
}

func isServerError(e *api.Error) bool {
	return e.ServerError() || slices.Contains([]string{"INTERNAL_ERROR", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"}, e.Code)
}

func serverProblem(subject string) *problem {
	return &problem{
		summary: summaryZohoServerError,
		why:     fmt.Sprintf("Zoho CRM failed to return %s. The fault is on its side.", subject),
		advice: "Run Terraform again later. Outages are listed at https://status.zoho.com. " +
			"If this persists, send the response below to Zoho support.",
	}
}

func pagingProblem(paging *zohocrm.PagingError, target readTarget) *problem {
	p := &problem{
		summary: summaryInconsistentPagination,
		why:     fmt.Sprintf("The pages from Zoho CRM do not form a complete list: %s.", paging.Fault),
		advice: "Attachments may have been removed while the pages were read: run Terraform again. " +
			"If this persists, please open an issue with this message.",
	}
	if target.query != nil {
		p.advice = "Run Terraform again. If this persists, please open an issue with this message."
	}
	switch paging.Fault {
	case zohocrm.RowsMoved:
		p.advice = "Attachments are being added to the record, or removed from it, faster than they can be read. " +
			"Run Terraform again when this has stopped."
	case zohocrm.PageTokenRequired:
		p.advice = "Without page tokens, Zoho CRM returns only the first 2,000 attachments of a record, so the list cannot be complete. " +
			"Please open an issue with this message."
	}
	return p
}
