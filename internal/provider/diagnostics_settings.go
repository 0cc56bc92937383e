package provider

import (
	"errors"
	"fmt"
	"math"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// Problems of settings.

func emptySetting(s setting) *problem {
	return &problem{
		summary: summaryEmptyProviderSetting,
		why:     fmt.Sprintf("%s is set to an empty string.", s.name),
		advice:  fmt.Sprintf("Omit it or set it to null; the environment variable %s is then used if it is set.", s.environment),
	}
}

func unknownSetting(s setting) *problem {
	return &problem{
		summary: summaryProviderSettingNotKnownYet,
		why:     fmt.Sprintf("The value of %s depends on something that is not applied yet, so nothing can be read with it.", s.name),
		advice: fmt.Sprintf("Apply what it depends on first (terraform apply -target=...), or set the environment variable %s "+
			"and omit the attribute.", s.environment),
		at: path.Root(s.name),
	}
}

func serverOfAnotherLevel(server, credential setting) *problem {
	return &problem{
		summary: summaryServerNotTrustedWithCredentials,
		why: fmt.Sprintf("The provider block sets %s to a server that is not known to be Zoho's, and %s comes from the environment variable %s. "+
			"The block may belong to a module, and a module must not send the credentials of your environment to a server of its choice. "+
			"Nothing was sent.",
			server.name, credential.name, credential.environment),
		advice: fmt.Sprintf("If the server may have the credentials, set the environment variable %s to the same URL, "+
			"or set the credentials in the provider block too.", server.environment),
		at: path.Root(server.name),
	}
}

func badCredential(s setting, defect catalog.CredentialDefect) *problem {
	p := &problem{
		summary: summaryMalformedCredential,
		why: fmt.Sprintf("%s contains white space, control characters or non-ASCII characters, which Zoho credentials never contain.",
			s.name),
		advice: "Set the value alone, without quotes or line breaks.",
	}
	if s.name == oauthToken {
		p.advice = "Set the token alone, without quotes, line breaks or the word Zoho-oauthtoken. It looks like 1000.xxxx.yyyy."
	}
	switch defect {
	case catalog.CredentialQuoted:
		p.why = fmt.Sprintf("%s begins or ends with a quotation mark, which Zoho credentials never do: the quotation marks around it were "+
			"taken as part of it.", s.name)
	case catalog.CredentialNamed:
		p.why = fmt.Sprintf("%s begins with the name of a variable and an equals sign, which were pasted with the value.", s.name)
	}
	return p
}

func badOnOff(s setting, value string) *problem {
	return &problem{
		summary: summaryMalformedProviderSetting,
		why:     fmt.Sprintf("%s must be true or false, not %s.", s.name, quoted(value)),
		advice:  "Set it to true or false.",
	}
}

func badNumber(s setting, value string, lowest, highest int) *problem {
	bounds := fmt.Sprintf("%d to %d", lowest, highest)
	if highest == math.MaxInt32 {
		bounds = fmt.Sprintf("%d or more", lowest)
	}
	return &problem{
		summary: summaryMalformedProviderSetting,
		why:     fmt.Sprintf("%s must be a whole number, %s; it is %s.", s.name, bounds, quoted(value)),
		advice:  fmt.Sprintf("Omit it to use the default, %s.", s.fallback),
	}
}

func badAPIDomain(s setting, value string, err error) *problem {
	p := badURL(s, err, "https://www.zohoapis.eu")
	p.advice = "The API domains of Zoho's data centres:\n" + apiDomains()
	if suggestion, ok := catalog.SuggestAPIDomain(value); ok {
		p.advice = fmt.Sprintf("Use %q.", suggestion)
	}
	return p
}

func badAccountsURL(s setting, value string, err error) *problem {
	p := badURL(s, err, "https://accounts.zoho.eu")
	p.advice = "The accounts servers of Zoho's data centres:\n" + accountsServers()
	if apiDomain, ok := catalog.SuggestAPIDomain(value); ok {
		if suggestion, ok := catalog.AccountsServer(apiDomain); ok {
			p.advice = fmt.Sprintf("Use %q.", suggestion)
		}
	}
	return p
}

// badURL does not quote the URL, which may hold a password.
func badURL(s setting, err error, example string) *problem {
	p := &problem{
		summary: summaryMalformedURL,
		why:     fmt.Sprintf("%s must be the URL of a server with nothing after the host, such as %s.", s.name, example),
	}
	domainErr, _ := errors.AsType[*catalog.DomainError](err)
	switch {
	case domainErr == nil:
	case domainErr.Problem == catalog.DomainScheme:
		p.why = fmt.Sprintf("%s must begin with https://, since credentials are sent to it. "+
			"Plain http is accepted only for this machine: localhost or a loopback address.", s.name)
	case domainErr.Problem == catalog.DomainPart:
		p.why = fmt.Sprintf("%s must have no path, query, fragment or user name, as in %s.", s.name, example)
	default:
		if server := servers[domainErr.Problem]; server != "" {
			p.summary = summaryWrongZohoServer
			p.why = fmt.Sprintf("%s is the URL of %s. It must be a URL such as %s.", s.name, server, example)
		}
	}
	return p
}

// servers are Zoho's, where another one is meant.
var servers = map[catalog.DomainProblem]string{
	catalog.DomainWebApp:   "the Zoho CRM web app",
	catalog.DomainAccounts: "an accounts server, which only issues access tokens",
	catalog.DomainAPI:      "an API domain, which issues no access tokens",
}

// quoted shows a value of the user's on one line, shortened.
func quoted(value string) string {
	const longest = 60
	if runes := []rune(value); len(runes) > longest {
		value = string(runes[:longest]) + "…"
	}
	return fmt.Sprintf("%q", value)
}
