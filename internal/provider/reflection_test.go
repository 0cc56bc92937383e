package provider

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm/api"
)

// NewReflective serves a provider whose reads are written the simple way: Go structs with tags, which the framework makes
// a state by reflection and encodes. It is the yardstick of the results that go past the framework: for their values, and
// for their cost.
func NewReflective(options ...Option) tfprotov6.ProviderServer {
	return providerserver.NewProtocol6(changedProvider{
		Provider:   New("test", options...)(),
		dataSource: func(s source) datasource.DataSource { return &reflectiveDataSource{dataSource{source: s}} },
		ephemeralResource: func(s source) ephemeral.EphemeralResource {
			return &reflectiveEphemeralResource{ephemeralResource{source: s}}
		},
	})()
}

type reflectiveDataSource struct{ dataSource }

func (d *reflectiveDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	state, diags := reflectiveRead(ctx, d.source, d.session, req.Config)
	if resp.Diagnostics.Append(diags...); !diags.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
	}
}

type reflectiveEphemeralResource struct{ ephemeralResource }

func (r *reflectiveEphemeralResource) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	state, diags := reflectiveRead(ctx, r.source, r.session, req.Config)
	if resp.Diagnostics.Append(diags...); !diags.HasError() {
		resp.Diagnostics.Append(resp.Result.Set(ctx, state)...)
	}
}

// reflectiveModel is the configuration of a source, and the same with its result as Go structs.
type reflectiveModel interface {
	reflect(ctx context.Context, client *zohocrm.Client, fields []string, timeout time.Duration) (any, warnings, *problem)
}

func reflectiveRead(ctx context.Context, s source, opened *session, config tfsdk.Config) (any, diag.Diagnostics) {
	m := s.model()
	diags := config.Get(ctx, m)
	if diags.HasError() {
		return nil, diags
	}
	fields, timeout, diags := m.resolve(ctx)
	if diags.HasError() {
		return nil, diags
	}
	if p := opened.notReady(); p != nil {
		return nil, diag.Diagnostics{p.diagnostic()}
	}
	if fields == nil {
		fields = s.fields
	}
	state, mismatches, p := m.(reflectiveModel).reflect(ctx, opened.client, fields, timeout)
	if p != nil {
		return nil, diag.Diagnostics{opened.complete(p).diagnostic()}
	}
	return state, mismatches.diagnostics()
}

type reflectedAttachments struct {
	inputs
	RecordID    types.String          `tfsdk:"record_id"`
	Attachments []reflectedAttachment `tfsdk:"attachments"`
}

func (m *recordAttachmentsModel) reflect(
	ctx context.Context, client *zohocrm.Client, fields []string, timeout time.Duration,
) (any, warnings, *problem) {
	request := zohocrm.Request{Module: m.Module.ValueString(), RecordID: m.RecordID.ValueString(), Fields: fields}
	var mismatches typeMismatches
	list, err := reflectRecord(ctx, client, request, &mismatches)
	if err != nil {
		return nil, nil, diagnose(err, readTarget{request: request, timeout: timeout})
	}
	return reflectedAttachments{m.inputs, m.RecordID, list}, mismatches, nil
}

type reflectedRecords struct {
	inputs
	RecordIDs types.List                 `tfsdk:"record_ids"`
	OnError   types.String               `tfsdk:"on_error"`
	Records   map[string]reflectedResult `tfsdk:"records"`
}

type reflectedResult struct {
	Attachments []reflectedAttachment `tfsdk:"attachments"`
	Error       *reflectedFailure     `tfsdk:"error"`
}

type reflectedFailure struct {
	Code    *string `tfsdk:"code"`
	Message string  `tfsdk:"message"`
	Status  *int64  `tfsdk:"status"`
}

