package provider

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// Problems of settings.

func emptySetting(s setting) *problem {
	return &problem{
		summary: "Empty Provider Setting",
		why:     fmt.Sprintf("%s is set to an empty string.", s.name),
		advice:  fmt.Sprintf("Leave it out or set it to null; then the environment variable %s is used where it is set.", s.environment),
	}
}

func unknownSetting(s setting) *problem {
	return &problem{
		summary: "Provider Setting Not Known Yet",
		why:     fmt.Sprintf("%s comes from something that is not applied yet, so nothing can be read with it.", s.name),
		advice:  fmt.Sprintf("Apply what it comes from first (terraform apply -target=...), or set the environment variable %s and leave the attribute out.", s.environment),
		at:      path.Root(s.name),
	}
}

func missingCredential(s setting) *problem {
	return &problem{
		summary: "No Credentials for Zoho CRM",
		why:     "Reading attachments needs credentials, and none are set.",
		advice:  fmt.Sprintf("Set the environment variable %s (or %s in the provider block) to an access token; or ZOHOCRM_REFRESH_TOKEN, ZOHOCRM_CLIENT_ID and ZOHOCRM_CLIENT_SECRET (or refresh_token, client_id and client_secret) for credentials that last.", s.environment, s.name),
	}
}

func conflictingCredentials(token, refresh settingValue) *problem {
	p := &problem{
		summary: "Two Kinds of Credentials",
		why:     fmt.Sprintf("Both %s and %s are set in the provider block: an access token as it is, and a part of what access tokens are minted with. Only one of the two can be used.", token.setting.name, refresh.setting.name),
		advice:  fmt.Sprintf("Remove %s, or refresh_token, client_id and client_secret.", token.setting.name),
		at:      path.Root(token.setting.name),
	}
	if token.from == fromEnvironment {
		p.why = fmt.Sprintf("Both of the environment variables %s and %s are set: an access token as it is, and a part of what access tokens are minted with. Only one of the two can be used.", token.setting.environment, refresh.setting.environment)
		p.advice = fmt.Sprintf("Unset %s, or ZOHOCRM_REFRESH_TOKEN, ZOHOCRM_CLIENT_ID and ZOHOCRM_CLIENT_SECRET; or choose by an attribute of the provider block.", token.setting.environment)
	}
	return p
}

func missingBeside(missing, known setting) *problem {
	return &problem{
		summary: "Incomplete Credentials",
		why:     fmt.Sprintf("%s is set, but %s is not: minting access tokens needs refresh_token, client_id and client_secret, all three.", known.name, missing.name),
		advice:  fmt.Sprintf("Set %s, or the environment variable %s.", missing.name, missing.environment),
		at:      path.Root(missing.name),
	}
}

func badCredential(s setting) *problem {
	p := &problem{
		summary: "Malformed Credential",
		why:     fmt.Sprintf("%s holds white space, control characters or characters beyond ASCII, which no credential of Zoho's has.", s.name),
		advice:  "Set the value alone, without quotes or line ends.",
	}
	if s.name == oauthToken {
		p.advice = "Set the token alone, without quotes, line ends or the word Zoho-oauthtoken. It looks like 1000.xxxx.yyyy."
	}
	return p
}

func badOnOff(s setting, value string) *problem {
	return &problem{
		summary: "Malformed Provider Setting",
		why:     fmt.Sprintf("%s must be true or false, not %s.", s.name, quoted(value)),
		advice:  "Write true or false.",
	}
}

func badNumber(s setting, value string, least, most int) *problem {
	bounds := fmt.Sprintf("%d to %d", least, most)
	if most == math.MaxInt32 {
		bounds = fmt.Sprintf("%d or more", least)
	}
	return &problem{
		summary: "Malformed Provider Setting",
		why:     fmt.Sprintf("%s must be a whole number, %s; it is %s.", s.name, bounds, quoted(value)),
		advice:  fmt.Sprintf("Leave it out for %s.", s.fallback),
	}
}

func badAPIDomain(s setting, value string, err error) *problem {
	p := badURL(s, err, "https://www.zohoapis.eu")
	p.advice = "The API domains of Zoho's data centres:\n" + apiDomains()
	if suggestion, ok := zohocrm.SuggestAPIDomain(value); ok {
		p.advice = fmt.Sprintf("Write %q.", suggestion)
	}
	return p
}

func badAccountsURL(s setting, value string, err error) *problem {
	p := badURL(s, err, "https://accounts.zoho.eu")
	p.advice = "The accounts servers of Zoho's data centres:\n" + accountsServers()
	if apiDomain, ok := zohocrm.SuggestAPIDomain(value); ok {
		if suggestion, ok := zohocrm.AccountsServer(apiDomain); ok {
			p.advice = fmt.Sprintf("Write %q.", suggestion)
		}
	}
	return p
}

