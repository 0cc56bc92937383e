package provider

import (
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// credentialSettings are the settings that are sent to a server to authorise something.
var credentialSettings = []string{oauthToken, refreshToken, organizationID, clientID, clientSecret}

// serverSettings are the settings that say where credentials are sent.
var serverSettings = []string{apiDomain, accountsURL}

// untrustedServer finds a server that must not get the credentials. One of Zoho's own may have any. Another has to be named
// where the credentials come from: a provider block may stand in a module that somebody else wrote, which could send the
// credentials in the environment to a server of its own. The reverse is no such case: whoever sets the environment decides
// which programs run in it.
func untrustedServer(kind credentialKind, values map[string]settingValue) *problem {
	for _, name := range serverSettings {
		server := values[name]
		if server.from != fromConfiguration || server.unknown || !server.setting.appliesTo(kind) ||
			catalog.IsZohoServer(server.value) || catalog.SameServer(server.value, server.inEnvironment) {
			continue
		}
		for _, name := range credentialSettings {
			if credential := values[name]; credential.from == fromEnvironment && credential.setting.appliesTo(kind) {
				return serverOfAnotherLevel(server.setting, credential.setting)
			}
		}
	}
	return nil
}