func (m *attachmentsModel) reflect(
	ctx context.Context, client *zohocrm.Client, fields []string, timeout time.Duration,
) (any, warnings, *problem) {
	reading := newRecordsReading(m.Module.ValueString(), m.ids(), fields)
	reading.timeout = timeout
	records := make(map[string]reflectedResult)
	for i, request := range reading.requests {
		var mismatches typeMismatches
		list, err := reflectRecord(ctx, client, request, &mismatches)
		switch {
		case err == nil:
			records[request.RecordID] = reflectedResult{Attachments: list}
		case m.OnError.ValueString() == onErrorCollect:
			f := failureOf(err, reading.target(i))
			records[request.RecordID] = reflectedResult{Error: &reflectedFailure{f.code, f.message, f.status}}
		default:
			return nil, nil, diagnose(err, reading.target(i))
		}
		reading.mismatches.merge(mismatches, request.RecordID)
		reading.read++
	}
	return reflectedRecords{m.inputs, m.RecordIDs, m.OnError, records}, reading.mismatches, nil
}

// reflectRecord reads a record's attachments as Go structs, in the order of the sources. The list is never nil, which
// would be null.
func reflectRecord(
	ctx context.Context, client *zohocrm.Client, request zohocrm.Request, mismatches *typeMismatches,
) ([]reflectedAttachment, error) {
	list, found := []reflectedAttachment{}, typeMismatches{}
	for attachment, err := range client.Attachments(ctx, request) {
		if errors.Is(err, zohocrm.ErrWalkRestarted) {
			list, found = []reflectedAttachment{}, typeMismatches{}
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, reflected(&attachment))
		found.add(&attachment)
	}
	sortReflected(list)
	*mismatches = found
	return list, nil
}

type reflectedAttachment struct {
	ID                *string           `tfsdk:"id"`
	FileName          *string           `tfsdk:"file_name"`
	Size              *int64            `tfsdk:"size"`
	CreatedTime       *string           `tfsdk:"created_time"`
	ModifiedTime      *string           `tfsdk:"modified_time"`
	Owner             *reflectedUser    `tfsdk:"owner"`
	CreatedBy         *reflectedUser    `tfsdk:"created_by"`
	ModifiedBy        *reflectedUser    `tfsdk:"modified_by"`
	ParentID          *reflectedRecord  `tfsdk:"parent_id"`
	Editable          *bool             `tfsdk:"editable"`
	FileID            *string           `tfsdk:"file_id"`
	SeModule          *string           `tfsdk:"se_module"`
	Type              *string           `tfsdk:"type"`
	State             *string           `tfsdk:"state"`
	LinkURL           *string           `tfsdk:"link_url"`
	SharingPermission *string           `tfsdk:"sharing_permission"`
	AttachmentType    *int64            `tfsdk:"attachment_type"`
	AdditionalFields  map[string]string `tfsdk:"additional_fields"`
}

type reflectedUser struct {
	ID    *string `tfsdk:"id"`
	Name  *string `tfsdk:"name"`
	Email *string `tfsdk:"email"`
}

type reflectedRecord struct {
	ID   *string `tfsdk:"id"`
	Name *string `tfsdk:"name"`
}

// reflected makes an attachment Go structs.
func reflected(a *api.Attachment) reflectedAttachment {
	r := reflectedAttachment{
		ID: a.ID, FileName: a.FileName, Size: a.Size, CreatedTime: a.CreatedTime, ModifiedTime: a.ModifiedTime,
		Owner: (*reflectedUser)(a.Owner), CreatedBy: (*reflectedUser)(a.CreatedBy), ModifiedBy: (*reflectedUser)(a.ModifiedBy),
		ParentID: (*reflectedRecord)(a.ParentID), Editable: a.Editable, FileID: a.FileID, SeModule: a.SeModule, Type: a.Type,
		State: a.State, LinkURL: a.LinkURL, SharingPermission: a.SharingPermission, AttachmentType: a.AttachmentType,
		AdditionalFields: map[string]string{},
	}
	for _, f := range distinctKeys(a.Additional) {
		r.AdditionalFields[f.Key] = f.Value
	}
	return r
}

// sortReflected puts attachments into the order of the sources.
func sortReflected(list []reflectedAttachment) {
	id := func(r reflectedAttachment) string { return digitID(&api.Attachment{ID: r.ID}) }
	slices.SortStableFunc(list, func(a, b reflectedAttachment) int { return compareIDs(id(b), id(a)) })
}