// badURL does not quote the URL, which may hold a password.
func badURL(s setting, err error, example string) *problem {
	p := &problem{
		summary: "Malformed URL",
		why:     fmt.Sprintf("%s must be the URL of a server, with nothing after its host: %s, say.", s.name, example),
	}
	refused, _ := errors.AsType[*zohocrm.DomainError](err)
	switch {
	case refused == nil:
	case refused.Problem == zohocrm.DomainScheme:
		p.why = fmt.Sprintf("%s must begin with https://, since credentials are sent to it. Plain http is accepted for this machine only: localhost or a loopback address.", s.name)
	case refused.Problem == zohocrm.DomainPart:
		p.why = fmt.Sprintf("%s must have no path, query, fragment or user name: %s, say.", s.name, example)
	default:
		if server := servers[refused.Problem]; server != "" {
			p.summary = "Another Server of Zoho's"
			p.why = fmt.Sprintf("%s is the URL of %s. It must be one such as %s.", s.name, server, example)
		}
	}
	return p
}

// servers are Zoho's, where another one is meant.
var servers = map[zohocrm.DomainProblem]string{
	zohocrm.DomainWebApp:   "Zoho CRM's web app",
	zohocrm.DomainAccounts: "an accounts server, which only mints access tokens",
	zohocrm.DomainAPI:      "an API domain, which mints no access tokens",
}

// Problems of inputs.

func badModule(name string) *problem {
	p := &problem{
		summary: "Malformed Module Name",
		why:     fmt.Sprintf("%s is no API name of a module: those consist of letters, digits and underscores, and begin with no digit.", quoted(name)),
		advice:  "Zoho CRM lists the API names under Setup > Developer Hub > APIs & SDKs > API Names.",
	}
	if apiName := strings.Join(strings.Fields(name), "_"); apiName != name && zohocrm.ValidModule(apiName) {
		p.advice = fmt.Sprintf("This looks like the name that the web app shows. Write %q.", apiName)
	}
	return p
}

func badRecordID(id string) *problem {
	return &problem{
		summary: "Malformed Record Id",
		why:     fmt.Sprintf("%s is no id of a record: those are 1 to 20 digits.", quoted(id)),
		advice:  "The id is the last part of the record's address in the web app, such as 4876876000000376008.",
	}
}

func nullRecordID() *problem {
	return &problem{
		summary: "Malformed Record Id",
		why:     "An id in record_ids is null.",
		advice:  "Leave it out: record_ids = [for id in ... : id if id != null].",
	}
}

func badRecordCount(n int) *problem {
	if n == 0 {
		return &problem{
			summary: "No Records",
			why:     "record_ids is empty, so there is nothing to read.",
			advice:  "Name a record at the least; where there may be none, give the block a count: count = length(var.ids) > 0 ? 1 : 0.",
		}
	}
	return &problem{
		summary: "Too Many Records",
		why:     fmt.Sprintf("record_ids holds %s; a block reads %s at the most.", count(n, "id", "ids"), count(maxRecords, "record", "records")),
		advice:  "Divide them among several blocks, by for_each over chunklist(var.ids, 10000), say.",
	}
}

func badOnError(text string) *problem {
	return &problem{
		summary: "Malformed Choice",
		why:     fmt.Sprintf("on_error is %s.", quoted(text)),
		advice:  `Write "fail" for a read that fails with the first record that cannot be read, or "collect" for one that goes on and tells of it in records.`,
	}
}

func badFieldCount(count int) *problem {
	if count == 0 {
		return &problem{
			summary: "No Fields",
			why:     "fields is empty, and Zoho CRM wants to be asked for one field at the least.",
			advice:  "Leave fields out to ask for the default ones.",
		}
	}
	return &problem{
		summary: "Too Many Fields",
		why:     fmt.Sprintf("fields holds %d names; Zoho CRM accepts %d.", count, zohocrm.MaxFields),
		advice:  "Ask for those that are needed.",
	}
}

func badField(name types.String) *problem {
	p := &problem{
		summary: "Malformed Field Name",
		why:     fmt.Sprintf("%s is no API name of a field: those have no comma, white space or control characters.", quoted(name.ValueString())),
		advice:  "Write the name as Zoho does: File_Name or $file_id, say.",
	}
	switch {
	case name.IsNull():
		p.why = "A name in fields is null."
	case name.ValueString() == "":
		p.why = "A name in fields is empty."
	case strings.Contains(name.ValueString(), ","):
		p.advice = `Write each name as an element of its own: ["id", "File_Name"].`
	}
	return p
}

func badTimeout(text string) *problem {
	return &problem{
		summary: "No Time to Read",
		why:     fmt.Sprintf("The read may take %s, in which nothing can be read.", quoted(text)),
		advice:  "Set a duration of more than zero, such as 90s or 5m, or leave it out for 10m.",
	}
}

// quoted shows a value of the user's on one line, shortened.
func quoted(value string) string {
	const most = 60
	if runes := []rune(value); len(runes) > most {
		value = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("%q", value)
}
