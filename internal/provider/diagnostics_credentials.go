package provider

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
)

// Problems of credentials that contradict each other, are missing, or belong to the client credentials grant.

// whereOrgID tells where a user finds the Org ID.
const whereOrgID = "Zoho CRM's web app shows the Org ID under your profile picture, at the top right: digits alone, such as 60001234567."

func missingCredential(values map[string]settingValue) *problem {
	s := values[oauthToken].setting
	p := &problem{
		summary: summaryMissingZohoCredentials,
		why:     "Reading from Zoho CRM requires credentials, and none are set.",
		advice: fmt.Sprintf("For lasting access, set the environment variables ZOHOCRM_ORGANIZATION_ID, ZOHOCRM_CLIENT_ID and "+
			"ZOHOCRM_CLIENT_SECRET (or organization_id, client_id and client_secret in the provider block). If you have a refresh token, "+
			"set ZOHOCRM_REFRESH_TOKEN (refresh_token) instead of ZOHOCRM_ORGANIZATION_ID. "+
			"For access of one hour, set %s (%s) to an access token.", s.environment, s.name),
	}
	p.nameEmptyVariables(values)
	return p
}

// nameEmptyVariables adds to a problem of credentials that are missing which of their variables are set to nothing: a secret that a
// pipeline does not have arrives like that.
func (p *problem) nameEmptyVariables(values map[string]settingValue) {
	var empty []string
	for _, name := range credentialSettings {
		if v := values[name]; v.from == notSet && v.emptyVariable {
			empty = append(empty, v.setting.environment)
		}
	}
	switch len(empty) {
	case 0:
	case 1:
		p.why += fmt.Sprintf(" %s is set, but empty, which counts as not set.", empty[0])
	default:
		p.why += fmt.Sprintf(" %s are set, but empty, which counts as not set.", listed("and", empty...))
	}
}

// nameIgnoredToken adds to a problem of incomplete credentials that there is an access token, and why it is not used.
func (p *problem) nameIgnoredToken(values map[string]settingValue) {
	token := values[oauthToken]
	decides := slices.IndexFunc(requestSettings, func(name string) bool { return values[name].from == fromConfiguration })
	if token.from != fromEnvironment || decides < 0 {
		return
	}
	p.why += fmt.Sprintf(" The access token in %s is ignored, since the provider block, which takes precedence, sets %s.",
		token.setting.environment, requestSettings[decides])
	p.advice += fmt.Sprintf(" To use the access token, remove %s from the provider block, as far as they are set.",
		listed("and", requestSettings...))
}

func conflictingCredentials(token, other settingValue) *problem {
	const oneOnly = "one is an access token, the other is used to request access tokens. Only one of the two kinds can be used."
	p := &problem{
		summary: summaryConflictingCredentials,
		why:     fmt.Sprintf("Both %s and %s are set in the provider block: %s", token.setting.name, other.setting.name, oneOnly),
		advice: fmt.Sprintf("Remove either %s, or all of refresh_token, organization_id, client_id and client_secret that are set.",
			token.setting.name),
		at: path.Root(token.setting.name),
	}
	if token.from == fromEnvironment {
		p.why = fmt.Sprintf("The environment variables %s and %s are both set: %s",
			token.setting.environment, other.setting.environment, oneOnly)
		p.advice = fmt.Sprintf("Unset either %s, or all of ZOHOCRM_REFRESH_TOKEN, ZOHOCRM_ORGANIZATION_ID, ZOHOCRM_CLIENT_ID and "+
			"ZOHOCRM_CLIENT_SECRET that are set; or choose one kind by setting its attribute in the provider block.", token.setting.environment)
	}
	return p
}

func conflictingGrants(refresh, organization settingValue) *problem {
	const oneOnly = "each is a separate way to request access tokens. Only one of the two can be used."
	p := &problem{
		summary: summaryConflictingCredentials,
		why:     fmt.Sprintf("Both %s and %s are set in the provider block: %s", refresh.setting.name, organization.setting.name, oneOnly),
		advice:  fmt.Sprintf("Remove %s or %s.", refresh.setting.name, organization.setting.name),
		at:      path.Root(organization.setting.name),
	}
	if organization.from == fromEnvironment {
		p.why = fmt.Sprintf("The environment variables %s and %s are both set: %s",
			refresh.setting.environment, organization.setting.environment, oneOnly)
		p.advice = fmt.Sprintf("Unset %s or %s; or choose one of the two by setting its attribute in the provider block.",
			refresh.setting.environment, organization.setting.environment)
	}
	return p
}

