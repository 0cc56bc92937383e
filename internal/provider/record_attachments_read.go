package provider

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

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
	Attachments *attachments   `tfsdk:"attachments"`
}

// readRecordAttachments reads the attachments that a configuration asks for, and returns the configuration with them in
// it. The list is whole, or there is an error.
func (s *session) readRecordAttachments(ctx context.Context, config tfsdk.Config) (tftypes.Value, diag.Diagnostics) {
	var none tftypes.Value
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
	found := newAttachmentRows()
	for attachment, err := range s.client.Attachments(ctx, request) {
		if err != nil {
			return none, diag.Diagnostics{diagnose(err, request, timeout).diagnostic()}
		}
		found.add(&attachment)
	}
	state, err := withAttachments(config.Raw, found.list())
	if err != nil {
		return none, diag.Diagnostics{unexpected(err).diagnostic()}
	}
	return state, found.misfits.diagnostics()
}

// withAttachments returns a configuration with a list of attachments in the place of its own, which is null.
func withAttachments(config, list tftypes.Value) (tftypes.Value, error) {
	var attributes map[string]tftypes.Value
	if err := config.As(&attributes); err != nil {
		return tftypes.Value{}, err
	}
	attributes = maps.Clone(attributes) // As hands out the map of the configuration itself
	attributes[attachmentsName] = list
	return tftypes.NewValue(config.Type(), attributes), nil
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

// attachmentRows collects the attachments of a walk. Each is converted as it comes, so that of a page nothing else is
// left once the next one comes.
type attachmentRows struct {
	convert converter
	rows    []attachmentRow
	misfits misfits
}

type attachmentRow struct {
	id    string // empty where it is not of digits
	value tftypes.Value
}

func newAttachmentRows() *attachmentRows {
	return &attachmentRows{convert: newConverter()}
}

func (r *attachmentRows) add(attachment *zohocrm.Attachment) {
	r.rows = append(r.rows, attachmentRow{digitID(attachment), r.convert.attachment(attachment)})
	r.misfits.add(attachment)
}

// digitID returns the id of an attachment, empty where it is not of digits.
func digitID(attachment *zohocrm.Attachment) string {
	if attachment.ID == nil || !zohocrm.ValidID(*attachment.ID) {
		return ""
	}
	return *attachment.ID
}

// list returns the attachments, highest id first, so that unchanged data makes an unchanged list whatever the order of
// the answer; those without an id of digits last, as they came.
func (r *attachmentRows) list() tftypes.Value {
	slices.SortStableFunc(r.rows, func(a, b attachmentRow) int { return compareIDs(b.id, a.id) })
	values := make([]tftypes.Value, len(r.rows))
	for i, row := range r.rows {
		values[i] = row.value
	}
	return tftypes.NewValue(listType(), values)
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
