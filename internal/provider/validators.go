package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

// textRule validates a text attribute: problem returns what is wrong with a known value, or nil.
type textRule struct {
	description string
	problem     func(string) *problem
}

func (r textRule) Description(context.Context) string         { return r.description }
func (r textRule) MarkdownDescription(context.Context) string { return r.description }

func (r textRule) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if p := r.problem(req.ConfigValue.ValueString()); p != nil {
		p.at = req.Path
		resp.Diagnostics.Append(p.diagnostic())
	}
}

func moduleRule() validator.String {
	return textRule{"the API name of a module: letters, digits and underscores", checkModule}
}

// checkModule is nil for what can be the API name of a module.
func checkModule(name string) *problem {
	if modules, ok := catalog.WebTab(name); ok {
		return webTabProblem(name, modules)
	}
	if catalog.ValidModule(name) {
		return nil
	}
	return badModule(name)
}

func recordIDRule() validator.String {
	return textRule{"1 to 20 digits", func(id string) *problem {
		if catalog.ValidRecordID(id) {
			return nil
		}
		return badRecordID(id, notInList)
	}}
}

// timeoutRule validates the timeout of a read.
func timeoutRule() validator.String {
	return textRule{"a duration of more than zero", func(text string) *problem {
		if duration, err := time.ParseDuration(text); err != nil || duration <= 0 {
			return badTimeout(text, err == nil)
		}
		return nil
	}}
}

func onErrorRule() validator.String {
	return textRule{`"fail" or "collect"`, func(text string) *problem {
		if text == onErrorFail || text == onErrorCollect {
			return nil
		}
		return badOnError(text)
	}}
}

// recordIDsRule validates a list of ids of records.
type recordIDsRule struct{}

func (recordIDsRule) Description(context.Context) string {
	return "up to 10,000 ids of records, each of 1 to 20 digits"
}

func (r recordIDsRule) MarkdownDescription(ctx context.Context) string { return r.Description(ctx) }

// ValidateList reports the first few malformed ids only: there may be thousands.
func (recordIDsRule) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	ids := req.ConfigValue.Elements()
	if len(ids) > maxRecords {
		resp.Diagnostics.Append(badRecordCount(len(ids)).diagnosticAt(req.Path))
		return
	}
	const maxReported = 5
	for i, id := range ids {
		text, ok := id.(types.String)
		if !ok || text.IsUnknown() || !text.IsNull() && catalog.ValidRecordID(text.ValueString()) {
			continue
		}
		if resp.Diagnostics.ErrorsCount() == maxReported {
			return
		}
		p := badRecordID(text.ValueString(), i)
		if text.IsNull() {
			p = nullRecordID(i)
		}
		resp.Diagnostics.Append(p.diagnosticAt(req.Path.AtListIndex(i)))
	}
}

// fieldsRule validates a set of field names.
type fieldsRule struct{}

func (fieldsRule) Description(context.Context) string {
	return "1 to 50 API names of fields, each without comma, white space or control characters"
}

func (r fieldsRule) MarkdownDescription(ctx context.Context) string { return r.Description(ctx) }

func (fieldsRule) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	names := req.ConfigValue.Elements()
	if len(names) == 0 || len(names) > zohocrm.MaxFields {
		resp.Diagnostics.Append(badFieldCount(len(names)).diagnosticAt(req.Path))
	}
	for _, name := range names {
		text, ok := name.(types.String)
		if !ok || text.IsUnknown() || isFieldName(text) {
			continue
		}
		resp.Diagnostics.Append(badField(text).diagnosticAt(req.Path.AtSetValue(name)))
	}
}

// settingValidator reports at validation what Configure would reject.
type settingValidator struct{ setting setting }

func (v settingValidator) Description(context.Context) string         { return "well-formed" }
func (v settingValidator) MarkdownDescription(context.Context) string { return "well-formed" }

func (v settingValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	resp.Diagnostics.Append(v.validate(req.ConfigValue)...)
}

func (v settingValidator) ValidateInt64(_ context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	resp.Diagnostics.Append(v.validate(req.ConfigValue)...)
}

func (v settingValidator) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	resp.Diagnostics.Append(v.validate(req.ConfigValue)...)
}

func (v settingValidator) validate(configured attr.Value) diag.Diagnostics {
	if configured.IsNull() || configured.IsUnknown() {
		return nil
	}
	if p := v.setting.problem(v.setting.configured(configured)); p != nil {
		return diag.Diagnostics{p.diagnostic()}
	}
	return nil
}
