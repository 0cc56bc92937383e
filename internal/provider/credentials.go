package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/provider"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/oauth"
)

// credentialKind is how requests are authorised.
type credentialKind int

const (
	noCredential credentialKind = iota
	accessTokenCredential
	refreshCredential      // access tokens are requested with a refresh token
	organizationCredential // access tokens are requested with the client's own credentials
	clientCredential       // access tokens are to be requested, but neither of the two ways is set
)

// requestsTokens reports whether access tokens are requested, rather than given.
func (k credentialKind) requestsTokens() bool {
	return k != noCredential && k != accessTokenCredential
}

var (
	// levels are in the order of their precedence.
	levels = []level{fromConfiguration, fromEnvironment}

	// requestSettings are the credentials with which access tokens are requested: one of the first two, and the others.
	requestSettings = []string{refreshToken, organizationID, clientID, clientSecret}

	// defaultScopes are asked for where scopes is not set: enough for every source, on any module.
	defaultScopes = []string{"ZohoCRM.modules.READ", "ZohoCRM.modules.attachments.READ", "ZohoCRM.coql.READ"}
)

// ValidateConfig finds conflicts between attributes of the provider block.
func (p *zohocrmProvider) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	values, _ := resolveSettings(ctx, req.Config, func(string) (string, bool) { return "", false })
	if _, conflict := chooseCredential(values); conflict != nil {
		resp.Diagnostics.Append(conflict.diagnostic())
	}
}

// chooseCredential decides which kind of credential is used: that of the highest level which sets any credential. An access
// token beside the means to request some on that level is a conflict.
func chooseCredential(values map[string]settingValue) (credentialKind, *problem) {
	token := values[oauthToken]
	for _, at := range levels {
		named := slices.IndexFunc(requestSettings, func(name string) bool { return values[name].from == at })
		switch {
		case token.from == at && named >= 0:
			return noCredential, conflictingCredentials(token, values[requestSettings[named]])
		case token.from == at:
			return accessTokenCredential, nil
		case named >= 0:
			return chooseGrant(values)
		}
	}
	return noCredential, nil
}

// chooseGrant decides how access tokens are requested: as the highest level says that sets either way. Both on that level are
// a conflict.
func chooseGrant(values map[string]settingValue) (credentialKind, *problem) {
	refresh, organization := values[refreshToken], values[organizationID]
	for _, at := range levels {
		switch {
		case refresh.from == at && organization.from == at:
			return noCredential, conflictingGrants(refresh, organization)
		case refresh.from == at:
			return refreshCredential, nil
		case organization.from == at:
			return organizationCredential, nil
		}
	}
	return clientCredential, nil
}

// incompleteCredential finds a setting that requesting access tokens requires and neither level sets, where another is
// known.
func incompleteCredential(kind credentialKind, values map[string]settingValue) *problem {
	grant := values[refreshToken].setting
	if kind == organizationCredential {
		grant = values[organizationID].setting
	}
	required := []string{grant.name, clientID, clientSecret}
	isKnown := func(name string) bool { return values[name].from != notSet && !values[name].unknown }
	isMissing := func(name string) bool { return values[name].from == notSet }
	known, missing := slices.IndexFunc(required, isKnown), slices.IndexFunc(required, isMissing)
	if known < 0 || missing < 0 {
		return nil
	}
	p := missingBeside(values[required[missing]].setting, values[required[known]].setting, grant)
	if kind == clientCredential {
		p = missingGrant(values[refreshToken].setting, values[organizationID].setting, values[required[known]].setting)
	}
	p.nameIgnoredToken(values)
	p.nameEmptyVariables(values)
	return p
}

// grantOf is what the client presents for an access token, with credentials of a kind that is complete.
func grantOf(kind credentialKind, values map[string]settingValue) oauth.Grant {
	if kind == organizationCredential {
		return oauth.ClientCredentials{OrganizationID: values[organizationID].value, Scopes: values[scopes].names}
	}
	return oauth.RefreshToken(values[refreshToken].value)
}
