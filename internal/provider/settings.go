package provider

import (
	"context"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// setting is an attribute of the provider block. From this table follow the schema, the validation and the precedence of
// every one of them: a further setting is one line.
type setting struct {
	name        string // of the attribute
	environment string // the variable that stands in for it
	sensitive   bool
	check       func(setting, string) *problem
	description string
}

const (
	oauthToken = "oauth_token"
	apiDomain  = "api_domain"
)

func settings() []setting {
	return []setting{
		{oauthToken, "ZOHOCRM_OAUTH_TOKEN", true, checkToken, "OAuth access token. Zoho's access tokens live one hour. May be given by the environment variable `ZOHOCRM_OAUTH_TOKEN` instead, which keeps it out of the configuration."},
		{apiDomain, "ZOHOCRM_API_DOMAIN", false, checkDomain, "URL of the API domain of the data centre that the credentials belong to, such as `https://www.zohoapis.eu`; plain http is accepted for this machine only (`localhost` or a loopback address). May be given by the environment variable `ZOHOCRM_API_DOMAIN` instead. Defaults to `" + zohocrm.DefaultAPIDomain + "`."},
	}
}

func settingAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute)
	for _, s := range settings() {
		attributes[s.name] = schema.StringAttribute{
			Optional:            true,
			Sensitive:           s.sensitive,
			MarkdownDescription: s.description,
			Validators:          []validator.String{settingValidator{s}},
		}
	}
	return attributes
}

// level is where the value of a setting comes from.
type level int

const (
	notSet level = iota
	fromEnvironment
	fromConfiguration
)

// settingValue is the value of a setting, by whichever level decides it.
type settingValue struct {
	setting setting
	value   string
	from    level
	unknown bool // the configuration names a value that is not known yet
}

// resolveSettings decides every setting: configuration over environment. An environment variable set to nothing is not
// set, nor is null in the configuration. It reports what is wrong as written.
func resolveSettings(ctx context.Context, config tfsdk.Config, getenv func(string) string) (map[string]settingValue, diag.Diagnostics) {
	var diags diag.Diagnostics
	values := make(map[string]settingValue)
	for _, s := range settings() {
		var configured attr.Value
		diags.Append(config.GetAttribute(ctx, path.Root(s.name), &configured)...)
		value := settingValue{setting: s}
		switch {
		case configured != nil && configured.IsUnknown():
			value.from, value.unknown = fromConfiguration, true
		case configured != nil && !configured.IsNull():
			value.from, value.value = fromConfiguration, settingText(configured)
		case getenv(s.environment) != "":
			value.from, value.value = fromEnvironment, getenv(s.environment)
		}
		if value.from != notSet && !value.unknown {
			if p := s.problem(value); p != nil {
				diags.Append(p.diagnostic())
			}
		}
		values[s.name] = value
	}
	return values, diags
}

// problem returns what is wrong with a value as written, or nil.
func (s setting) problem(value settingValue) *problem {
	var p *problem
	if value.value == "" {
		p = emptySetting(s)
	} else {
		p = s.check(s, value.value)
	}
	if p == nil {
		return nil
	}
	p.at = path.Root(s.name)
	if value.from == fromEnvironment {
		p.why += " It comes from the environment variable " + s.environment + "."
	}
	return p
}

// settingText writes the value of a setting as an environment variable would hold it.
func settingText(value attr.Value) string {
	switch v := value.(type) {
	case types.String:
		return v.ValueString()
	case types.Int64:
		return strconv.FormatInt(v.ValueInt64(), 10)
	case types.Bool:
		return strconv.FormatBool(v.ValueBool())
	default:
		return v.String()
	}
}

func checkToken(s setting, value string) *problem {
	if !zohocrm.ValidToken(value) {
		return badToken(s)
	}
	return nil
}

func checkDomain(s setting, value string) *problem {
	if _, err := zohocrm.ParseAPIDomain(value); err != nil {
		return badDomain(s, value, err)
	}
	return nil
}
