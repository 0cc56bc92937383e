package provider

import (
	"errors"
	"fmt"
	"slices"
	"strings"

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
	case "INVALID_TOKEN", "INVALID_OAUTHTOKEN", "AUTHENTICATION_FAILURE", "INVALID_URL_PATTERN":
		return problemByCode(e, zohocrm.Request{Module: query.Module})
	case "OAUTH_SCOPE_MISMATCH":
		return missingScopes("finding records of "+query.Module, catalog.QueryScopes(query.Module),
			"The .ALL variant of the first is accepted too, and so are ZohoCRM.modules.READ and ZohoCRM.modules.ALL. "+
				"A field of another module, such as Account_Name.Account_Name, requires the scope of that module as well.")
	case "NO_PERMISSION", "AUTHORIZATION_FAILED":
		p := &problem{
			summary: summaryMissingPermissionInZohoCRM,
			why:     fmt.Sprintf("The user of the access token is not permitted to read the records of %s.", query.Module),
			advice: "Ask a Zoho CRM administrator for permission to view the module " +
				"(Setup > Users and Control > Security Control > Profiles), or use the token of another user.",
		}
		if len(e.Details.Permissions) > 0 {
			p.why += " Missing: " + strings.Join(e.Details.Permissions, ", ") + "."
		}
		return p
	case "INVALID_MODULE", "NOT_SUPPORTED":
		return queryModuleProblem(query)
	case "SYNTAX_ERROR":
		return syntaxProblem(e, query)
	case "INVALID_QUERY":
		return invalidQueryProblem(e, query)
	case "LIMIT_EXCEEDED":
		return &problem{
			summary: summaryQueryTooLarge,
			why:     fmt.Sprintf("The query passes a limit of Zoho's query language COQL%s.", inParentheses(e.Details.Limit)),
			advice: "Known limits: 100 values for in and not in, 25 conditions, 49 names in fields, and a few paths over lookups. " +
				"Split the condition over several blocks.",
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
	if isServerError(e) {
		return serverProblem(target.subject())
	}
	return unknownProblem(target.subject())
}

// queryModuleProblem is a module that COQL does not know.
func queryModuleProblem(query *zohocrm.Query) *problem {
	p := &problem{
		summary: summaryUnknownModule,
		why: fmt.Sprintf("Zoho's query language COQL does not know the module %q: there is none of that name, the user of the access "+
			"token cannot see it, or COQL does not support it (Attachments, for one).", query.Module),
		advice: "Zoho CRM lists the API names of modules under Setup > Developer Hub > APIs & SDKs > API Names.",
		at:     path.Root("module"),
	}
	if suggestion, ok := catalog.SuggestModule(query.Module); ok {
		p.advice = fmt.Sprintf("Did you mean %q? ", suggestion) + p.advice
	}
	return p
}

const conditionForm = "Conditions nest in pairs: three of them are written ((a and b) and c). A text stands in single quotes, " +
	"a quote inside it twice: 'O''Brien'; the function coql_literal writes them. A date and time ends with an offset, " +
	"such as +00:00, and has no fractions of a second."

func syntaxProblem(e *api.Error, query *zohocrm.Query) *problem {
	p := &problem{
		summary: summaryConditionNotUnderstood,
		why:     "Zoho CRM does not understand the query that the condition is part of",
		advice:  conditionForm,
		at:      path.Root(whereName),
	}
	switch d := e.Details; {
	case d.Near != "":
		p.why += fmt.Sprintf(": it stops near %s", quoted(d.Near))
	case d.Operator != "":
		p.why += fmt.Sprintf(": it has no operator %s", quoted(d.Operator))
	case d.Clause != "":
		p.why += fmt.Sprintf(": it misses the clause %s", quoted(d.Clause))
	}
	p.why += "."
	if strings.EqualFold(e.Details.Near, whereName) {
		p.advice = "A condition stands without the word where, which the provider writes. " + p.advice
	}
	if query.Where == "" && len(query.Fields) > 0 {
		p.at = path.Root("fields")
		p.advice = "There is no condition, so one of the fields is probably a word of the query language. Leave it out."
	}
	return p
}

// invalidQueryProblem is a query whose words Zoho does not accept. An unknown field and one that the user may not read
// have the same response.
func invalidQueryProblem(e *api.Error, query *zohocrm.Query) *problem {
	d := e.Details
	if d.Operator == "" && d.Value == "" && d.ExpectedType == "" {
		p := &problem{
			summary: summaryUnknownField,
			why: fmt.Sprintf("Zoho CRM does not accept the field %s in a query of %s: the module has none of that name, the user of the "+
				"access token cannot read it, or queries do not support it.", quoted(d.Column), query.Module),
			advice: "Use API names, such as Deal_Name: Zoho CRM lists them under Setup > Developer Hub > APIs & SDKs > API Names.",
			at:     path.Root(whereName),
		}
		if d.Column == "" {
			p.summary = summaryConditionNotAccepted
			p.why = fmt.Sprintf("Zoho CRM does not accept the query of %s.", query.Module)
			p.advice = conditionForm
		}
		if slices.ContainsFunc(query.Fields, func(field string) bool {
			return field == d.Column || strings.HasSuffix(field, "."+d.Column)
		}) {
			p.at = path.Root("fields")
		}
		return p
	}
	p := &problem{
		summary: summaryConditionNotAccepted,
		why:     fmt.Sprintf("Zoho CRM does not accept the condition on the field %s", quoted(d.Column)),
		advice:  conditionForm,
		at:      path.Root(whereName),
	}
	if d.Operator != "" {
		p.why += fmt.Sprintf(" with the operator %s", quoted(d.Operator))
	}
	if d.Value != "" {
		p.why += fmt.Sprintf(" and the value %s", quoted(d.Value))
	}
	if d.ExpectedType != "" {
		p.why += ": its values are of the type " + d.ExpectedType
	}
	p.why += "."
	return p
}

// badCondition is a condition that is refused as written.
func badCondition(err error) *problem {
	condition, ok := errors.AsType[*catalog.ConditionError](err)
	if !ok {
		return unexpected(err)
	}
	p := &problem{summary: summaryMalformedCondition, at: path.Root(whereName)}
	const oneCondition = "where is one condition, which the provider puts in parentheses of its own."
	switch condition.Problem {
	case catalog.ConditionEmpty:
		p.why = "where is empty."
		p.advice = "Omit it to find every record of the module."
	case catalog.ConditionQuoteOpen:
		p.why = fmt.Sprintf("A quote (%s) in where does not close.", condition.Text)
		p.advice = "Write a quote inside a text twice: 'O''Brien'. The function coql_literal does that."
	case catalog.ConditionParenthesisOpen:
		p.why = "A parenthesis in where does not close."
		p.advice = oneCondition
	case catalog.ConditionParenthesisClosed:
		p.why = "where closes a parenthesis that it does not open."
		p.advice = oneCondition
	case catalog.ConditionClause:
		p.why = fmt.Sprintf("where contains %q, which is not part of a condition.", condition.Text)
		p.advice = oneCondition + " The provider decides order and pages itself, and max_records bounds what is found. " +
			"A text that contains these words stands in quotes."
	default:
		p.why = fmt.Sprintf("where contains the control character %+q.", condition.Text)
		p.advice = "Remove it. Line breaks and tabs are fine."
	}
	return p
}

func badMaxRecords(n int64) *problem {
	return &problem{
		summary: summaryInvalidMaxRecords,
		why:     fmt.Sprintf("max_records is %d; a block finds 1 to %s.", n, count(zohocrm.MaxQueryRecords, "record", "records")),
		advice: "Omit it for " + count(zohocrm.DefaultMaxQueryRecords, "record", "records") + ". " +
			"For more than the maximum, divide the records by conditions over several blocks.",
	}
}

// tooManyFoundProblem is a query that finds more records than the block may.
func tooManyFoundProblem(err *zohocrm.TooManyRecordsError, target readTarget) *problem {
	p := &problem{
		summary: summaryTooManyRecordsFound,
		why: fmt.Sprintf("More than %s of %s meet the condition, which is all that max_records allows. "+
			"An incomplete list is never returned.", count(err.Max, "record", "records"), target.query.Module),
		advice: "Narrow the condition, or raise max_records.",
		at:     path.Root(maxRecordsName),
	}
	if err.Max == zohocrm.MaxQueryRecords {
		p.advice = "Divide the records by conditions over several blocks."
	}
	return p
}

// missingFieldsWarning tells of fields that no record holds, not even as null.
func missingFieldsWarning(names []string) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("fields"), summaryFieldsNotInTheResponse.String(),
		"Zoho CRM returned the records without these fields, so they are null in all of them:\n"+indented(names...)+
			"\nIt leaves out fields of some types from queries. Read them in another way, or leave them out.")
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
	p := &problem{
		summary: summaryMalformedFieldName,
		why:     fmt.Sprintf("%s is not an API name of a field, nor a path of such names over lookups.", quoted(name.ValueString())),
		advice:  "Use Zoho's API name, such as Deal_Name or Account_Name.Account_Name.",
	}
	switch {
	case name.IsNull():
		p.why = "A name in fields is null."
	case name.ValueString() == "":
		p.why = "A name in fields is empty."
	case strings.Contains(name.ValueString(), ","):
		p.advice = splitNames(name.ValueString())
	}
	return p
}
