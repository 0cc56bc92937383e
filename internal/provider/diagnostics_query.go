package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// Problems of a query in COQL, the language of zohocrm_records.

// queryProblem puts an error of Zoho's in the response to a query into words.
func queryProblem(e *api.Error, target readTarget) *problem {
	p := queryProblemByCode(e, target)
	p.serverMessage = serverMessage(e)
	return p
}

func queryProblemByCode(e *api.Error, target readTarget) *problem {
	query := target.query
	switch e.Code {
	case "INVALID_TOKEN", "INVALID_OAUTHTOKEN", "AUTHENTICATION_FAILURE", "INVALID_URL_PATTERN", "INVALID_HOST":
		return problemByCode(e, target)
	case "OAUTH_SCOPE_MISMATCH":
		return missingScopes("finding records of "+query.Module, catalog.QueryScopes(query.Module),
			"The .ALL variant of the first is accepted too, and so are ZohoCRM.modules.READ and ZohoCRM.modules.ALL. "+
				"A field of another module, such as Account_Name.Account_Name, requires the scope of that module as well.")
	case "NO_PERMISSION", "AUTHORIZATION_FAILED":
		return permissionProblem(e, "the records of "+query.Module, "the module")
	case "INVALID_MODULE", "NOT_SUPPORTED":
		return queryModuleProblem(query)
	case "SYNTAX_ERROR":
		return syntaxProblem(e, query)
	case "INVALID_QUERY":
		return invalidQueryProblem(e, query)
	case "LIMIT_EXCEEDED":
		return &problem{
			summary: summaryQueryTooLarge,
			why:     fmt.Sprintf("The query exceeds a limit of Zoho's query language COQL%s.", inParentheses(e.Details.Limit)),
			advice: "Known limits: 100 values for in and not in, 25 conditions, 49 names in fields, and a few fields of other modules. " +
				"Split the condition across several blocks, or list fewer fields.",
			at: path.Root(whereName),
		}
	case "MANDATORY_NOT_FOUND", "INVALID_REQUEST_METHOD":
		return &problem{
			summary: summaryRequestAlteredInTransit,
			why:     "Zoho CRM did not receive the query, which the provider sends as the JSON body of a POST request.",
			advice:  "Look for a proxy that rewrites requests.",
		}
	case "API_NOT_SUPPORTED":
		return versionProblem(e, "finding records by a condition")
	}
	return serverOrUnknownProblem(e, target)
}

// queryModuleProblem is a module that COQL does not know.
func queryModuleProblem(query *zohocrm.Query) *problem {
	p := &problem{
		summary: summaryUnknownModule,
		why: fmt.Sprintf("Zoho's query language COQL does not know the module %q: there is no such module, the user of the access "+
			"token cannot see it, or it is one that COQL does not support (such as Attachments).", query.Module),
		advice: "Zoho CRM lists the API names of modules under Setup > Developer Hub > APIs & SDKs > API Names.",
		at:     path.Root("module"),
	}
	if suggestion, ok := catalog.SuggestModule(query.Module); ok {
		p.advice = fmt.Sprintf("Did you mean %q? ", suggestion) + p.advice
	}
	return p
}

func badMaxRecords(n int64) *problem {
	return &problem{
		summary: summaryInvalidMaxRecords,
		why:     fmt.Sprintf("max_records is %d; a block finds 1 to %s.", n, count(zohocrm.MaxQueryRecords, "record", "records")),
		advice: "Omit it for " + count(zohocrm.DefaultMaxQueryRecords, "record", "records") + ". " +
			"To find more, use several blocks, each with a condition for a part of the records.",
	}
}

// tooManyFoundProblem is a query that finds more records than the block may.
func tooManyFoundProblem(err *zohocrm.TooManyRecordsError, target readTarget) *problem {
	p := &problem{
		summary: summaryTooManyRecordsFound,
		why: fmt.Sprintf("More than %s of %s meet the condition, and max_records allows no more. "+
			"An incomplete list is never returned.", count(err.Max, "record", "records"), target.query.Module),
		advice: "Narrow the condition, or raise max_records.",
		at:     path.Root(maxRecordsName),
	}
	if err.Max == zohocrm.MaxQueryRecords {
		p.advice = "Use several blocks, each with a condition for a part of the records."
	}
	return p
}

// missingFieldsWarning tells of fields that no record holds, not even as null.
func missingFieldsWarning(names []string) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("fields"), summaryFieldsNotInTheResponse.String(),
		"Zoho CRM returned the records without these fields, so they are null in all of them:\n"+indented(names...)+
			"\nQueries do not return fields of some types. Remove these from fields.")
}

func badQueryFieldCount(count int) *problem {
	if count == 0 {
		return &problem{summary: summaryNoFields, why: "fields is empty.", advice: "Omit fields to find the ids alone."}
	}
	return &problem{
		summary: summaryTooManyFields,
		why:     fmt.Sprintf("fields has %d names besides id. The limit for records is %d names.", count, zohocrm.MaxQueryFields),
		advice:  "List only the fields that you need.",
	}
}

func badQueryField(name types.String) *problem {
	return malformedField(name, ", nor a path through lookups to a field of another module",
		"Use Zoho's API name, such as Deal_Name or Account_Name.Account_Name.")
}
