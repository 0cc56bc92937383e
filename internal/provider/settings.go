package provider

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// level is where a setting is set.
type level int

const (
	notSet level = iota
	fromEnvironment
	fromConfiguration
)

// settingValue is the value of a setting, from the level that takes precedence.
type settingValue struct {
	setting setting
	value   string
	names   []string // of a nameSet; value has the same, with commas between them
	from    level
	unknown bool // the configured value is not known yet, or one of its elements

	inEnvironment string // what the environment variable holds, even where the configuration takes precedence
	emptyVariable bool   // whether that variable is set to nothing, which counts as not set
}

// resolveSettings resolves every setting: configuration over environment over default. An empty environment variable counts
// as unset, and so does null in the configuration. It reports invalid values.
func resolveSettings(
	ctx context.Context, config tfsdk.Config, lookupEnv func(string) (string, bool),
) (map[string]settingValue, diag.Diagnostics) {
	var diags diag.Diagnostics
	values := make(map[string]settingValue)
	for _, s := range settings() {
		var configured attr.Value
		diags.Append(config.GetAttribute(ctx, path.Root(s.name), &configured)...)
		value := s.written(s.fallback, notSet)
		inEnvironment, isSet := lookupEnv(s.environment)
		switch {
		case configured != nil && !configured.IsNull():
			value = s.configured(configured)
		case inEnvironment != "":
			value = s.written(inEnvironment, fromEnvironment)
		}
		if value.from != notSet && !value.unknown {
			if p := s.problem(value); p != nil {
				diags.Append(p.diagnostic())
			}
		}
		value.inEnvironment, value.emptyVariable = inEnvironment, isSet && inEnvironment == ""
		values[s.name] = value
	}
	return values, diags
}

// problem returns what is wrong with a value, or nil.
func (s setting) problem(value settingValue) *problem {
	var p *problem
	switch {
	case s.kind == nameSet:
		p = checkScopes(s, value)
	case value.value == "":
		p = emptySetting(s)
	default:
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

// written is the value of a setting as an environment variable holds it, or as its default.
func (s setting) written(text string, from level) settingValue {
	value := settingValue{setting: s, value: text, from: from}
	if s.kind == nameSet {
		value.names = strings.Split(text, ",")
	}
	return value
}

// configured is the value of a setting as the configuration has it, which is not null. Of a set it has the elements that are
// known; one that is null is empty.
func (s setting) configured(value attr.Value) settingValue {
	resolved := settingValue{setting: s, from: fromConfiguration, unknown: value.IsUnknown()}
	set, isSet := value.(types.Set)
	if !isSet {
		if !resolved.unknown {
			resolved.value = settingText(value)
		}
		return resolved
	}
	for _, element := range set.Elements() {
		if text, ok := element.(types.String); ok && !text.IsUnknown() {
			resolved.names = append(resolved.names, text.ValueString())
		} else {
			resolved.unknown = true
		}
	}
	slices.Sort(resolved.names)
	resolved.value = strings.Join(resolved.names, ",")
	return resolved
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

// number is the value of a setting that holds a whole number.
func (v settingValue) number() int {
	n, _ := strconv.Atoi(v.value) // checked when it was resolved
	return n
}

// enabled is the value of a setting that is on or off.
func (v settingValue) enabled() bool {
	b, _ := strconv.ParseBool(v.value) // checked when it was resolved
	return b
}
