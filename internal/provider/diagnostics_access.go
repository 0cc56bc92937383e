package provider

import (
	"errors"
	"fmt"
	"slices"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// Problems of the access token at the API. What to do depends on where the token comes from: an access token of the user's, or
// one that the provider requested.

// rejectedTokenProblem is a response 401. Zoho has several codes for it, and for a token that has died any of them.
func rejectedTokenProblem(rejected *zohocrm.TokenRejectedError) *problem {
	p := &problem{summary: summaryAccessTokenRejected}
	noneFound := false
	if apiErr, ok := errors.AsType[*api.Error](rejected); ok {
		noneFound = apiErr.Code == "AUTHENTICATION_FAILURE"
		p.serverMessage = serverMessage(apiErr)
	}
	if response, ok := errors.AsType[*api.ResponseError](rejected); ok {
		p.serverMessage = responseMessage(response)
	}
	p.byAccess = func(p *problem, a access) {
		if a.kind == accessTokenCredential {
			p.why, p.advice = rejectedOfUser(noneFound)
			p.why += " " + tokenOrigin(a)
		} else {
			p.why, p.advice = rejectedOfAccountsServer(rejected)
		}
		p.why = fmt.Sprintf("%s %s", p.why, domainAsked(rejected, a))
		p.advice += " Check that the request went to the API domain of your data centre:\n" + apiDomains()
	}
	return p
}

// isZohos reports whether a token was rejected in a form that is known of Zoho: its own errors, and a response without a body.
func isZohos(rejected *zohocrm.TokenRejectedError) bool {
	response, ok := errors.AsType[*api.ResponseError](rejected)
	return !ok || response.Defect == api.Empty
}

func rejectedOfUser(noneFound bool) (why, advice string) {
	if noneFound {
		return "Zoho CRM found no usable access token in the request. The token has expired (access tokens are valid for one hour) " +
				"or is not an access token.",
			"Check that oauth_token (or ZOHOCRM_OAUTH_TOKEN) is the access token itself, such as 1000.xxxx.yyyy, not a refresh token " +
				"or a client secret, and that no proxy removes the Authorization header. If both are right, create a new access token."
	}
	return "Zoho CRM does not accept the access token. It has expired (access tokens are valid for one hour), was revoked, " +
			"or belongs to another data centre than the API domain.",
		"Create a new access token. For longer use, set organization_id, client_id and client_secret instead."
}

func rejectedOfAccountsServer(rejected *zohocrm.TokenRejectedError) (why, advice string) {
	why = "Zoho CRM does not accept the access token that Zoho's accounts server issued to the provider"
	if rejected.Replaced {
		return why + ", nor the new one that replaced it. So the token is probably not the cause.",
			"Check that no proxy removes the Authorization header, and that the user of the credentials still belongs to the organisation."
	}
	return why + ". The provider requested no new token, since several were rejected in the last few minutes.",
		"Run Terraform again in ten minutes."
}

// tokenOrigin tells where an access token of the user's comes from: it may be another than the one that is meant.
func tokenOrigin(a access) string {
	if a.token == fromEnvironment {
		return "The token comes from the environment variable ZOHOCRM_OAUTH_TOKEN."
	}
	return "The token comes from oauth_token in the provider block."
}

// domainAsked tells which API domain rejected a token, and where that comes from.
func domainAsked(rejected *zohocrm.TokenRejectedError, a access) string {
	from := "the default, since neither api_domain nor ZOHOCRM_API_DOMAIN is set"
	switch {
	case rejected.DomainFrom == zohocrm.TokensDomain:
		from = "which the accounts server named with the token, since neither api_domain nor ZOHOCRM_API_DOMAIN is set"
	case rejected.DomainFrom == zohocrm.ConfiguredDomain && a.apiDomain == fromEnvironment:
		from = "set by the environment variable ZOHOCRM_API_DOMAIN"
	case rejected.DomainFrom == zohocrm.ConfiguredDomain:
		from = "set by api_domain in the provider block"
	}
	return fmt.Sprintf("The request went to %s (%s).", rejected.APIDomain, from)
}

// scopeProblem is a token without a scope.
func scopeProblem(request zohocrm.Request) *problem {
	return missingScopes("reading the attachments of "+request.Module, catalog.RequiredScopes(request.Module),
		"The .ALL variant of each is accepted too, and so is ZohoCRM.modules.ALL.")
}

// missingScopes is a token without one of the scopes that a use requires; a note says what else would do.
func missingScopes(use string, required []string, note string) *problem {
	with := "with these scopes and those that your other blocks need:\n" + indented(required...) + "\n" + note
	return &problem{
		summary: summaryMissingOAuthScope,
		why:     fmt.Sprintf("The access token lacks a scope that %s requires.", use),
		advice:  "Create an access token " + with,
		byAccess: func(p *problem, a access) {
			switch a.kind {
			case refreshCredential:
				p.advice = "An access token has the scopes of its refresh token. Create a refresh token " + with
			case organizationCredential:
				p.advice = moreScopes(required, a.scopes) + "\n" + note
			}
		},
	}
}

// moreScopes tells which scopes to ask for besides those that are asked for now. The others have to stay: they are of the provider, and
// its other blocks may need them.
func moreScopes(required []string, held settingValue) string {
	missing := catalog.MissingScopes(required, held.names)
	if len(missing) == 0 { // the exact ones may do where the wider ones did not
		missing = slices.DeleteFunc(slices.Clone(required), func(scope string) bool { return slices.Contains(held.names, scope) })
	}
	now := indented(held.names...)
	s := held.setting
	switch {
	case len(missing) == 0:
		return fmt.Sprintf("The provider already asks for every scope that is known to be required. "+
			"Check in Zoho's API console that the client may have these scopes:\n%s", now)
	case held.from == notSet:
		return fmt.Sprintf("Set %s (or %s) to the default, which your other blocks may need:\n%s\nand in addition:\n%s",
			s.name, s.environment, now, indented(missing...))
	case held.from == fromEnvironment:
		return fmt.Sprintf("Add to the environment variable %s:\n%s\nKeep what it holds now, which your other blocks may need:\n%s",
			s.environment, indented(missing...), now)
	default:
		return fmt.Sprintf("Add to %s in the provider block:\n%s\nKeep what it holds now, which your other blocks may need:\n%s",
			s.name, indented(missing...), now)
	}
}
