package provider

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

type reflectedFound struct {
	inputs
	Where      types.String                  `tfsdk:"where"`
	MaxRecords types.Int64                   `tfsdk:"max_records"`
	IDs        []string                      `tfsdk:"ids"`
	Records    map[string]map[string]*string `tfsdk:"records"`
}

func (m *recordsModel) reflect(
	ctx context.Context, client *zohocrm.Client, fields []string, timeout time.Duration,
) (any, warnings, *problem) {
	query := m.query(fields)
	found := reflectedFound{m.inputs, m.Where, m.MaxRecords, []string{}, map[string]map[string]*string{}}
	missing := missingFields(slices.Sorted(slices.Values(fields)))
	for record, err := range client.Records(ctx, query) {
		if err != nil {
			return nil, nil, diagnose(err, readTarget{query: &query, timeout: timeout})
		}
		values := make(map[string]*string)
		for _, field := range fields {
			values[field] = record.Values[field]
		}
		found.IDs = append(found.IDs, record.ID)
		found.Records[record.ID] = values
		missing = slices.DeleteFunc(missing, func(field string) bool {
			_, held := record.Values[field]
			return held
		})
	}
	slices.SortFunc(found.IDs, func(a, b string) int { return compareIDs(b, a) })
	if len(found.IDs) == 0 {
		missing = nil
	}
	return found, missing, nil
}
