package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/catalog"
)

const (
	// idsName is the attribute that holds the ids of the records found.
	idsName = "ids"

	whereName      = "where"
	maxRecordsName = "max_records"
)

// recordsSource finds records by a condition.
func recordsSource() source {
	return source{
		name:   "records",
		schema: recordsSchema,
		ephemeral: "Finds the records of a Zoho CRM module that meet a condition, however many there are, and leaves no trace " +
			"of them in the state or in a saved plan. " +
			"It takes and returns what the data source of the same name does.",
		model:  func() model { return new(recordsModel) },
		scopes: catalog.QueryScopes,
	}
}

// recordsModel is the configuration of a read that finds records.
type recordsModel struct {
	inputs
	Where      types.String `tfsdk:"where"`
	MaxRecords types.Int64  `tfsdk:"max_records"`
	IDs        types.List   `tfsdk:"ids"`
	Records    types.Map    `tfsdk:"records"`
}

func recordsSchema(ctx context.Context) schema.Schema {
	fields := schema.SetAttribute{
		ElementType: types.StringType,
		Optional:    true,
		MarkdownDescription: "API names of the fields to read from each record, such as `Deal_Name`; 1 to 49 in addition to `id`, which is " +
			"always read. A path leads through a lookup to a field of another module: `Account_Name.Account_Name`. Defaults to none.",
		Validators: []validator.Set{queryFieldsRule{}},
	}
	attributes := withInputs(ctx, fields, map[string]schema.Attribute{
		whereName: schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "Condition that the records must meet, in Zoho's query language COQL, on one line or several. Group three or " +
				"more conditions in pairs: `(a and b) and c`. If it is omitted, every record of the module is found.",
			Validators: []validator.String{conditionRule()},
		},
		maxRecordsName: schema.Int64Attribute{
			Optional: true,
			MarkdownDescription: "Safety limit on the number of records, 1 to 100,000: exceeding it fails the read, which never truncates. " +
				"Defaults to `10000`.",
			Validators: []validator.Int64{maxRecordsRule{}},
		},
		idsName: schema.ListAttribute{
			ElementType:         types.StringType,
			Computed:            true,
			MarkdownDescription: "Ids of the records found, the highest (the newest) first. Empty, never null, if there are none.",
		},
		recordsName: schema.MapAttribute{
			ElementType: types.MapType{ElemType: types.StringType},
			Computed:    true,
			MarkdownDescription: "The records found, with their ids as keys. Each is a map of the requested `fields`, empty if `fields` is " +
				"omitted. Values are strings: objects and lists are JSON, for `jsondecode`. A value is null if Zoho sends null or nothing.",
		},
	})
	return schema.Schema{
		MarkdownDescription: "Finds the records of a Zoho CRM module that meet a condition, however many there are, with the " +
			"fields requested.",
		Attributes: attributes,
	}
}

func (m *recordsModel) query(fields []string) zohocrm.Query {
	where := m.Where.ValueString()
	if where == "" && !m.Where.IsNull() {
		where = " " // an error, where the empty text would be every record
	}
	return zohocrm.Query{
		Module: m.Module.ValueString(), Where: where, Fields: fields, MaxRecords: int(m.MaxRecords.ValueInt64()),
	}
}

func (m *recordsModel) read(ctx context.Context, client *zohocrm.Client, options readOptions) (map[string]encoded, warnings, *problem) {
	query := m.query(options.fields)
	target := readTarget{query: &query, timeout: options.timeout}
	found := newFoundRows(options.size, options.fields)
	for record, err := range client.Records(ctx, query) {
		if err != nil {
			return nil, nil, diagnose(err, target)
		}
		if err := found.add(&record); err != nil {
			return nil, nil, rowProblem(err, target)
		}
	}
	attributes, err := found.result()
	if err != nil {
		return nil, nil, unexpected(err)
	}
	return attributes, found.missing, nil
}

// conditionRule validates a COQL condition.
func conditionRule() validator.String {
	return textRule{"one COQL condition", func(condition string) *problem {
		if err := catalog.CheckCondition(condition); err != nil {
			return badCondition(err)
		}
		return nil
	}}
}

// maxRecordsRule validates the number of records that may be found.
type maxRecordsRule struct{}

func (maxRecordsRule) Description(context.Context) string {
	return fmt.Sprintf("1 to %d", zohocrm.MaxQueryRecords)
}

func (r maxRecordsRule) MarkdownDescription(ctx context.Context) string { return r.Description(ctx) }

func (maxRecordsRule) ValidateInt64(_ context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if n := req.ConfigValue.ValueInt64(); n < 1 || n > zohocrm.MaxQueryRecords {
		resp.Diagnostics.Append(badMaxRecords(n).diagnosticAt(req.Path))
	}
}

// queryFieldsRule validates a set of names of columns.
type queryFieldsRule struct{}

func (queryFieldsRule) Description(context.Context) string {
	return "1 to 49 API names of fields, or paths over lookups"
}

func (r queryFieldsRule) MarkdownDescription(ctx context.Context) string { return r.Description(ctx) }

func (queryFieldsRule) ValidateSet(_ context.Context, req validator.SetRequest, resp *validator.SetResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	names := req.ConfigValue.Elements()
	columns := len(names)
	for _, name := range names {
		text, ok := name.(types.String)
		switch {
		case !ok || text.IsUnknown():
		case text.ValueString() == "id":
			columns--
		case !catalog.ValidQueryField(text.ValueString()):
			resp.Diagnostics.Append(badQueryField(text).diagnosticAt(req.Path.AtSetValue(name)))
		}
	}
	if len(names) == 0 || columns > zohocrm.MaxQueryFields {
		resp.Diagnostics.Append(badQueryFieldCount(columns).diagnosticAt(req.Path))
	}
}
