package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// zohoProblem puts an error of Zoho's into words: by its code, which is stable, not by its message, which differs from
// one of Zoho's documents to the next.
func zohoProblem(e *zohocrm.Error, request zohocrm.Request) *problem {
	p := problemOfCode(e, request)
	p.said = said(e)
	if len(p.at.Steps()) == 0 {
		p.at = attributeAtFault(e.Details)
	}
	return p
}

// attributeAtFault is the attribute that Zoho's details point at, by the part of the path or the parameter.
func attributeAtFault(details zohocrm.Details) path.Path {
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

// said quotes what Zoho said.
func said(e *zohocrm.Error) string {
	text := strings.TrimSuffix(e.Message, ".")
	switch {
	case e.Code != "" && text != "":
		text = e.Code + ": " + text
	case text == "":
		text = e.Code
	}
	return fmt.Sprintf("Zoho CRM answered: %s (HTTP %d).", text, e.Status)
}

func problemOfCode(e *zohocrm.Error, request zohocrm.Request) *problem {
	switch e.Code {
	case "INVALID_TOKEN":
		return &problem{
			summary: "Access Token Refused",
			why:     "Zoho CRM does not accept the access token. It has expired (access tokens live one hour) or was revoked; or it is of another data centre than the API domain asked, which Zoho answers alike.",
			advice:  "Make a new access token, and see that api_domain is the one of your data centre:\n" + apiDomains(),
		}
	case "AUTHENTICATION_FAILURE":
		return &problem{
			summary: "Access Token Refused",
			why:     "Zoho CRM found no usable access token on the request.",
			advice:  "See that oauth_token (or ZOHOCRM_OAUTH_TOKEN) holds the access token itself, such as 1000.xxxx.yyyy, and neither a refresh token nor a client secret; and that no proxy on the way removes the Authorization header.",
		}
	case "OAUTH_SCOPE_MISMATCH":
		return &problem{
			summary: "Access Token Lacks a Scope",
			why:     fmt.Sprintf("The access token was made without a scope that reading the attachments of %s needs.", request.Module),
			advice:  "Make one with these scopes:\n" + indented(zohocrm.RequiredScopes(request.Module)...) + "\nThe .ALL of each would do too, and so would ZohoCRM.modules.ALL.",
		}
	case "NO_PERMISSION", "AUTHORIZATION_FAILED":
		return permissionProblem(e, request)
	case "INVALID_MODULE", "NOT_SUPPORTED":
		return moduleProblem(e, request)
	case "INVALID_DATA", "PATTERN_NOT_MATCHED":
		return dataProblem(e, request)
	case "REQUIRED_PARAM_MISSING":
		return &problem{
			summary: "Request Changed on Its Way",
			why:     fmt.Sprintf("Zoho CRM misses a parameter%s that the provider sends with every request.", named(e.Details.ParamName)),
			advice:  "Look for a proxy on the way that removes the query from requests.",
		}
	case "INVALID_REQUEST_METHOD":
		return &problem{
			summary: "Request Changed on Its Way",
			why:     "Zoho CRM says that the request was not made by GET, which is how the provider makes every request.",
			advice:  "Look for a proxy on the way that rewrites requests. (Zoho's page on this error advises POST; that holds for uploads.)",
		}
	case "INVALID_URL_PATTERN":
		return &problem{
			summary: "Unknown Address at the API Domain",
			why:     "Zoho CRM does not know the address that was asked for. The API domain may be of another data centre, or no API domain of Zoho CRM.",
			advice:  "See that api_domain is the one of your data centre:\n" + apiDomains(),
		}
	case "LIMIT_EXCEEDED":
		return &problem{
			summary: "Too Many Fields",
			why:     fmt.Sprintf("Zoho CRM accepts fewer fields%s than were asked for.", limited(e)),
			advice:  "Name those that are needed in fields.",
			at:      path.Root("fields"),
		}
	case "API_NOT_SUPPORTED":
		return versionProblem(e)
	}
	return pageOrServerProblem(e, request)
}

// pageOrServerProblem has the errors of paging and of the server, and any code of tomorrow.
func pageOrServerProblem(e *zohocrm.Error, request zohocrm.Request) *problem {
	switch e.Code {
	case "EXPIRED_VALUE", "TOKEN_BOUND_DATA_MISMATCH":
		return &problem{
			summary: "Reading the Pages Broke Off",
			why:     "Zoho CRM no longer accepts the page token that it gave for the next page.",
			advice:  "Run Terraform again: the list is then read anew from its first page. Two walks are never mixed.",
		}
	case "DISCRETE_PAGINATION_LIMIT_EXCEEDED":
		return &problem{
			summary: "Too Many Attachments",
			why:     "The record has more attachments than Zoho CRM serves without page tokens (2,000), and its answers gave no page token.",
			advice:  "The list cannot be read whole. Please open an issue with the words below.",
		}
	case "PAGINATION_LIMIT_EXCEEDED":
		return &problem{
			summary: "Too Many Attachments",
			why:     "The record has more attachments than Zoho CRM serves (100,000).",
			advice:  "The list cannot be read whole.",
		}
	case "AMBIGUITY_DURING_PROCESSING":
		return &problem{
			summary: "Request Changed on Its Way",
			why:     "Zoho CRM says that a page was asked for both by number and by token, which the provider never does.",
			advice:  "Look for a proxy on the way that adds parameters to requests.",
		}
	case "INTERNAL_ERROR", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE":
		return serverProblem(request)
	}
	if e.ServerError() {
		return serverProblem(request)
	}
	return &problem{
		summary: "Zoho CRM Refused the Request",
		why:     fmt.Sprintf("Zoho CRM did not give the attachments of %s %s, for a reason that the provider does not know.", request.Module, request.RecordID),
		advice:  "What Zoho CRM says of it stands below.",
	}
}

func serverProblem(request zohocrm.Request) *problem {
	return &problem{
		summary: "Zoho CRM Is Out of Order",
		why:     fmt.Sprintf("Zoho CRM failed at giving the attachments of %s %s. The fault is on its side.", request.Module, request.RecordID),
		advice:  "Run Terraform again later; https://status.zoho.com tells of outages. If it stays, Zoho's support wants the words below.",
	}
}

func permissionProblem(e *zohocrm.Error, request zohocrm.Request) *problem {
	p := &problem{
		summary: "Missing Permission in Zoho CRM",
		why:     fmt.Sprintf("The user whose token is used may not read the attachments of %s.", request.Module),
		advice:  "Ask an administrator of Zoho CRM for the permission to view the module and its attachments (Setup > Users and Control > Security Control > Profiles), or use the token of another user.",
	}
	if len(e.Details.Permissions) > 0 {
		p.why += " Missing: " + strings.Join(e.Details.Permissions, ", ") + "."
	}
	return p
}

// moduleProblem is both meanings of INVALID_MODULE, which Zoho's documents tell apart by message or by NOT_SUPPORTED.
func moduleProblem(e *zohocrm.Error, request zohocrm.Request) *problem {
	p := &problem{
		summary: "Unknown Module",
		why:     fmt.Sprintf("Zoho CRM has no module %q, or the user whose token is used does not see it.", request.Module),
		advice:  "The API names of the modules stand in Zoho CRM under Setup > Developer Hub > APIs & SDKs > API Names.",
		at:      path.Root("module"),
	}
	if e.Code == "NOT_SUPPORTED" || strings.Contains(e.Message, "not supported") {
		p.summary = "Unsupported Module"
		p.why = fmt.Sprintf("Zoho CRM's API has no attachments for the module %q, as for Documents and Projects.", request.Module)
		p.advice = "These modules have them: " + strings.Join(zohocrm.Modules(), ", ") + ", and custom modules."
	}
	if e.NotFound() {
		p.why += fmt.Sprintf(" Zoho answers like that for a record that does not exist, too: see that the record id %s is right.", request.RecordID)
	}
	if suggestion, ok := zohocrm.SuggestModule(request.Module); ok {
		p.advice = fmt.Sprintf("Did you mean %q? ", suggestion) + p.advice
	}
	return p
}

func dataProblem(e *zohocrm.Error, request zohocrm.Request) *problem {
	part := -1
	if e.Details.ResourcePathIndex != nil {
		part = *e.Details.ResourcePathIndex
	}
	switch {
	case e.Details.ParamName == "fields":
		return &problem{
			summary: "Unknown Field",
			why:     "Zoho CRM does not accept a name in fields.",
			advice:  "Write the names as Zoho does, such as File_Name or $file_id.",
			at:      path.Root("fields"),
		}
	case e.Details.ParamName == "page_token":
		return &problem{
			summary: "Reading the Pages Broke Off",
			why:     "Zoho CRM does not accept the page token that it gave for the next page; it is bound to the user whose access token asked for it.",
			advice:  "Run Terraform again: the list is then read anew from its first page. Two walks are never mixed.",
		}
	case part == 0:
		return moduleProblem(e, request)
	case part == 2:
		return &problem{
			summary: "No Attachments in This Module",
			why:     fmt.Sprintf("Zoho CRM does not know the related list Attachments in the module %s, or it is hidden in the record's layout.", request.Module),
			advice:  "See that the related list Attachments stands in the layout (Setup > Customization > Modules and Fields).",
			at:      path.Root("module"),
		}
	case part == 1 || e.NotFound():
		return &problem{
			summary: "Unknown Record",
			why:     fmt.Sprintf("Zoho CRM has no record %s in the module %s: it does not exist, was deleted, is of another module or another organisation, or the user whose token is used does not see it.", request.RecordID, request.Module),
			advice:  "See that the id and the module belong together: the address of the record in the web app holds both.",
			at:      path.Root("record_id"),
		}
	}
	return &problem{
		summary: "Zoho CRM Refused a Value",
		why:     fmt.Sprintf("Zoho CRM does not accept a value of the request for the attachments of %s %s%s.", request.Module, request.RecordID, named(e.Details.ParamName)),
		advice:  "See that module, record id and fields are right.",
	}
}

func versionProblem(e *zohocrm.Error) *problem {
	p := &problem{
		summary: "API Version Not Supported",
		why:     fmt.Sprintf("Zoho CRM does not have the attachments of a record in %s of its API, the version that the provider speaks.", zohocrm.Version),
		advice:  "Look for a newer version of the provider.",
	}
	if e.Details.SupportedVersion != "" {
		p.why += " It has them in version " + e.Details.SupportedVersion + "."
	}
	return p
}

func named(parameter string) string {
	if parameter == "" {
		return ""
	}
	return " (" + parameter + ")"
}

func limited(e *zohocrm.Error) string {
	if e.Details.Limit == "" {
		return ""
	}
	return " (" + e.Details.Limit + ")"
}

// apiDomains lists the API domains of the data centres.
func apiDomains() string {
	var lines []string
	for _, dc := range zohocrm.DataCenters() {
		lines = append(lines, fmt.Sprintf("%s  %s", dc.Name, dc.APIDomain))
	}
	return indented(lines...)
}

// indented writes lines so that Terraform leaves their breaks as they are.
func indented(lines ...string) string {
	return "  " + strings.Join(lines, "\n  ")
}
