package provider

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/datasource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-zohocrm/terraform-provider-zohocrm/internal/zohocrm"
)

// NewReflective is New with a data source that is written the simple way: Go structs with tags, which the framework
// reads by reflection. It is the yardstick of what is built by hand: for its values, and for its cost.
func NewReflective(version string, options ...Option) func() provider.Provider {
	return func() provider.Provider {
		return withDataSources(New(version, options...)(), newReflectiveDataSource())
	}
}

type reflectiveDataSource struct{ dataSource }

func newReflectiveDataSource() *reflectiveDataSource {
	return &reflectiveDataSource{dataSource{source: recordAttachmentsSource()}}
}

type reflectedState struct {
	Module      types.String          `tfsdk:"module"`
	RecordID    types.String          `tfsdk:"record_id"`
	Fields      types.Set             `tfsdk:"fields"`
	Timeouts    timeouts.Value        `tfsdk:"timeouts"`
	Attachments []reflectedAttachment `tfsdk:"attachments"`
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
func reflected(a *zohocrm.Attachment) reflectedAttachment {
	r := reflectedAttachment{
		ID: a.ID, FileName: a.FileName, Size: a.Size, CreatedTime: a.CreatedTime, ModifiedTime: a.ModifiedTime,
		Owner: (*reflectedUser)(a.Owner), CreatedBy: (*reflectedUser)(a.CreatedBy), ModifiedBy: (*reflectedUser)(a.ModifiedBy),
		ParentID: (*reflectedRecord)(a.ParentID), Editable: a.Editable, FileID: a.FileID, SeModule: a.SeModule, Type: a.Type,
		State: a.State, LinkURL: a.LinkURL, SharingPermission: a.SharingPermission, AttachmentType: a.AttachmentType,
		AdditionalFields: a.Additional,
	}
	if a.Additional == nil {
		r.AdditionalFields = map[string]string{}
	}
	return r
}

// sortReflected puts attachments into the order of the data source.
func sortReflected(list []reflectedAttachment) {
	id := func(r reflectedAttachment) string { return digitID(&zohocrm.Attachment{ID: r.ID}) }
	slices.SortStableFunc(list, func(a, b reflectedAttachment) int { return compareIDs(id(b), id(a)) })
}

func (d *reflectiveDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var state reflectedState
	resp.Diagnostics.Append(req.Config.Get(ctx, &state)...)
	request := zohocrm.Request{Module: state.Module.ValueString(), RecordID: state.RecordID.ValueString(), Fields: defaultFields()}
	if !state.Fields.IsNull() {
		request.Fields = nil
		resp.Diagnostics.Append(state.Fields.ElementsAs(ctx, &request.Fields, false)...)
	}
	state.Attachments = []reflectedAttachment{}
	for attachment, err := range d.session.client.Attachments(ctx, request) {
		if err != nil {
			resp.Diagnostics.AddError("Reading Failed", err.Error())
			return
		}
		state.Attachments = append(state.Attachments, reflected(&attachment))
	}
	sortReflected(state.Attachments)
	resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
}

// Schema is the provider's, its list one of the framework's own.
func (d *reflectiveDataSource) Schema(ctx context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = recordAttachmentsSchema(ctx)
	list := resp.Schema.Attributes[attachmentsName].(attachmentsAttribute).ListNestedAttribute
	list.CustomType = nil
	resp.Schema.Attributes[attachmentsName] = list
}
