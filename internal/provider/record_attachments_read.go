package provider

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// defaultReadTimeout bounds the whole walk where the configuration does not.
const defaultReadTimeout = 10 * time.Minute

// recordAttachmentsModel is the configuration of a read.
type recordAttachmentsModel struct {
	Module      types.String   `tfsdk:"module"`
	RecordID    types.String   `tfsdk:"record_id"`
	Fields      types.Set      `tfsdk:"fields"`
	Timeouts    timeouts.Value `tfsdk:"timeouts"`
	Attachments types.List     `tfsdk:"attachments"`
}

// readRecordAttachments reads the attachments that a configuration asks for. The list is whole, or there is an error.
func (s *session) readRecordAttachments(ctx context.Context, config tfsdk.Config) (types.List, diag.Diagnostics) {
	none := types.ListNull(attachmentType())
	var model recordAttachmentsModel
	diags := config.Get(ctx, &model)
	if diags.HasError() {
		return none, diags
	}
	request, timeout, diags := model.request(ctx)
	switch {
	case diags.HasError():
		return none, diags
	case s == nil:
		return none, diag.Diagnostics{notConfigured().diagnostic()}
	case s.problem != nil:
		return none, diag.Diagnostics{s.problem.diagnostic()}
	}

	ctx, cancel := context.WithTimeout(s.masked(ctx), timeout)
	defer cancel()
	var found attachmentRows
	for attachment, err := range s.client.Attachments(ctx, request) {
		if err != nil {
			return none, diag.Diagnostics{diagnose(err, request, timeout).diagnostic()}
		}
		found.add(&attachment)
	}
	return found.list(), found.misfits.diagnostics()
}

func (m recordAttachmentsModel) request(ctx context.Context) (zohocrm.Request, time.Duration, diag.Diagnostics) {
	timeout, diags := m.Timeouts.Read(ctx, defaultReadTimeout)
	request := zohocrm.Request{
		Module:   m.Module.ValueString(),
		RecordID: m.RecordID.ValueString(),
		Fields:   defaultFields(),
	}
	if !m.Fields.IsNull() {
		request.Fields = nil
		diags.Append(m.Fields.ElementsAs(ctx, &request.Fields, false)...)
	}
	return request, timeout, diags
}

// attachmentRows collects the attachments of a walk.
type attachmentRows struct {
	rows    []attachmentRow
	misfits misfits
}

type attachmentRow struct {
	id    string // empty where it is not of digits
	value attr.Value
}

func (r *attachmentRows) add(attachment *zohocrm.Attachment) {
	row := attachmentRow{value: attachmentValue(attachment)}
	if attachment.ID != nil && zohocrm.ValidID(*attachment.ID) {
		row.id = *attachment.ID
	}
	r.rows = append(r.rows, row)
	r.misfits.add(attachment)
}

// list returns the attachments, highest id first, so that unchanged data makes an unchanged list whatever the order of
// the answer; those without an id of digits last, as they came.
func (r *attachmentRows) list() types.List {
	slices.SortStableFunc(r.rows, func(a, b attachmentRow) int { return compareIDs(b.id, a.id) })
	values := make([]attr.Value, len(r.rows))
	for i, row := range r.rows {
		values[i] = row.value
	}
	return types.ListValueMust(attachmentType(), values)
}

// compareIDs compares ids of digits as numbers of any length, an empty one below all.
func compareIDs(a, b string) int {
	x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(
		cmp.Compare(min(len(a), 1), min(len(b), 1)),
		cmp.Compare(len(x), len(y)),
		cmp.Compare(x, y),
		cmp.Compare(a, b),
	)
}
