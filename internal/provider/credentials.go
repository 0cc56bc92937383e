package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/provider"
)

// credentialKind is how requests are authorised.
type credentialKind int

const (
	noCredential credentialKind = iota
	accessTokenCredential
	refreshCredential
)

// refreshSettings are required to request access tokens, all three.
var refreshSettings = []string{refreshToken, clientID, clientSecret}

// ValidateConfig finds conflicts between attributes of the provider block.
func (p *zohocrmProvider) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	values, _ := resolveSettings(ctx, req.Config, func(string) string { return "" })
	if _, conflict := chooseCredential(values); conflict != nil {
		resp.Diagnostics.Append(conflict.diagnostic())
	}
}

// chooseCredential decides which kind of credential is used: that of the highest level which sets any credential. Both kinds
// on that level are a conflict.
func chooseCredential(values map[string]settingValue) (credentialKind, *problem) {
	for _, at := range []level{fromConfiguration, fromEnvironment} {
		var named []settingValue
		for _, name := range refreshSettings {
			if values[name].from == at {
				named = append(named, values[name])
			}
		}
		token := values[oauthToken]
		switch {
		case token.from == at && len(named) > 0:
			return noCredential, conflictingCredentials(token, named[0])
		case token.from == at:
			return accessTokenCredential, nil
		case len(named) > 0:
			return refreshCredential, nil
		}
	}
	return noCredential, nil
}

// incompleteCredential finds a setting that requesting access tokens requires and neither level sets, where another is
// known.
func incompleteCredential(values map[string]settingValue) *problem {
	isKnown := func(name string) bool { return values[name].from != notSet && !values[name].unknown }
	isMissing := func(name string) bool { return values[name].from == notSet }
	known, missing := slices.IndexFunc(refreshSettings, isKnown), slices.IndexFunc(refreshSettings, isMissing)
	if known < 0 || missing < 0 {
		return nil
	}
	return missingBeside(values[refreshSettings[missing]].setting, values[refreshSettings[known]].setting)
}
