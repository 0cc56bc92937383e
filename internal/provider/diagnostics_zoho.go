package provider

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// apiProblem puts an error of Zoho's into words: by its code, which is stable, not by its message, which differs from one
// of Zoho's documents to the next.
func apiProblem(e *api.Error, target readTarget) *problem {
	p := problemByCode(e, target)
	p.serverMessage = serverMessage(e)
	if len(p.at.Steps()) == 0 {
		p.at = attributeAtFault(e.Details)
	}
	return p
}

// attributeAtFault is the attribute that Zoho's details point at, by the part of the path or the parameter.
func attributeAtFault(details api.Details) path.Path {
	index := details.ResourcePathIndex
	switch {
	case index != nil && *index == 0:
		return path.Root("module")
	case index != nil && *index == 1:
		return path.Root("record_id")
	case details.ParamName == "fields":
		return path.Root("fields")
	}
	return path.Empty()
}

// serverMessage quotes the response of Zoho CRM.
func serverMessage(e *api.Error) string {
	text := strings.TrimSuffix(e.Message, ".")
	switch {
	case e.Code != "" && text != "":
		text = e.Code + ": " + text
	case text == "":
		text = e.Code
	}
	return fmt.Sprintf("Zoho CRM responded: %s (HTTP %d).", text, e.Status)
}

func problemByCode(e *api.Error, target readTarget) *problem {
	request := target.request
	switch e.Code {
	case "OAUTH_SCOPE_MISMATCH":
		return scopeProblem(request)
	case "INVALID_TOKEN", "INVALID_OAUTHTOKEN", "AUTHENTICATION_FAILURE": // with a status other than 401
		return &problem{
			summary: summaryAccessTokenRejected,
			why:     "Zoho CRM does not accept the access token.",
			advice:  "Check that the credentials are right, and that api_domain matches your data centre:\n" + apiDomains(),
			byAccess: func(p *problem, a access) {
				if a.kind == accessTokenCredential {
					p.why += " " + tokenOrigin(a)
				}
			},
		}
	case "NO_PERMISSION", "AUTHORIZATION_FAILED":
		return permissionProblem(e, "the attachments of "+request.Module, "the module and its attachments")
	case "INVALID_MODULE", "NOT_SUPPORTED":
		return moduleProblem(e, request)
	case "INVALID_DATA", "PATTERN_NOT_MATCHED":
		return dataProblem(e, target)
	case "REQUIRED_PARAM_MISSING":
		return &problem{
			summary: summaryRequestAlteredInTransit,
			why: fmt.Sprintf("Zoho CRM did not receive a parameter%s that the provider sends with every request.",
				inParentheses(e.Details.ParamName)),
			advice: "Look for a proxy that removes the query string from requests.",
		}
	case "INVALID_REQUEST_METHOD":
		return &problem{
			summary: summaryRequestAlteredInTransit,
			why:     "Zoho CRM reports that the method of the request was not GET, which is what the provider always uses.",
			advice:  "Look for a proxy that rewrites requests. (Zoho's page on this error recommends POST; that applies to uploads.)",
		}
	case "INVALID_URL_PATTERN":
		return &problem{
			summary: summaryAPIEndpointNotFound,
			why: "Zoho CRM does not know the URL that was requested. The API domain may be that of another data centre, " +
				"or not an API domain of Zoho CRM.",
			advice: "Check that api_domain matches your data centre:\n" + apiDomains(),
		}
	case "INVALID_HOST":
		return &problem{
			summary: summaryWrongZohoServer,
			why: "Zoho CRM says that the request went to the wrong host: api_domain (or ZOHOCRM_API_DOMAIN) is not an API domain " +
				"that serves the CRM API.",
			advice: "Set it to the API domain of your data centre:\n" + apiDomains(),
			at:     path.Root(apiDomain),
		}
	case "LIMIT_EXCEEDED":
		return &problem{
			summary: summaryTooManyFields,
			why:     fmt.Sprintf("More fields were requested than Zoho CRM accepts (%s).", cmp.Or(e.Details.Limit, strconv.Itoa(zohocrm.MaxFields))),
			advice:  "List only the fields that you need in fields.",
			at:      path.Root("fields"),
		}
	case "API_NOT_SUPPORTED":
		return versionProblem(e, "reading the attachments of a record")
	}
	return pageOrServerProblem(e, target)
}