func missingBeside(missing, known, grant setting) *problem {
	return &problem{
		summary: summaryIncompleteCredentials,
		why: fmt.Sprintf("%s is set, but %s is not. Requesting access tokens requires all of %s, client_id and client_secret.",
			known.name, missing.name, grant.name),
		advice: fmt.Sprintf("Set %s, or the environment variable %s.", missing.name, missing.environment),
		at:     path.Root(missing.name),
	}
}

// missingGrant is a client without either way to request access tokens.
func missingGrant(refresh, organization, known setting) *problem {
	return &problem{
		summary: summaryIncompleteCredentials,
		why: fmt.Sprintf("%s is set, but neither %s nor %s is. Requesting access tokens requires one of the two in addition to client_id and "+
			"client_secret.", known.name, organization.name, refresh.name),
		advice: fmt.Sprintf("Set %s (or the environment variable %s) to the Org ID of your organisation; "+
			"or %s (or %s) to a refresh token of the client.", organization.name, organization.environment, refresh.name, refresh.environment),
		at: path.Root(refresh.name),
	}
}

// badOrganizationID quotes nothing but digits, since what was pasted may be a secret.
func badOrganizationID(s setting, value string) *problem {
	p := &problem{
		summary: summaryMalformedProviderSetting,
		why:     fmt.Sprintf("%s must be the Org ID of your Zoho CRM organisation, which is 1 to 20 digits.", s.name),
		advice:  whereOrgID,
	}
	if match := qualifiedOrganization.FindStringSubmatch(value); match != nil {
		p.why = fmt.Sprintf("%s must be the Org ID alone, without ZohoCRM. before it, the name of a variable, quotation marks or spaces.", s.name)
		p.advice = fmt.Sprintf("Use %q.", match[1])
	}
	return p
}

// qualifiedOrganization is an Org ID with what it is likely to be pasted with: ZohoCRM. as in a token request, quotation marks,
// the name of its variable.
var qualifiedOrganization = regexp.MustCompile(`(?i)^\s*(?:ZOHOCRM_ORGANIZATION_ID=)?["']?\s*(?:ZohoCRM\.)?([0-9]{1,20})\s*["']?\s*$`)

func noScopes(s setting) *problem {
	return &problem{
		summary: summaryEmptyProviderSetting,
		why:     fmt.Sprintf("%s is an empty set, but a token without a scope can read nothing.", s.name),
		advice: fmt.Sprintf("Omit it or set it to null to ask for %s; the environment variable %s is then used if it is set.",
			strings.Join(defaultScopes, ", "), s.environment),
	}
}

// badScope tells how the scopes are written, where it is plain which are meant.
func badScope(s setting, value settingValue, name string) *problem {
	p := &problem{
		summary: summaryMalformedProviderSetting,
		why: fmt.Sprintf("%s is not an OAuth scope: these consist of letters, digits, dots, hyphens and underscores, such as %s.",
			quoted(name), defaultScopes[0]),
		advice: fmt.Sprintf("Omit it to ask for the default, %s.", s.fallback),
	}
	if name == "" {
		p.why = fmt.Sprintf("A name in %s is empty.", s.name)
	}
	meant := strings.FieldsFunc(value.value, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`,;"'[]`, r) })
	if len(meant) == 0 || slices.ContainsFunc(meant, func(name string) bool { return !oauth.ValidScope(name) }) {
		return p
	}
	p.advice = fmt.Sprintf(`Use ["%s"].`, strings.Join(meant, `", "`))
	if value.from == fromEnvironment {
		p.advice = fmt.Sprintf("Separate the scopes by commas, without spaces or quotes: %s", strings.Join(meant, ","))
	}
	return p
}