// permissionProblem is a user who may not read what was asked for, and what it takes to be allowed to.
func permissionProblem(e *api.Error, what, view string) *problem {
	p := &problem{
		summary: summaryMissingPermissionInZohoCRM,
		why:     fmt.Sprintf("The user of the access token is not permitted to read %s.", what),
		advice: "Ask a Zoho CRM administrator for permission to view " + view +
			" (Setup > Users and Control > Security Control > Profiles), or use the credentials of another user.",
	}
	if len(e.Details.Permissions) > 0 {
		p.why += " Missing: " + strings.Join(e.Details.Permissions, ", ") + "."
	}
	return p
}

// moduleProblem has both meanings of INVALID_MODULE, which Zoho's documents tell apart by message or by NOT_SUPPORTED.
func moduleProblem(e *api.Error, request zohocrm.Request) *problem {
	p := &problem{
		summary: summaryUnknownModule,
		why:     fmt.Sprintf("Zoho CRM has no module %q, or the user of the access token cannot see it.", request.Module),
		advice:  "Zoho CRM lists the API names of modules under Setup > Developer Hub > APIs & SDKs > API Names.",
		at:      path.Root("module"),
	}
	if e.Code == "NOT_SUPPORTED" || strings.Contains(e.Message, "not supported") {
		p.summary = summaryUnsupportedModule
		p.why = fmt.Sprintf("The Zoho CRM API has no attachments for the module %q.", request.Module)
		p.advice = "These modules have them: " + strings.Join(catalog.Modules(), ", ") + ", and custom modules."
	}
	if e.NotFound() {
		p.why += fmt.Sprintf(" Zoho returns the same error for a record that does not exist: check that the record id %s is right.",
			request.RecordID)
	}
	if suggestion, ok := catalog.SuggestModule(request.Module); ok {
		p.advice = fmt.Sprintf("Did you mean %q? ", suggestion) + p.advice
	}
	return p
}

func dataProblem(e *api.Error, target readTarget) *problem {
	request := target.request
	part := -1
	if e.Details.ResourcePathIndex != nil {
		part = *e.Details.ResourcePathIndex
	}
	switch {
	case e.Details.ParamName == "fields":
		return &problem{
			summary: summaryUnknownField,
			why:     "Zoho CRM does not accept a name in fields.",
			advice:  "Use Zoho's API names, such as File_Name or $file_id.",
			at:      path.Root("fields"),
		}
	case e.Details.ParamName == "page_token":
		return &problem{
			summary: summaryPageTokenRejected,
			why: "Zoho CRM does not accept the page token that it issued for the next page. " +
				"Page tokens are bound to the user of the access token.",
			advice: readAgain,
		}
	case part == 0:
		return moduleProblem(e, request)
	case part == 2:
		return &problem{
			summary: summaryNoAttachmentsInThisModule,
			why: fmt.Sprintf("Zoho CRM does not know the related list Attachments in the module %s, "+
				"or the layout of the record hides it.", request.Module),
			advice: "Check that the layout contains the related list Attachments (Setup > Customization > Modules and Fields).",
			at:     path.Root("module"),
		}
	case part == 1 || e.NotFound():
		return &problem{
			summary: summaryUnknownRecord,
			why: fmt.Sprintf("Zoho CRM has no record %s in the module %s: it does not exist, was deleted, belongs to another module "+
				"or organisation, or the user of the access token cannot see it.", request.RecordID, request.Module),
			advice: "Check that the id and the module belong together: the address of the record in the web app contains both.",
			at:     path.Root("record_id"),
		}
	}
	return &problem{
		summary: summaryZohoRejectedAValue,
		why:     fmt.Sprintf("Zoho CRM does not accept a value in the request for %s%s.", target.subject(), inParentheses(e.Details.ParamName)),
		advice:  "Check that module, record id and fields are right.",
	}
}

func versionProblem(e *api.Error, use string) *problem {
	p := &problem{
		summary: summaryAPIVersionNotSupported,
		why:     fmt.Sprintf("Zoho CRM does not support %s in %s of its API, the version that the provider uses.", use, zohocrm.Version),
		advice:  "Look for a newer version of the provider.",
	}
	if e.Details.SupportedVersion != "" {
		p.why += " Version " + e.Details.SupportedVersion + " supports it."
	}
	return p
}

// inParentheses writes a detail of Zoho's after a word, where there is one.
func inParentheses(detail string) string {
	if detail == "" {
		return ""
	}
	return " (" + detail + ")"
}

// apiDomains lists the API domains of the data centres.
func apiDomains() string {
	var lines []string
	for _, dc := range catalog.DataCenters() {
		lines = append(lines, fmt.Sprintf("%s  %s", dc.Name, dc.APIDomain))
	}
	return indented(lines...)
}

// indented writes lines so that Terraform leaves their breaks as they are.
func indented(lines ...string) string {
	return "  " + strings.Join(lines, "\n  ")
}
